"""Rows of a file as its page shows them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from xaso.lib.dates import write_date
from xaso.lib.numbers import write_number
from xaso.modules.coverage.intake.rows import FileRow, Problem
from xaso.modules.coverage.models import Network
from xaso.modules.coverage.queries.files import PlannedRow

CHANGES: Mapping[str, tuple[str, str | Promise]] = {
    "sample": ("row-good", _("nhận")),
    "reading": ("row-good", _("nhận vào ô")),
    "speed": ("row-good", _("nhận mẫu i-Speed")),
    "outside": ("row-warn", _("ngoài địa bàn")),
    "same": ("", _("đã có")),
    "bad": ("row-bad", _("bỏ")),
}


@dataclass(frozen=True)
class Line:
    row: int
    tone: str
    change: str | Promise
    where: str
    operator: str
    said: str
    day: str
    problems: tuple[str, ...]


def lines(rows: Iterable[PlannedRow], names: Mapping[str, str]) -> list[Line]:
    return [_line(row, names) for row in rows]


def bad_lines(rows: Iterable[PlannedRow]) -> list[tuple[int, list[Problem]]]:
    return [(row.read.row, _problems(row)) for row in rows]


def _line(row: PlannedRow, names: Mapping[str, str]) -> Line:
    read, (tone, word) = row.read, CHANGES[row.change]
    day = write_date(timezone.localdate(read.moment)) if read.moment else ""
    operator = names.get(read.operator, read.operator)
    told = tuple(each.message for each in _problems(row))
    return Line(read.row, tone, word, _where(read), operator, _said(read), day, told)


def _problems(row: PlannedRow) -> list[Problem]:
    own = [Problem(str(row.read.row), row.problem)] if row.problem else []
    return [*row.read.problems, *own]


def _where(read: FileRow) -> str:
    if read.down_mbps is not None:
        return read.village
    if read.names_a_place:
        return f"{read.place}, {read.village}" if read.village else read.place
    return "{:.3f}, {:.3f}".format(*read.point) if read.point else ""


def _said(read: FileRow) -> str:
    if read.down_mbps is not None:
        return f"{Network(read.network).label} · {write_number(read.down_mbps)} Mb/s"
    level = "" if read.level is None else str(read.level)
    strength = "" if read.strength_dbm is None else f"{read.strength_dbm} dBm"
    technology = "" if read.technology == "khong_ro" else read.technology.upper()
    return " · ".join(each for each in (level, technology, strength) if each)
