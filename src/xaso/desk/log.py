"""Nhật ký: what happened in the commune."""

from __future__ import annotations

from datetime import date
from typing import Any

from django import forms
from django.db.models import Max, Min, QuerySet
from django.utils.functional import cached_property
from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _

from xaso.core.events.models import Event
from xaso.core.events.queries import happenings
from xaso.core.pages.pages import ListPage
from xaso.core.people.models import Account
from xaso.core.ui.fields import VietnameseDateField
from xaso.lib.dates import day_end, day_start

from .event_sentences import SENTENCES
from .event_words import tell_all
from .value_words import with_names

PARTS = (
    ("", _("Mọi loại việc")),
    ("people.", _("Cán bộ và tài khoản")),
    ("backup.", _("Sao lưu, khôi phục")),
    ("privacy.", _("Xem dữ liệu riêng")),
    ("units.", _("Đơn vị")),
    ("plans.", _("Kế hoạch, nhiệm vụ")),
    ("indicators.", _("Chỉ số")),
    ("coverage.", _("Vùng sóng")),
    ("systems.", _("Bản đồ phần mềm")),
    ("teams.", _("Tổ công nghệ số")),
    ("papers.", _("Văn bản")),
    ("law.", _("Căn cứ pháp lý")),
    ("worktime.", _("Lịch làm việc")),
    ("jobs.", _("Việc chạy nền")),
)


RARE = 500


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
            rows = _of_part(rows, asked["loai"])
        if asked.get("ngay"):
            rows = _of_day(rows, asked["ngay"])
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


def _of_part(rows: QuerySet[Event], part: str) -> QuerySet[Event]:
    """A rare part of the program is looked up once by its kinds; a common one is met soon anyway."""
    of_part = rows.filter(kind__in=[kind for kind in SENTENCES if kind.startswith(part)])
    few = list(of_part.order_by().values_list("number", flat=True)[: RARE + 1])
    return of_part if len(few) > RARE else rows.filter(number__in=few)


def _of_day(rows: QuerySet[Event], day: date) -> QuerySet[Event]:
    """Where the day lies in the chain is looked up once; the chain is read from there."""
    of_day = rows.filter(recorded_at__gte=day_start(day), recorded_at__lt=day_end(day))
    ends = of_day.order_by().aggregate(first=Min("number"), last=Max("number"))
    if ends["first"] is None:
        return rows.none()
    return of_day.filter(number__range=(ends["first"], ends["last"]))
