"""Typed numbers of the indicators: a full year of them, whatever the number of tasks."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Any

from xaso.lib.dates import month_bounds

from .commune import Place, model, moment

OF_COMMUNE = (
    "dan-so",
    "nguoi-lon",
    "cbcc",
    "diem-lam-viec",
    "diem-tslcd",
    "thon-co-song",
    "thon-cap-quang",
)
OF_VILLAGES = ("ho-dung-cap-quang", "nguoi-lon-smartphone")
QUARTERS = (3, 6, 9, 12)


def make_values(place: Place) -> None:
    model("indicators.Value").objects.bulk_create(
        row for year in place.years for row in _of_year(place, year)
    )


def _of_year(place: Place, year: int) -> Iterator[Any]:
    for month in range(1, 13):
        last = month_bounds(year, month)[1]
        if last > place.today:
            return
        for code in OF_COMMUNE:
            yield _value(place, code, last, None)
        if month in QUARTERS:
            for code in OF_VILLAGES:
                for village in place.villages:
                    yield _value(place, code, last, village)


def _value(place: Place, code: str, day: date, village: Any) -> Any:
    return model("indicators.Value")(
        commune=place.commune,
        code=code,
        village=village,
        first=day,
        last=day,
        as_of=day,
        number=place.random.randint(20, 900),
        entered_by=place.officers[0],
        entered_at=moment(day, 17),
    )
