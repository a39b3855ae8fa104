"""The monthly form of a village as dated data: its items, what they must fit, who may see them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import cache
from pathlib import Path

from django.utils.text import capfirst

from xaso.lib.tables import read_table

DATA = Path(__file__).parent / "data"
FIRST_FORM = "thon-14"
STOCK, FLOW = "stock", "flow"
MEMBERS, VISITS = "members", "visits"
"""Where an item that nobody types is counted."""


@dataclass(frozen=True)
class Item:
    code: str
    label: str
    unit: str
    first: date
    last: date | None = None
    kind: str = STOCK
    """A stock stands until it changes and may be as last month; a flow is of the month alone."""
    is_whole: bool = True
    source: str = ""
    rules: tuple[str, ...] = ()
    """ "CT03+CT04<=CT01": see report_checks."""
    change_percent: int | None = 20
    """A bigger change asks for a note; None never asks."""
    is_public: bool = False
    is_guarded: bool = False
    """Stands on no list, in no file and in no total others see."""
    value_code: str = ""
    """The number of the indicators that it feeds."""

    @property
    def name(self) -> str:
        return str(capfirst(self.label))

    def is_used_in(self, month: date) -> bool:
        return self.first <= month and (self.last is None or month <= self.last)


@dataclass(frozen=True)
class Form:
    code: str
    name: str
    first: date
    last: date | None = None
    items: tuple[Item, ...] = ()

    def is_used_in(self, month: date) -> bool:
        return self.first <= month and (self.last is None or month <= self.last)

    def items_in(self, month: date) -> list[Item]:
        return [item for item in self.items if item.is_used_in(month)]

    def edition_in(self, month: date) -> int:
        """1 until the first change of its items, one more with each month something came or went."""
        begun = {item.first for item in self.items if self.first < item.first <= month}
        ended = {item.last for item in self.items if item.last and item.last < month}
        return 1 + len(begun) + len(ended)


def packaged() -> dict[str, Form]:
    return dict(_packaged())


def with_own(forms: Iterable[Form], items: Iterable[tuple[str, Item]]) -> dict[str, Form]:
    """Packaged forms, those of the commune, and what it has added to either."""
    found = {**packaged(), **{form.code: form for form in forms}}
    for code, item in items:
        if form := found.get(code):
            found[code] = replace(form, items=(*form.items, item))
    return found


@cache
def _packaged() -> Sequence[tuple[str, Form]]:
    items: dict[str, list[Item]] = {}
    for row in read_table(DATA / "report_items.csv"):
        items.setdefault(row["form"], []).append(_item(row))
    return [
        (
            row["code"],
            Form(
                code=row["code"],
                name=row["name"],
                first=date.fromisoformat(row["from"]),
                last=_day(row["until"]),
                items=tuple(items[row["code"]]),
            ),
        )
        for row in read_table(DATA / "report_forms.csv")
    ]


def _item(row: dict[str, str]) -> Item:
    return Item(
        code=row["code"],
        label=row["label"],
        unit=row["unit"],
        first=date.fromisoformat(row["from"]),
        last=_day(row["until"]),
        kind=row["kind"],
        is_whole=row["type"] == "int",
        source=row["source"],
        rules=tuple(row["rule"].split(";")) if row["rule"] else (),
        change_percent=int(row["change_percent"]) if row["change_percent"] else None,
        is_public=row["public"] == "yes",
        is_guarded=row["guarded"] == "yes",
        value_code=row["value"],
    )


def _day(text: str) -> date | None:
    return date.fromisoformat(text) if text else None
