"""Operators and classes of strength: packaged tables, then what the commune says from a day on."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache
from pathlib import Path

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from xaso.lib.tables import read_table

from .versions import Versioned, begun

DATA = Path(__file__).parent / "data"
PACKAGED = "v1"
"""Of the list of operators that comes with the program."""
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
"""The best first."""
BY_HUMANS = "muc"
ADDED, RENAMED, ENDED = "them", "doi_ten", "thoi"


@dataclass(frozen=True)
class Operator:
    code: str
    name: str
    mcc: str
    mnc: str


@dataclass(frozen=True)
class OperatorStep:
    """From a day on an operator is there, is called otherwise, or is there no more."""

    step: str
    operator: Operator
    since: date
    version: str = PACKAGED


@dataclass(frozen=True)
class OperatorList:
    steps: tuple[OperatorStep, ...]
    """By day; of one day in the order they were said."""

    def on(self, day: date) -> tuple[Operator, ...]:
        """Those people can buy from on the day, in the order forms and tables show them."""
        found = self._begun(day)
        return tuple(operator for operator, is_there in found.values() if is_there)

    def ended(self, day: date) -> tuple[Operator, ...]:
        found = self._begun(day)
        return tuple(operator for operator, is_there in found.values() if not is_there)

    def ahead(self, day: date) -> Mapping[str, tuple[date, Operator]]:
        """Those there on the day or later, each with the day from when on."""
        found: dict[str, tuple[date, Operator]] = {}
        for begin in sorted({day, *(each.since for each in self.steps if each.since > day)}):
            for operator in self.on(begin):
                found.setdefault(operator.code, (begin, operator))
        return found

    def known(self, day: date) -> Mapping[str, Operator]:
        """Also those that are gone or are still to come: what was measured keeps its name."""
        coming = {each.operator.code: each.operator for each in reversed(self.steps)}
        return coming | {code: operator for code, (operator, _is) in self._begun(day).items()}

    def version(self, day: date) -> str:
        return [PACKAGED, *(each.version for each in self.steps if each.since <= day)][-1]

    def called(self) -> Iterable[tuple[str, str]]:
        """Every name an operator ever bore, with its code; the newest last."""
        return ((each.operator.name, each.operator.code) for each in self.steps)

    def _begun(self, day: date) -> dict[str, tuple[Operator, bool]]:
        found: dict[str, tuple[Operator, bool]] = {}
        for each in self.steps:
            code = each.operator.code
            before, was_there = found.get(code, (each.operator, False))
            if each.since <= day:
                is_there = was_there if each.step == RENAMED else each.step == ADDED
                found[code] = (before if each.step == ENDED else each.operator, is_there)
        return found


@dataclass(frozen=True)
class Band:
    """Of this strength or more; the lower bound belongs to the better class."""

    metric: str
    technology: str
    from_value: int
    name: str


@dataclass(frozen=True)
class ClassTable(Versioned):
    version: str
    since: date
    bands: tuple[Band, ...]
    is_own: bool = False

    def of_level(self, level: int) -> str:
        return _class_of(level, self._levels)

    def level_of(self, name: str) -> int | None:
        """What people can do where the strength is of this class; None for a class no level has."""
        return next((each.from_value for each in self._levels if each.name == name), None)

    def of_dbm(self, dbm: int, technology: str) -> str:
        """Empty where no table speaks of the technology."""
        return _class_of(dbm, self.of(technology))

    def of(self, technology: str) -> list[Band]:
        return [each for each in self.bands
                if each.metric != BY_HUMANS and each.technology == technology]  # fmt: skip

    @property
    def technologies(self) -> list[tuple[str, str]]:
        """Each with what is measured of it, as RSRP."""
        found = {each.technology: each.metric for each in self.bands if each.metric != BY_HUMANS}
        return sorted(found.items())

    @property
    def _levels(self) -> list[Band]:
        return [each for each in self.bands if each.metric == BY_HUMANS]


@dataclass(frozen=True)
class ClassTables:
    tables: tuple[ClassTable, ...]

    def on(self, day: date) -> ClassTable:
        return begun(self.tables, day)


def packaged_operators() -> list[OperatorStep]:
    found = []
    for row in _operator_rows():
        operator = Operator(row["code"], row["name"], row["mcc"], row["mnc"])
        found.append(OperatorStep(ADDED, operator, date.fromisoformat(row["since"])))
        if row["until"]:
            over = date.fromisoformat(row["until"]) + timedelta(days=1)
            found.append(OperatorStep(ENDED, operator, over))
    return found


def packaged_classes() -> list[ClassTable]:
    by_version: dict[tuple[str, str], list[Band]] = {}
    for row in _class_rows():
        band = Band(row["metric"], row["technology"], int(row["from"]), row["class"])
        by_version.setdefault((row["since"], row["version"]), []).append(band)
    return [
        ClassTable(version, date.fromisoformat(since), tuple(bands))
        for (since, version), bands in sorted(by_version.items())
    ]


def own_classes(
    base: ClassTable, thresholds: Mapping[str, Sequence[int]], version: str, since: date
) -> ClassTable:
    """`thresholds`: of each technology from where on it is tốt, khá, trung bình, yếu; below that there
    is none. The scale of people stays: five levels, five classes. One the commune did not speak of stays
    as it is packaged."""
    kept = [each for each in base.bands if each.metric == BY_HUMANS]
    own: list[Band] = []
    for technology, metric in base.technologies:
        said = (*thresholds.get(technology, ()), LEAST_DBM)
        if len(said) == len(CLASS_WORDS):
            pairs = zip(CLASS_WORDS, said, strict=True)
            own += (Band(metric, technology, from_value, name) for name, from_value in pairs)
        else:
            own += base.of(technology)
    return ClassTable(version, since, (*kept, *own), is_own=True)


def _class_of(value: int, table: list[Band]) -> str:
    reached = [each for each in table if value >= each.from_value]
    return max(reached, key=lambda each: each.from_value).name if reached else ""


@cache
def _operator_rows() -> tuple[Mapping[str, str], ...]:
    return tuple(read_table(DATA / "operators.csv"))


@cache
def _class_rows() -> tuple[Mapping[str, str], ...]:
    return tuple(read_table(DATA / "classes.csv"))
