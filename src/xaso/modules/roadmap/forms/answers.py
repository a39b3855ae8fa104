"""The questions of one group; each may be left for later, and "chưa biết" is an answer."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django import forms
from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _

from xaso.core.pages.whole import WholeForm
from xaso.core.ui.fields import NumberField
from xaso.modules.roadmap.engine.tables import Question
from xaso.modules.roadmap.given import Said
from xaso.modules.roadmap.queries.surveys import Asked, Group

UNKNOWN, BOX = "?", "-chua-biet"
YES_NO = (("1", _("Có")), ("0", _("Không")))
NOT_KNOWN = (UNKNOWN, _("Chưa biết"))


@dataclass(frozen=True)
class Row:
    """One question as the page shows it."""

    question: Question
    field: Any
    unknown: Any
    """The box "chưa biết" beside a number; None where it is one of the choices."""
    source: str


class GroupForm(WholeForm):
    def __init__(self, *args: Any, group: Group, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.asked = {row.question.code: row for row in group.asked}
        for code, row in self.asked.items():
            self.fields[code] = _field(row)
            if row.question.kind == "so":
                self.fields[_box(code)] = forms.BooleanField(
                    label=_t("Chưa biết: %(question)s") % {"question": row.question.text},
                    required=False,
                    initial=bool(row.answer and row.answer.is_unknown),
                )

    def entry_of(self, name: str) -> str:
        return name.removesuffix(BOX)

    def clean(self) -> dict[str, Any]:
        given = super().clean() or self.cleaned_data
        for code, row in self.asked.items():
            if row.question.kind == "so":
                self._clean_number(row.question, given.get(code), bool(given.get(_box(code))))
        return given

    def said(self) -> dict[str, Said]:
        """What can be kept, also while another answer is still wrong."""
        return {code: said for code in self.asked if (said := self._said(code)) is not None}

    def rows(self) -> Iterator[Row]:
        for code, row in self.asked.items():
            is_number = row.question.kind == "so"
            yield Row(
                row.question,
                self[code],
                self[_box(code)] if is_number else None,
                row.answer.source if row.answer else "",
            )

    def _clean_number(self, question: Question, number: Decimal | None, unknown: bool) -> None:
        code = question.code
        if number is None:
            return
        if unknown:
            self.add_error(code, _t("Đã ghi số thì bỏ dấu “Chưa biết”."))
        elif number < 0 or (question.most is not None and number > question.most):
            self.add_error(code, _t("Ghi một số từ 0 đến %(most)s.") % {"most": question.most})

    def _said(self, code: str) -> Said | None:
        """Nothing for what was left for later."""
        if code in self.errors or code not in self.cleaned_data:
            return None
        value = self.cleaned_data[code]
        if value == UNKNOWN or (value in (None, "") and self.cleaned_data.get(_box(code))):
            return Said(None)
        return None if value in (None, "") else Said(Decimal(value))


def _field(row: Asked) -> forms.Field:
    question, answer = row.question, row.answer
    common: dict[str, Any] = {
        "label": _label(question),
        "help_text": question.help,
        "required": False,
    }
    if question.kind == "so":
        return NumberField(initial=answer.number if answer else None, **common)
    levels = tuple((str(level), text.capitalize()) for level, text in enumerate(question.levels))
    return forms.ChoiceField(
        choices=((YES_NO if question.kind == "co_khong" else levels) + (NOT_KNOWN,)),
        widget=forms.RadioSelect,
        initial=_chosen(row),
        **common,
    )


def _label(question: Question) -> str:
    """With its unit, where the words do not say it already."""
    if not question.unit or question.unit == "%":
        return question.text
    return f"{question.text} ({question.unit})"


def _chosen(row: Asked) -> str:
    if row.answer is None:
        return ""
    return UNKNOWN if row.answer.number is None else str(int(row.answer.number))


def _box(code: str) -> str:
    return code + BOX
