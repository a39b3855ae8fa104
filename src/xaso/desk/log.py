"""Nhật ký: what happened in the commune, and whether the chain is whole."""

from __future__ import annotations

import json
from dataclasses import asdict
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _

from xaso.core.events.chain import REASONS, Anchor, Break, anchor_from, head_of, verify_commune
from xaso.core.events.models import Event
from xaso.core.events.queries import happenings
from xaso.core.pages.pages import ListPage, Page, TextPage
from xaso.core.pages.workbook import download
from xaso.core.people.models import Account
from xaso.core.ui.fields import VietnameseDateField

from .event_words import tell_all
from .value_words import with_names

PARTS = (
    ("", _("Mọi loại việc")),
    ("people.", _("Cán bộ và tài khoản")),
    ("backup.", _("Sao lưu, khôi phục")),
    ("units.", _("Đơn vị")),
    ("plans.", _("Kế hoạch, nhiệm vụ")),
    ("indicators.", _("Chỉ số")),
    ("papers.", _("Văn bản")),
    ("law.", _("Căn cứ pháp lý")),
    ("worktime.", _("Lịch làm việc")),
)


class FilterForm(forms.Form):
    nguoi = forms.UUIDField(required=False)
    loai = forms.ChoiceField(choices=PARTS, required=False)
    ngay = VietnameseDateField(required=False)


class Log(ListPage):
    right = "events.read"
    template_name = "desk/log/list.html"
    order = ("-number",)
    page_size = 40

    def get_queryset(self) -> QuerySet[Event]:
        rows = Event.objects.filter(commune=self.actor.commune)
        asked = self.asked
        if asked.get("nguoi"):
            rows = rows.filter(actor_id=asked["nguoi"])
        if asked.get("loai"):
            rows = rows.filter(kind__startswith=asked["loai"])
        if asked.get("ngay"):
            rows = rows.filter(recorded_at__date=asked["ngay"])
        return rows.order_by(*self.order)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context = super().get_context_data(**kwargs)
        accounts = Account.objects.of(self.actor.commune).order_by("full_name", "pk")
        people = dict(accounts.values_list("pk", "full_name"))
        lines = tell_all(with_names(self.actor.commune, happenings(context["slice"].rows)), people)
        return {
            **context,
            "title": _t("Nhật ký"),
            "lines": lines,
            "people": list(people.items()),
            "parts": PARTS,
            "asked": self.asked,
            "typed_day": self.request.GET.get("ngay", ""),
            "is_filtered": any(self.asked.values()),
        }

    @cached_property
    def asked(self) -> dict[str, Any]:
        """A filter that makes no sense counts as no filter."""
        form = FilterForm(self.request.GET)
        form.is_valid()
        return form.cleaned_data


class HeadPage(TextPage):
    """Today's head of the chain, to print or to save."""

    right = "events.read"
    template_name = "desk/log/head.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(
            title=_t("Mốc của nhật ký"),
            head=head_of(self.actor.commune),
            at=timezone.now(),
            **kwargs,
        )


class HeadFile(Page):
    right = "events.read"

    def get(self, request: HttpRequest) -> HttpResponse:
        head = head_of(self.actor.commune)
        name = f"moc-nhat-ky-{head.commune}-{head.number}.json"
        content = json.dumps(asdict(head), ensure_ascii=False).encode()
        return download(content, name, "application/json")


class AnchorForm(forms.Form):
    file = forms.FileField(
        label=_("Tệp mốc đã lưu (không bắt buộc)"),
        required=False,
        help_text=_("Có mốc thì thấy được cả việc cắt bớt hoặc thay cả chuỗi."),
        widget=forms.FileInput(attrs={"accept": ".json"}),
    )

    def clean_file(self) -> Anchor | None:
        file = self.cleaned_data["file"]
        return _read_anchor(file.read(10_000)) if file else None


class VerifyPage(TextPage):
    right = "events.read"
    template_name = "desk/log/verify.html"
    shows_kept = True

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        form = AnchorForm(request.POST, request.FILES)
        if not form.is_valid():
            return self.render_to_response(self.get_context_data(form=form), status=422)
        anchor = form.cleaned_data["file"]
        if anchor and anchor.commune != self.actor.commune.pk:
            form.add_error("file", _t("Mốc này của xã khác."))
            return self.render_to_response(self.get_context_data(form=form), status=422)
        checked, broken = verify_commune(self.actor.commune, anchor)
        said = self.get_context_data(form=form, said=_said(checked, broken), ok=broken is None)
        return self.render_to_response(said)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        kwargs.setdefault("form", AnchorForm())
        return super().get_context_data(title=_t("Kiểm tra chuỗi nhật ký"), **kwargs)


def _said(checked: int, broken: Break | None) -> str:
    if broken is None:
        return _t("Nhật ký nguyên vẹn: đã kiểm tra %(count)d dòng.") % {"count": checked}
    words = {"number": broken.number, "reason": REASONS[broken.reason]}
    return _t("Nhật ký hỏng ở dòng %(number)d: %(reason)s.") % words


def _read_anchor(content: bytes) -> Anchor:
    try:
        return anchor_from(json.loads(content))
    except (ValueError, KeyError, TypeError) as error:
        raise ValidationError(
            _t("Không đọc được tệp mốc. Chọn tệp đã tải ở trang Mốc.")
        ) from error
