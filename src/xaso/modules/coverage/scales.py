"""Operators and classes of strength: packaged tables with a day they hold from, to be confirmed."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from xaso.lib.tables import read_table

DATA = Path(__file__).parent / "data"
LEAST_DBM, MOST_DBM = -140, -30
LEVELS: Mapping[int, str | Promise] = {
    0: _("không sóng"),
    1: _("gọi, nhắn tin chập chờn"),
    2: _("gọi được, không vào mạng"),
    3: _("nhắn Zalo được"),
    4: _("xem video được"),
}
CLASS_WORDS: Mapping[str, str | Promise] = {
    "tot": _("tốt"),
    "kha": _("khá"),
    "trung_binh": _("trung bình"),
    "yeu": _("yếu"),
    "trang": _("không sóng"),
}
BY_HUMANS = "muc"


@dataclass(frozen=True)
class Operator:
    code: str
    name: str
    mcc: str
    mnc: str


@dataclass(frozen=True)
class Band:
    """Of this strength or more; the lower bound belongs to the better class."""

    version: str
    metric: str
    technology: str
    from_value: int
    name: str


def operators(on: date) -> tuple[Operator, ...]:
    """Those people can buy from on the day, in the order forms and tables show them."""
    rows = [row for row in _operator_rows() if _holds(row, on)]
    return tuple(Operator(row["code"], row["name"], row["mcc"], row["mnc"]) for row in rows)


def operator_names() -> Mapping[str, str]:
    """Also of those that are gone: old measurements keep their name."""
    return {row["code"]: row["name"] for row in _operator_rows()}


def bands(on: date) -> tuple[Band, ...]:
    """The newest version begun by the day."""
    rows = [row for row in _class_rows() if date.fromisoformat(row["since"]) <= on]
    newest = max((row["since"] for row in rows), default="")
    return tuple(
        Band(row["version"], row["metric"], row["technology"], int(row["from"]), row["class"])
        for row in rows
        if row["since"] == newest
    )


def class_of_level(level: int, on: date) -> str:
    return _class_of(level, [each for each in bands(on) if each.metric == BY_HUMANS])


def level_of_class(name: str, on: date) -> int | None:
    """What people can do where the strength is of this class; None for a class no level has."""
    rows = [each for each in bands(on) if each.metric == BY_HUMANS and each.name == name]
    return rows[0].from_value if rows else None


def class_of_dbm(dbm: int, technology: str, on: date) -> str:
    """Empty where no table speaks of the technology."""
    ours = [
        each for each in bands(on) if each.metric != BY_HUMANS and each.technology == technology
    ]
    return _class_of(dbm, ours)


def _class_of(value: int, table: list[Band]) -> str:
    reached = [each for each in table if value >= each.from_value]
    return max(reached, key=lambda each: each.from_value).name if reached else ""


def _holds(row: Mapping[str, str], on: date) -> bool:
    begun = date.fromisoformat(row["since"]) <= on
    return begun and (not row["until"] or on <= date.fromisoformat(row["until"]))


@cache
def _operator_rows() -> tuple[Mapping[str, str], ...]:
    return tuple(read_table(DATA / "operators.csv"))


@cache
def _class_rows() -> tuple[Mapping[str, str], ...]:
    return tuple(read_table(DATA / "classes.csv"))
