"""How a file of a system is read: one screen, one line for each number."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django import forms
from django.utils.text import capfirst
from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _

from xaso.core.pages.whole import WholeForm
from xaso.lib.text import header_key
from xaso.modules.indicators.public import NumberKind
from xaso.modules.systems.exports.reading_way import (
    HOW_WORDS,
    ONE_CELL,
    ROWS,
    ROWS_WITH,
    ReadingWay,
    Rule,
)
from xaso.modules.systems.exports.table import Table
from xaso.modules.systems.models import SystemReading

MOST_NUMBERS, SPARE, SPARE_LINE = 30, 3, "them"
LONGEST_WORDS = 200
PARTS = ("number", "how", "column", "words")


@dataclass(frozen=True)
class RuleFields:
    """The four fields of one number, as the page draws them."""

    name: str
    number: Any
    how: Any
    column: Any
    words: Any

    @property
    def errors(self) -> list[str]:
        fields = (self.number, self.how, self.column, self.words)
        return [error for field in fields for error in field.errors]


class ReadingForm(WholeForm):
    name = forms.CharField(
        label=_("Đặt tên cách đọc này"),
        max_length=80,
        help_text=_("Ví dụ: Báo cáo tháng. Lần sau chọn tệp là đọc được ngay."),
    )
    village_column = forms.ChoiceField(label=_("Cột nào ghi thôn"), required=False)

    def __init__(
        self,
        *args: Any,
        table: Table,
        own: Sequence[NumberKind],
        others: Iterable[NumberKind],
        way: ReadingWay | None = None,
        **kwargs: Any,
    ) -> None:
        """`own`: the numbers the system holds; each gets a line of its own."""
        super().__init__(*args, **kwargs)
        self.kinds = {each.code: each for each in (*own, *others)}
        headings = [(each.text, each.text) for each in table.headings]
        fields: dict[str, Any] = self.fields
        fields["village_column"].choices = [("", _t("Không có, số của cả xã")), *headings]
        rules = {rule.code: rule for rule in way.rules} if way else {}
        lines = [each.code for each in own]
        lines += [code for code in rules if code not in lines]
        lines = [code for code in lines if code in self.kinds][:MOST_NUMBERS]
        spare = [f"{SPARE_LINE}{place}" for place in range(SPARE)]
        self.lines = [*lines, *spare]
        for line in self.lines:
            code = "" if line in spare else line
            self._add(line, code, rules.get(code), headings, table)
        self.initial.setdefault(
            "village_column", _near(table, way.village) if way else _village_heading(table)
        )

    def rows(self) -> list[RuleFields]:
        return [
            RuleFields(self._name_of(line), *(self[f"{line}_{part}"] for part in PARTS))
            for line in self.lines
        ]

    def entry_of(self, name: str) -> str:
        """Lines go by the number they read, not by their place: somebody may have added one above."""
        return name.rpartition("_")[0] or name

    def clean(self) -> dict[str, Any]:
        """Into the `rules` the action takes."""
        data = super().clean()
        rules = [rule for line in self.lines if (rule := self._rule(line, data))]
        codes = [rule.code for rule in rules]
        if len(codes) != len(set(codes)):
            self.add_error(None, _t("Một số được chọn hai lần. Bỏ bớt một dòng."))
        if not rules and not self.errors:
            self.add_error(None, _t("Chọn cách lấy cho ít nhất một số."))
        return {
            "name": data.get("name", ""),
            "village_column": data.get("village_column", ""),
            "rules": rules,
        }

    def _add(
        self,
        line: str,
        code: str,
        rule: Rule | None,
        headings: Sequence[tuple[str, str]],
        table: Table,
    ) -> None:
        listed = [(each.code, capfirst(each.name)) for each in self.kinds.values()]
        number = forms.ChoiceField(
            label=_t("Số liệu"), choices=[("", _t("Chọn số liệu")), *listed], required=False
        )
        if code:
            number.widget = forms.HiddenInput()
        how = forms.ChoiceField(
            label=_t("Cách lấy"), choices=[("", _t("không lấy")), *HOW_WORDS], required=False
        )
        column = forms.ChoiceField(
            label=_t("Cột"), choices=[("", _t("Chọn cột")), *headings], required=False
        )
        words = forms.CharField(
            label=_t("Chữ trong dòng"), max_length=LONGEST_WORDS, required=False
        )
        number.initial = code
        if rule:
            how.initial, column.initial = rule.how, _near(table, rule.column)
            words.initial = rule.label or ", ".join(rule.words)
        spoken = capfirst(self.kinds[code].name) if code else _t("Số khác")
        for part, field in zip(PARTS, (number, how, column, words), strict=True):
            field.label = field.widget.attrs["aria-label"] = f"{field.label}: {spoken}"
            self.fields[f"{line}_{part}"] = field

    def _name_of(self, line: str) -> str:
        kind = self.kinds.get(str(self.fields[f"{line}_number"].initial))
        if kind is None:
            return ""
        return f"{capfirst(kind.name)} ({kind.unit})" if kind.unit else capfirst(kind.name)

    def _rule(self, line: str, data: dict[str, Any]) -> Rule | None:
        code, how = data.get(f"{line}_number", ""), data.get(f"{line}_how", "")
        column, words = data.get(f"{line}_column", ""), data.get(f"{line}_words", "").strip()
        if not how:
            if code and not self.fields[f"{line}_number"].initial:
                self.add_error(f"{line}_how", _t("Chọn cách lấy số này."))
            return None
        if not code:
            self.add_error(f"{line}_number", _t("Chọn số liệu cho dòng này."))
            return None
        if how != ROWS and not column:
            self.add_error(f"{line}_column", _t("Chọn cột để lấy số."))
        if how in (ROWS_WITH, ONE_CELL) and not header_key(words):
            told = (
                _t("Ghi chữ cần đếm, cách nhau bằng dấu phẩy.")
                if how == ROWS_WITH
                else _t("Ghi chữ đầu dòng cần lấy, ví dụ: Tổng cộng.")
            )
            self.add_error(f"{line}_words", told)
        if how != ONE_CELL and self.kinds[code].is_percentage:
            told = _t("Tỷ lệ thì không cộng, không đếm: chọn “lấy một ô”.")
            self.add_error(f"{line}_how", told)
        return Rule(
            code,
            how,
            column if how != ROWS else "",
            tuple(_listed(words)) if how == ROWS_WITH else (),
            words if how == ONE_CELL else "",
        )


class ChooseReadingForm(WholeForm):
    reading = forms.ChoiceField(label=_("Cách đọc"), widget=forms.RadioSelect)

    def __init__(self, *args: Any, readings: Iterable[SystemReading], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        fields: dict[str, Any] = self.fields
        fields["reading"].choices = [(str(each.pk), each.name) for each in readings]

    def clean(self) -> dict[str, Any]:
        data = super().clean()
        if "reading" in data:
            data["reading_id"] = UUID(data.pop("reading"))
        return data


def _listed(words: str) -> list[str]:
    return [each for part in words.split(",") if header_key(each := " ".join(part.split()))]


def _near(table: Table, text: str) -> str:
    """The heading of that name, else the one most like it."""
    if not text:
        return ""
    found = table.by_key.get(header_key(text))
    return found.text if found else table.nearest(text)


def _village_heading(table: Table) -> str:
    return next((each.text for each in table.headings if _is_village(each.key)), "")


def _is_village(key: str) -> bool:
    words = ("thon", "ban", "to dan pho", "thon ban", "ten thon", "dia ban")
    return key in words or key.startswith(("thon ", "ten thon ", "thon ban "))
