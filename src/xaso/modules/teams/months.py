"""A month of the calendar as pages ask for it: "2026-11"."""

from __future__ import annotations

import re
from calendar import monthrange
from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext as _

SHAPE = re.compile(r"(20[0-9]{2})-(0[1-9]|1[0-2])")


@dataclass(frozen=True)
class Month:
    year: int
    number: int

    @property
    def first(self) -> date:
        return date(self.year, self.number, 1)

    @property
    def last(self) -> date:
        return date(self.year, self.number, monthrange(self.year, self.number)[1])

    @property
    def code(self) -> str:
        return f"{self.year}-{self.number:02}"

    @property
    def words(self) -> str:
        return _("Tháng %(number)d/%(year)d") % {"number": self.number, "year": self.year}

    def before(self, count: int = 1) -> Month:
        place = self.year * 12 + self.number - 1 - count
        return Month(place // 12, place % 12 + 1)


def month_of(day: date) -> Month:
    return Month(day.year, day.month)


def month_typed(text: str) -> Month | None:
    found = SHAPE.fullmatch(text)
    return Month(int(found[1]), int(found[2])) if found else None


def months_back(today: date, count: int) -> list[Month]:
    """The running one first."""
    return [month_of(today).before(number) for number in range(count)]
