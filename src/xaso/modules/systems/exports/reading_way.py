"""Cách đọc tệp: which column of an export is the village, and how each number is got out of it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any, Literal

from django.utils.translation import gettext_lazy as _

from .table import Table

How = Literal["cong_cot", "dem_dong", "dem_dong_co", "mot_o"]
SUM: How = "cong_cot"
ROWS: How = "dem_dong"
ROWS_WITH: How = "dem_dong_co"
ONE_CELL: How = "mot_o"
HOW_WORDS = (
    (SUM, _("cộng cả cột")),
    (ROWS, _("đếm số dòng")),
    (ROWS_WITH, _("đếm dòng có chữ")),
    (ONE_CELL, _("lấy một ô")),
)


@dataclass(frozen=True)
class Rule:
    """How one number is read. Columns are named by their heading."""

    code: str
    how: How
    column: str = ""
    words: tuple[str, ...] = ()
    """Of `dem_dong_co`: the row counts when its cell is one of them."""
    label: str = ""
    """Of `mot_o`: what the row begins with."""

    @property
    def needs_column(self) -> bool:
        return self.how != ROWS


@dataclass(frozen=True)
class ReadingWay:
    rules: tuple[Rule, ...]
    village: str = ""
    """Heading of the column that names the village; empty where the file is of the whole commune."""
    names: Mapping[str, str] = field(default_factory=dict)
    """What a name in the file stands for, by its key: the id of a village, or "" for none of ours."""

    @property
    def columns(self) -> tuple[str, ...]:
        named = [self.village, *(rule.column for rule in self.rules if rule.needs_column)]
        return tuple(dict.fromkeys(text for text in named if text))

    def missing_from(self, table: Table) -> tuple[MissingColumn, ...]:
        return tuple(
            MissingColumn(text, table.nearest(text))
            for text in self.columns
            if table.column(text) is None
        )


@dataclass(frozen=True)
class MissingColumn:
    text: str
    nearest: str
    """The heading most like it; empty where none comes near."""


def rules_said(rules: Iterable[Rule]) -> list[dict[str, Any]]:
    """As JSON."""
    return [
        {
            "code": rule.code,
            "how": rule.how,
            "column": rule.column,
            "words": list(rule.words),
            "label": rule.label,
        }
        for rule in rules
    ]


def rules_read(said: Iterable[Mapping[str, Any]]) -> tuple[Rule, ...]:
    return tuple(
        Rule(each["code"], each["how"], each["column"], tuple(each["words"]), each["label"])
        for each in said
    )
