"""A sheet of visits, typed line by line."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from django import forms
from django.utils.text import capfirst
from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _

from xaso.core.ui.fields import IdField
from xaso.core.units.models import Village
from xaso.lib.ids import new_id
from xaso.modules.teams.codes import CodeBook
from xaso.modules.teams.models import VisitSource
from xaso.modules.teams.one_line import Keys, NotRead, read_visit

from .visits import VisitForm

MOST_ROWS = 100


@dataclass(frozen=True)
class Row:
    number: int
    text: str
    trouble: str
    facts: dict[str, Any]


class SheetForm(forms.Form):
    """Nothing is written while one line is not understood; what was typed stays in the box."""

    sheet = forms.UUIDField(widget=forms.HiddenInput, initial=new_id)
    village = IdField(label=_("Thôn"))
    source = forms.ChoiceField(
        label=_("Nhận bằng cách nào"),
        choices=lambda: [
            (each.value, capfirst(str(each.label)))
            for each in (VisitSource.PAPER, VisitSource.SMS)
        ],
    )
    text = forms.CharField(
        label=_("Mỗi lượt một dòng"),
        strip=False,
        max_length=20_000,
        widget=forms.Textarea(
            attrs={"rows": 14, "autofocus": True, "autocomplete": "off", "spellcheck": "false"}
        ),
        help_text=_("Ví dụ: 24 1x 0/1. Gõ xong một dòng, Enter xuống dòng sau."),
    )

    def __init__(
        self,
        *args: Any,
        villages: Iterable[Village],
        book: CodeBook,
        today: date,
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self.villages, self.book, self.today = list(villages), book, today
        self.rows: list[Row] = []
        """As far as they were read."""
        fields: dict[str, Any] = self.fields
        named = [(str(v.pk), capfirst(str(v))) for v in self.villages]
        fields["village"].choices = [*([("", _t("Chọn thôn"))] if named[1:] else []), *named]

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        if not data.get("village") or "text" not in data:
            return data
        self._read(data)
        bad = [row for row in self.rows if row.trouble]
        if not self.rows:
            self.add_error("text", _t("Ghi ít nhất một dòng."))
        elif len(self.rows) > MOST_ROWS:
            said = _t("Mỗi lần nhiều nhất %(count)d dòng.") % {"count": MOST_ROWS}
            self.add_error("text", said)
        for row in bad:
            self.add_error("text", _line(row))
        return {
            "sheet": data["sheet"],
            "source": data["source"],
            "visits": [row.facts for row in self.rows],
        }

    def _read(self, data: dict[str, Any]) -> None:
        keys, above = Keys.of(self.book), None
        for number, text in enumerate(data["text"].splitlines(), start=1):
            if not text.strip():
                continue
            row = self._row(number, text.strip(), str(data["village"]), keys, above)
            above = row.facts.get("day", above)
            self.rows.append(row)

    def _row(self, number: int, text: str, village: str, keys: Keys, above: date | None) -> Row:
        try:
            said = read_visit(text, keys, self.today, above)
        except NotRead as error:
            return Row(number, text, str(error), {})
        form = VisitForm({**said, "village": village}, villages=self.villages, book=self.book)
        if form.is_valid():
            return Row(number, text, "", form.cleaned_data)
        told = " ".join(str(each) for errors in form.errors.values() for each in errors)
        return Row(number, text, told, {})


def _line(row: Row) -> str:
    words = {"n": row.number, "text": row.text[:40], "trouble": row.trouble}
    return _t("Dòng %(n)d (%(text)s): %(trouble)s") % words
