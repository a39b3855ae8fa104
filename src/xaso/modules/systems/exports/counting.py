"""Numbers out of a table, by a reading way: of the whole file and of each village named in it."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field, replace
from decimal import Decimal
from itertools import islice

from django.utils.translation import gettext as _

from xaso.lib.numbers import write_number
from xaso.lib.text import header_key

from .reading_way import ONE_CELL, ROWS, ROWS_WITH, ReadingWay, Rule
from .rows import DataRow, Spot, number_in, rows_of, spot
from .table import Table

MOST_SPOTS = 40
LABEL_WITHIN = 3


@dataclass
class Tally:
    """`number` None: the file says nothing, which is not 0."""

    number: Decimal | None = None
    rows: int = 0
    blanks: int = 0
    unread: int = 0

    def add(self, number: Decimal) -> None:
        self.number = (self.number or Decimal(0)) + number


@dataclass
class Counted:
    rule: Rule
    whole: Tally = field(default_factory=Tally)
    by_name: dict[str, Tally] = field(default_factory=dict)
    """By the key of the name in the village column; empty without such a column."""
    spots: list[Spot] = field(default_factory=list)
    """At most forty; `whole.unread` counts them all."""
    doubts: list[str] = field(default_factory=list)

    def without(self, names: Collection[str]) -> Counted:
        """Of rows that are left out, no cell is anybody's trouble."""
        unread = sum(tally.unread for key, tally in self.by_name.items() if key in names)
        return replace(
            self,
            whole=replace(self.whole, unread=self.whole.unread - unread),
            spots=[spot for spot in self.spots if spot.village not in names],
        )


@dataclass(frozen=True)
class Reading:
    numbers: tuple[Counted, ...]
    names: Mapping[str, str]
    """Each name in the village column as it is first written, by its key; "" where none is."""
    rows: int


def count(table: Table, way: ReadingWay, whole_numbers: frozenset[str] = frozenset()) -> Reading:
    """The way's columns are there. `whole_numbers`: codes that have no part after the comma."""
    rows = list(rows_of(table))
    data = [row for row in rows if not row.kind]
    village = table.column(way.village) if way.village else None
    names: dict[str, str] = {}
    if village is not None:
        for row in data:
            text = row.at(village).text
            names.setdefault(header_key(text), text)
    counters = [
        _Counter(table, rule, village, is_whole=rule.code in whole_numbers) for rule in way.rules
    ]
    return Reading(tuple(each.count(rows, data) for each in counters), names, len(data))


class _Counter:
    def __init__(self, table: Table, rule: Rule, village: int | None, *, is_whole: bool) -> None:
        self.table, self.rule, self.is_whole = table, rule, is_whole
        self.village = None if rule.how == ONE_CELL else village
        self.column = table.column(rule.column) if rule.needs_column else None
        self.keys = {header_key(word) for word in rule.words}
        self.counted = Counted(rule)

    def count(self, rows: list[DataRow], data: list[DataRow]) -> Counted:
        if self.rule.how == ONE_CELL:
            self._one_cell(rows)
            return self.counted
        for row in data:
            tallies = self._tallies(row)
            for tally in tallies:
                tally.rows += 1
            self._take(row, tallies)
        if self.rule.how not in (ROWS, ROWS_WITH):
            self._compare(rows)
        return self.counted

    def _tallies(self, row: DataRow) -> list[Tally]:
        if self.village is None:
            return [self.counted.whole]
        return [self.counted.whole, self.counted.by_name.setdefault(self._key(row), Tally())]

    def _key(self, row: DataRow) -> str:
        return header_key(row.at(self.village).text) if self.village is not None else ""

    def _take(self, row: DataRow, tallies: list[Tally]) -> None:
        if self.column is None or self.rule.how == ROWS_WITH:
            number: Decimal | None = Decimal(self.column is None or self._has_word(row))
        else:
            cell = row.at(self.column)
            if cell.carried:
                return
            number = self._number(row, self.column, tallies)
            if number is None:
                return
        for tally in tallies:
            tally.add(number or Decimal(0))

    def _has_word(self, row: DataRow) -> bool:
        return self.column is not None and header_key(row.at(self.column).text) in self.keys

    def _number(self, row: DataRow, column: int, tallies: Iterable[Tally]) -> Decimal | None:
        """None where there is none, and where it cannot be read, which is told."""
        try:
            number = number_in(row.at(column))
        except ValueError:
            told = _("“%(text)s” không phải là số.") % {"text": row.at(column).text[:40]}
        else:
            if number is None:
                for tally in tallies:
                    tally.blanks += 1
                return None
            if not self.is_whole or number == number.to_integral_value():
                return number
            told = _("“%(text)s” có phần lẻ, số này phải đếm tròn.") % {
                "text": row.at(column).text[:40]
            }
        for tally in tallies:
            tally.unread += 1
        if len(self.counted.spots) < MOST_SPOTS:
            self.counted.spots.append(spot(self.table, row.index, column, told, self._key(row)))
        return None

    def _one_cell(self, rows: list[DataRow]) -> None:
        wanted, whole = header_key(self.rule.label), self.counted.whole
        found = [row for row in rows if wanted in _labels(row)]
        said = {"label": self.rule.label, "count": len(found)}
        if not found:
            self.counted.doubts.append(_("Không có dòng nào ghi “%(label)s”.") % said)
        elif len(found) > 1:
            self.counted.doubts.append(
                _("Có %(count)d dòng ghi “%(label)s”, chưa rõ lấy dòng nào.") % said
            )
        elif self.column is not None:
            whole.rows = 1
            whole.number = self._number(found[0], self.column, [whole])

    def _compare(self, rows: list[DataRow]) -> None:
        """What the file itself adds up to, where it says so once."""
        totals = [row for row in rows if row.kind == "total"]
        if len(totals) != 1 or self.column is None:
            return
        try:
            said = number_in(totals[0].at(self.column))
        except ValueError:
            return
        whole = self.counted.whole.number
        if said is None or said == whole:
            return
        place = spot(self.table, totals[0].index, self.column, "").cell
        self.counted.doubts.append(
            _("Dòng tổng trong tệp (ô %(cell)s) ghi %(said)s, cộng từng dòng được %(sum)s.")
            % {"cell": place, "said": write_number(said), "sum": write_number(whole)}
        )


def _labels(row: DataRow) -> set[str]:
    return {header_key(text) for text in islice(row.texts(), LABEL_WITHIN)}
