"""What a file that waits would do to the numbers, as one sees it and as it is taken."""

from __future__ import annotations

import difflib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from uuid import UUID

from xaso.core.residents.planning import village_key, villages_by_key
from xaso.core.units.models import Village
from xaso.lib.numbers import sum_known
from xaso.modules.indicators import public as indicators
from xaso.modules.systems.chosen import ChosenDays
from xaso.modules.systems.exports.counting import Counted, Reading, Tally, count
from xaso.modules.systems.exports.reading_way import MissingColumn, ReadingWay, rules_read
from xaso.modules.systems.exports.table import Table
from xaso.modules.systems.models import SystemFile, SystemReading

from .readings import table_of, way_of

FALLEN_PERCENT = Decimal(-30)
ALIKE, MOST_ALIKE = 0.7, 3


@dataclass(frozen=True)
class UnknownName:
    key: str
    text: str
    """Empty where the cell is."""
    near: tuple[UUID, ...]
    """Villages called almost so; one letter may make another village, so none is chosen for anybody."""


@dataclass(frozen=True)
class Place:
    """One number at one place, beside what stands there."""

    village: Village | None
    judged: indicators.NumberJudged
    unread: int
    names: tuple[str, ...] = ()
    """What the file calls it, where that is more than one name."""

    @property
    def has_fallen(self) -> bool:
        percent = self.judged.change_percent
        return percent is not None and percent < FALLEN_PERCENT

    def may_be_taken(self, *, skips_unread: bool) -> bool:
        if self.judged.refusal or self.judged.change == "same":
            return False
        return skips_unread or not self.unread


@dataclass(frozen=True)
class Line:
    kind: indicators.NumberKind
    counted: Counted
    places: tuple[Place, ...]
    silent: tuple[Village, ...]
    """Villages the file says no number of; what stands there stays."""

    @property
    def zeros(self) -> list[Place]:
        return [each for each in self.places if each.judged.asks_zero]

    @property
    def shares(self) -> list[Place]:
        return [each for each in self.places if each.judged.asks_percent]

    @property
    def takeable(self) -> list[Place]:
        return [each for each in self.places if each.may_be_taken(skips_unread=True)]

    @property
    def is_by_village(self) -> bool:
        return bool(self.counted.by_name)

    @property
    def known_sum(self) -> Decimal | None:
        return sum_known(each.judged.asked.number for each in self.places)


@dataclass(frozen=True)
class FilePlan:
    table: Table
    way: ReadingWay
    missing: tuple[MissingColumn, ...]
    lines: tuple[Line, ...] = ()
    unknown: tuple[UnknownName, ...] = ()
    left_out: tuple[str, ...] = ()
    """Names a person said are no village of ours."""
    gone: tuple[str, ...] = ()
    """Codes of numbers that are no more."""
    rows: int = 0

    @property
    def is_settled(self) -> bool:
        return not self.missing and not self.unknown

    @property
    def fallen(self) -> list[tuple[Line, Place]]:
        return [(line, each) for line in self.lines for each in line.places if each.has_fallen]

    @property
    def unread(self) -> int:
        return sum(line.counted.whole.unread for line in self.lines)

    @property
    def takeable(self) -> int:
        return sum(len(line.takeable) for line in self.lines)


def plan_of(file: SystemFile, reading: SystemReading, days: ChosenDays, today: date) -> FilePlan:
    way = way_of(reading)
    table = table_of(file, way)
    missing = way.missing_from(table)
    if missing:
        return FilePlan(table, way, missing)
    codes = [rule.code for rule in way.rules]
    kinds = indicators.number_kinds_named(file.commune, codes, today)
    whole = frozenset(code for code, kind in kinds.items() if kind.is_whole)
    counted = count(table, way, whole)
    planner = _Planner(file, counted, way, kinds, days)
    return FilePlan(
        table=table,
        way=way,
        missing=(),
        lines=planner.lines(today),
        unknown=planner.unknown,
        left_out=tuple(planner.ignored.values()),
        gone=tuple(code for code in codes if code not in kinds),
        rows=counted.rows,
    )


