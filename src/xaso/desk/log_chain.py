"""Mốc and Kiểm tra chuỗi: what pins the diary today, and whether it is still the same."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict
from typing import Any

import segno
from django import forms
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _

from xaso.core.events.anchors import as_json, own_anchors, signed_head
from xaso.core.events.chain import REASONS, Anchor, Break, head_of
from xaso.core.events.checking import check_commune
from xaso.core.jobs.enqueue import enqueue
from xaso.core.pages.pages import Page, TextPage
from xaso.core.pages.workbook import download
from xaso.lib.chain import SHORTEST_CODE, anchors_in, short_code
from xaso.lib.numbers import read_count

AT_ONCE = 20_000
"""Lines checked while the person waits: about a second on an old machine. More becomes a job."""
LARGEST_FILE_BYTES = 8_000_000
UNREADABLE = (ValueError, LookupError, TypeError, AttributeError, ArithmeticError, RecursionError)
"""What a file that is no anchor may come to, also one made to go as deep or far as it can."""


class HeadPage(TextPage):
    """Today's head of the chain, to print or to save."""

    right = "events.read"
    template_name = "desk/log/head.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        now = timezone.now()
        head = signed_head(self.actor.commune, now)
        mine = [anchor for anchor in own_anchors() if anchor.commune == head.commune]
        return super().get_context_data(
            title=_t("Mốc của nhật ký"),
            head=head,
            short=short_code(head.hash),
            at=now,
            qr=_qr(as_json(head)),
            kept=len(mine),
            **kwargs,
        )


class HeadFile(Page):
    right = "events.read"

    def get(self, request: HttpRequest) -> HttpResponse:
        head = signed_head(self.actor.commune, timezone.now())
        name = f"moc-nhat-ky-{head.commune}-{head.number}.json"
        return download(as_json(head).encode(), name, "application/json")


class AnchorForm(forms.Form):
    file = forms.FileField(
        label=_("Tệp mốc đã lưu (không bắt buộc)"),
        required=False,
        help_text=_("Có mốc thì thấy được cả việc cắt bớt hoặc thay cả chuỗi."),
        widget=forms.FileInput(attrs={"accept": ".json,.jsonl"}),
    )
    number = forms.CharField(
        label=_("Hoặc chép từ giấy: dòng cuối"),
        required=False,
        max_length=20,
        widget=forms.TextInput(attrs={"inputmode": "numeric", "class": "short"}),
    )
    code = forms.CharField(
        label=_("Mã trên giấy"),
        required=False,
        max_length=100,
        help_text=_("16 chữ và số, ví dụ 3fa2 91c0 77be 0d14."),
    )

    def clean_file(self) -> list[Anchor]:
        file = self.cleaned_data["file"]
        if not file:
            return []
        if file.size > LARGEST_FILE_BYTES:
            raise ValidationError(_t("Tệp mốc quá lớn. Chọn tệp đã tải ở trang Mốc."))
        return _read_anchors(file.read())

    def clean_number(self) -> int:
        typed = self.cleaned_data["number"].strip().replace(".", "")
        number = read_count(typed) if typed else 0
        if number is None:
            raise ValidationError(_t("Viết số dòng bằng chữ số, ví dụ 1.693."))
        return number

    def clean_code(self) -> str:
        code = "".join(self.cleaned_data["code"].split()).lower()
        if code and (len(code) < SHORTEST_CODE or set(code) - set("0123456789abcdef")):
            raise ValidationError(_t("Chép đủ 16 ký tự của mã, chỉ gồm số và chữ a đến f."))
        return code

    def clean(self) -> dict[str, Any]:
        given = super().clean() or {}
        if bool(given.get("number")) != bool(given.get("code")) and not self.errors:
            self.add_error("code", _t("Chép cả số dòng và mã trên giấy."))
        return given


class VerifyPage(TextPage):
    right = "events.read"
    template_name = "desk/log/verify.html"
    shows_kept = True

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        form = AnchorForm(request.POST, request.FILES)
        if not form.is_valid():
            return self._again(form)
        anchors = self._anchors(form)
        if any(anchor.commune != self.actor.commune.pk for anchor in anchors):
            form.add_error("file", _t("Mốc này của xã khác."))
            return self._again(form)
        if head_of(self.actor.commune).number > AT_ONCE:
            return self._as_job(anchors)
        checked, broken = check_commune(self.actor.commune, anchors)
        said = self.get_context_data(form=form, said=_said(checked, broken), ok=broken is None)
        return self.render_to_response(said)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        kwargs.setdefault("form", AnchorForm(**self.kept_data()))
        return super().get_context_data(title=_t("Kiểm tra chuỗi nhật ký"), **kwargs)

    def _again(self, form: AnchorForm) -> HttpResponse:
        return self.render_to_response(self.get_context_data(form=form), status=422)

    def _anchors(self, form: AnchorForm) -> list[Anchor]:
        given = form.cleaned_data
        if not given["code"]:
            return list(given["file"])
        copied = Anchor(self.actor.commune.pk, given["number"], given["code"])
        return [*given["file"], copied]

    def _as_job(self, anchors: Sequence[Anchor]) -> HttpResponse:
        job = enqueue(
            "events.verify_commune",
            actor=self.actor,
            at=timezone.now(),
            arguments={"anchors": [asdict(anchor) for anchor in anchors]},
        )
        return redirect("desk:job", pk=job.pk)


def _said(checked: int, broken: Break | None) -> str:
    if broken is None:
        return _t("Nhật ký nguyên vẹn: đã kiểm tra %(count)d dòng.") % {"count": checked}
    words = {"number": broken.number, "reason": REASONS[broken.reason]}
    return _t("Nhật ký hỏng ở dòng %(number)d: %(reason)s.") % words


def _read_anchors(content: bytes) -> list[Anchor]:
    try:
        return anchors_in(content.decode())
    except UNREADABLE as error:
        raise ValidationError(
            _t("Không đọc được tệp mốc. Chọn tệp đã tải ở trang Mốc.")
        ) from error


def _qr(text: str) -> SafeString:
    drawing = segno.make(text, error="l").svg_inline(
        scale=4, border=3, light="#fff", svgclass="qr", lineclass=None
    )
    return mark_safe(drawing)  # noqa: S308 - drawn by us from our own anchor
