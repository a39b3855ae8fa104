"""Numbers about to come in beside those that stand, place by place."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from uuid import UUID

from xaso.core.units.models import Commune
from xaso.modules.indicators.models import Value

from .typed import newest_of_each_day

LOOKED_BACK = timedelta(days=800)
MONTHS_DIFFER, A_MONTH = timedelta(days=3), timedelta(days=40)


@dataclass(frozen=True)
class Standing:
    """Rows of one number at one place, none of them corrected by another."""

    rows: tuple[Value, ...] = ()

    def of(self, first: date, last: date) -> Value | None:
        return next((row for row in self.rows if (row.first, row.last) == (first, last)), None)

    def before(self, first: date, last: date) -> Value | None:
        """The newest number of an earlier stretch as long as this one, to compare with; of what is
        counted from New Year, the month before."""
        known = [row for row in self.rows if row.number is not None and row.last < last]
        alike = [
            row for row in known if abs((row.last - row.first) - (last - first)) <= MONTHS_DIFFER
        ]
        growing = [row for row in known if row.first == first and last - row.last <= A_MONTH]
        return max(alike or growing, key=lambda row: row.last, default=None)

    def newest(self) -> Value | None:
        known = [row for row in self.rows if row.number is not None]
        return max(known, key=lambda row: (row.as_of, row.entered_at), default=None)


def standing(
    commune: Commune, codes: Iterable[str], last: date
) -> dict[tuple[str, UUID | None], Standing]:
    """By code and village; one query. Two years back, which is as far as a number is compared."""
    rows = Value.objects.of(commune).filter(code__in=set(codes), last__gte=last - LOOKED_BACK)
    places: dict[tuple[str, UUID | None], list[Value]] = defaultdict(list)
    for row in rows:
        places[row.code, row.village_id].append(row)
    return {place: Standing(tuple(newest_of_each_day(each))) for place, each in places.items()}