class _Planner:
    def __init__(
        self,
        file: SystemFile,
        reading: Reading,
        way: ReadingWay,
        kinds: Mapping[str, indicators.NumberKind],
        days: ChosenDays,
    ) -> None:
        self.commune, self.days, self.kinds = file.commune, days, kinds
        self.numbers = [each for each in reading.numbers if each.rule.code in kinds]
        self.by_key = villages_by_key(self.commune)
        villages = {each.pk: each for found in self.by_key.values() for each in found}
        ordered = sorted(villages.values(), key=lambda each: (each.name_folded, str(each.pk)))
        self.villages = {each.pk: each for each in ordered}
        self.known: dict[str, Village | None] = {}
        needed = any(self._is_by_village(each) for each in self.numbers)
        names = reading.names if needed else {}
        for key, text in names.items():
            self._settle(key, text, way.names)
        self.written = {key: text for key, text in names.items() if text}
        self.unknown = tuple(
            UnknownName(key, text, self._near(text))
            for key, text in names.items()
            if key not in self.known
        )
        self.ignored = {
            key: text for key, text in names.items() if key in self.known and not self.known[key]
        }

    def lines(self, today: date) -> tuple[Line, ...]:
        asked = [(each, self._asked(each)) for each in self.numbers]
        flat = [ask for _each, asks in asked for ask, _tally in asks]
        judged = iter(indicators.judge_numbers(self.commune, flat, today))
        lines = []
        for each, asks in asked:
            places = [
                Place(
                    self.villages.get(ask.village_id) if ask.village_id else None,
                    next(judged),
                    tally.unread,
                    self._names_of(ask.village_id),
                )
                for ask, tally in asks
            ]
            told = each.without(self.ignored) if self._is_by_village(each) else each
            kind, silent = self.kinds[each.rule.code], self._silent(each, places)
            lines.append(Line(kind, told, tuple(places), silent))
        return tuple(lines)

    def _is_by_village(self, each: Counted) -> bool:
        return bool(each.by_name) and self.kinds[each.rule.code].is_of_villages

    def _settle(self, key: str, text: str, said: Mapping[str, str]) -> None:
        """What a person said of the name stands before what it looks like."""
        if key in said:
            chosen = UUID(said[key]) if said[key] else None
            if chosen is None or chosen in self.villages:
                self.known[key] = self.villages[chosen] if chosen else None
                return
        found = self.by_key.get(village_key(text), [])
        if len(found) == 1:
            self.known[key] = found[0]

    def _near(self, text: str) -> tuple[UUID, ...]:
        keys = difflib.get_close_matches(village_key(text), list(self.by_key), MOST_ALIKE, ALIKE)
        return tuple(dict.fromkeys(each.pk for key in keys for each in self.by_key[key]))

    def _asked(self, each: Counted) -> list[tuple[indicators.NumberAsked, Tally]]:
        """Nothing is asked where the file says nothing."""
        places = self._of_villages(each) if self._is_by_village(each) else [(None, each.whole)]
        kind = self.kinds[each.rule.code]
        first, last, as_of = kind.days((self.days.first, self.days.last), self.days.as_of)
        return [
            (
                indicators.NumberAsked(kind.code, village, first, last, as_of, tally.number),
                tally,
            )
            for village, tally in places
            if tally.number is not None
        ]

    def _of_villages(self, each: Counted) -> list[tuple[UUID, Tally]]:
        """Two names of one village are one village."""
        found: dict[UUID, Tally] = {}
        for key, tally in each.by_name.items():
            village = self.known.get(key)
            if village is None:
                continue
            sum_ = found.setdefault(village.pk, Tally())
            sum_.number = sum_known([sum_.number, tally.number])
            sum_.rows, sum_.blanks = sum_.rows + tally.rows, sum_.blanks + tally.blanks
            sum_.unread += tally.unread
        order = {pk: place for place, pk in enumerate(self.villages)}
        return sorted(found.items(), key=lambda pair: order[pair[0]])

    def _names_of(self, village_id: UUID | None) -> tuple[str, ...]:
        found = [
            text
            for key, text in self.written.items()
            if village_id and (village := self.known.get(key)) and village.pk == village_id
        ]
        return tuple(found) if len(found) > 1 else ()

    def _silent(self, each: Counted, places: list[Place]) -> tuple[Village, ...]:
        if not self._is_by_village(each):
            return ()
        told = {place.village.pk for place in places if place.village}
        return tuple(village for pk, village in self.villages.items() if pk not in told)


@dataclass(frozen=True)
class DaysNeeded:
    stretch: bool
    """Some number is of a stretch of days."""
    as_of: bool


def rules_need(file: SystemFile, reading: SystemReading | None, today: date) -> DaysNeeded:
    """Which of the two questions about days the numbers of the file raise."""
    if reading is None:
        return DaysNeeded(stretch=False, as_of=False)
    codes = [rule.code for rule in rules_read(reading.rules)]
    kinds = indicators.number_kinds_named(file.commune, codes, today).values()
    return DaysNeeded(
        any(kind.is_in_period for kind in kinds), any(not kind.is_in_period for kind in kinds)
    )
