"""Phiếu khóa: print it, put it away, say so."""

from __future__ import annotations

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.http import HttpResponse
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from xaso.core.backup import actions
from xaso.core.backup.book import read_book
from xaso.core.backup.folders import data_dir
from xaso.core.backup.health import must_print_key
from xaso.core.backup.key_sheet import key_sheet
from xaso.core.backup.keys import BackupKey, ensure_key
from xaso.core.pages.pages import ActionPage
from xaso.core.pages.workbook import download
from xaso.core.papers.pdf import PdfUnavailable
from xaso.core.people.own_page import AsksPassword, OwnPasswordForm
from xaso.core.units.at_work import serves_only


class SheetForm(OwnPasswordForm):
    halves = forms.TypedChoiceField(
        label=_("In thế nào"),
        choices=(
            ("no", _("Một phiếu nguyên, cất trong két")),
            ("yes", _("Hai nửa cho hai người giữ; một nửa không mở được gì")),
        ),
        initial="no",
        widget=forms.RadioSelect,
        coerce=lambda value: value == "yes",
    )
    field_order = ("halves", "password")


class KeySheetPage(AsksPassword, ActionPage):
    """The paper comes as the answer to a press and a password, never to an address left open."""

    right = "backup.manage"
    form_class = SheetForm
    title = _("Phiếu khóa sao lưu")
    submit_label = _("Tạo phiếu để in (PDF)")
    template_name = "desk/machine/key_sheet.html"

    @staticmethod
    def action(*, actor: Any, halves: bool) -> HttpResponse:
        key: BackupKey = actions.take_key_sheet(actor=actor)
        try:
            content = key_sheet(key, in_halves=halves, place_name=actor.commune.full_name)
        except PdfUnavailable as error:
            raise ValidationError(str(error)) from error
        response = download(content, f"phieu-khoa-{key.number}.pdf", "application/pdf")
        response["Cache-Control"] = "no-store"
        return response

    def done(self, result: HttpResponse) -> HttpResponse:
        return result

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(
            number=ensure_key(data_dir()).number,
            is_stowed=not must_print_key(read_book()),
            one_commune=serves_only(self.actor.commune),
            cancel_url=reverse("desk:backups"),
            **kwargs,
        )


class KeySheetStowed(ActionPage):
    right = "backup.manage"
    action = actions.stow_key_sheet
    title = _("Phiếu khóa đã in và cất")
    submit_label = _("Đã in và cất phiếu")
    done_message = _("Đã ghi: phiếu khóa nằm trong két.")
    extra_context = {
        "lead": _("Chỉ bấm khi phiếu giấy đã nằm trong két. Mất phiếu và mất máy là mất dữ liệu.")
    }

    def next_url(self, result: str) -> str:
        return reverse("desk:backups")

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(cancel_url=reverse("desk:key_sheet"), **kwargs)
