"""Counted sheets: sheet by sheet as letters, or the counts somebody made on paper."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _

from xaso.core.ui.fields import VietnameseDateField
from xaso.core.units.models import Village
from xaso.modules.roadmap.catalogue import tables
from xaso.modules.roadmap.models import AwarenessCount

EMPTY = "-"
LETTERS = frozenset("abc-")
DIGITS = str.maketrans("123x.", "abc--")
MOST_SHEETS = 2000


class CountForm(forms.Form):
    stage = forms.ChoiceField(
        label=_("Lần hỏi"), choices=AwarenessCount.Stage.choices, widget=forms.RadioSelect
    )
    group = forms.ChoiceField(
        label=_("Nhóm người"), choices=AwarenessCount.Group.choices, widget=forms.RadioSelect
    )
    village = forms.ChoiceField(label=_("Thôn"), required=False)
    held_on = VietnameseDateField(label=_("Ngày hỏi"))
    letters = forms.CharField(
        label=_("Mỗi phiếu một dòng"),
        required=False,
        max_length=40_000,
        widget=forms.Textarea(attrs={"rows": 8, "class": "code", "autocapitalize": "off"}),
        help_text=_(
            "Gõ tám chữ a, b, c theo thứ tự câu, ví dụ abbacbba; gõ số 1, 2, 3 cũng được; bỏ trống"
            " một câu thì gõ dấu -. Chép cả cột từ bảng tính vào cũng được."
        ),
    )
    sheets = forms.IntegerField(
        label=_("Hoặc chỉ ghi tổng: số phiếu"), required=False, min_value=1, max_value=100_000
    )

    def __init__(self, *args: Any, villages: Sequence[Village], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.villages = {village.pk.hex: village for village in villages}
        village: Any = self.fields["village"]
        village.choices = [
            ("", _("Cả xã, không theo thôn")),
            *((key, str(village)) for key, village in self.villages.items()),
        ]
        for number, question in enumerate(tables().awareness, 1):
            self.fields[question.code] = forms.IntegerField(
                label=_t("Câu %(number)d: số phiếu đúng") % {"number": number},
                help_text=question.question,
                required=False,
                min_value=0,
                max_value=100_000,
            )

    def totals(self) -> list[Any]:
        return [self["sheets"], *(self[question.code] for question in tables().awareness)]

    def clean_letters(self) -> list[str]:
        lines = [line.strip() for line in self.cleaned_data["letters"].splitlines()]
        sheets = [_sheet(line, number) for number, line in enumerate(lines, 1) if line]
        if len(sheets) > MOST_SHEETS:
            raise ValidationError(
                _t("Mỗi lần nhập nhiều nhất %(most)d phiếu.") % {"most": MOST_SHEETS}
            )
        return sheets

    def clean(self) -> dict[str, Any]:
        given = super().clean() or self.cleaned_data
        letters, sheets = given.get("letters"), given.get("sheets")
        if letters and sheets:
            self.add_error("sheets", _t("Chỉ dùng một cách: gõ từng phiếu, hoặc ghi tổng."))
        elif not letters and not sheets and "letters" not in self.errors:
            self.add_error("letters", _t("Gõ ít nhất một phiếu, hoặc ghi tổng ở dưới."))
        elif sheets:
            self._must_have_all(given)
        return given

    def counts(self) -> dict[str, Any]:
        """As the action takes them."""
        given = self.cleaned_data
        village = self.villages.get(given["village"])
        right = _counted(given["letters"]) if given["letters"] else self._typed()
        return {
            "stage": given["stage"],
            "group": given["group"],
            "village_id": village.pk if village else None,
            "held_on": given["held_on"],
            "sheets": len(given["letters"]) or given["sheets"],
            "right": right,
        }

    def _typed(self) -> dict[str, int]:
        return {question.code: self.cleaned_data[question.code] for question in tables().awareness}

    def _must_have_all(self, given: dict[str, Any]) -> None:
        for question in tables().awareness:
            count = given.get(question.code)
            if count is None and question.code not in self.errors:
                self.add_error(question.code, _t("Ghi số phiếu đúng; không ai đúng thì ghi 0."))
            elif count is not None and count > given["sheets"]:
                self.add_error(question.code, _t("Nhiều hơn số phiếu."))


def _sheet(line: str, number: int) -> str:
    """Spaces, commas and tabs between the letters do not matter."""
    letters = "".join(line.lower().translate(DIGITS).replace(",", " ").replace(";", " ").split())
    wanted = len(tables().awareness)
    if len(letters) != wanted or not set(letters) <= LETTERS:
        raise ValidationError(
            _t("Dòng %(number)d “%(line)s”: cần %(wanted)d chữ a, b, c hoặc dấu -.")
            % {"number": number, "line": line[:40], "wanted": wanted}
        )
    return letters


def _counted(sheets: Sequence[str]) -> dict[str, int]:
    return {
        question.code: sum(sheet[place] == question.right for sheet in sheets)
        for place, question in enumerate(tables().awareness)
    }
