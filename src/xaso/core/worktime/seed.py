"""The packaged national calendar. A day an officer has confirmed or changed here stays."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from xaso.lib.tables import read_table

from .models import CalendarRow

CSV = Path(__file__).parent / "data" / "calendar-vn.csv"


def load_calendar() -> None:
    known = set(CalendarRow.objects.filter(commune=None).values_list("day", flat=True))
    rows = [row for row in read_table(CSV) if _day(row) not in known]
    CalendarRow.objects.bulk_create(
        CalendarRow(
            day=_day(row),
            kind=row["kind"],
            name=row["name"],
            confirmed=row["confirmed"] == "yes",
            source=row["source"],
        )
        for row in rows
    )


def _day(row: dict[str, str]) -> date:
    return date.fromisoformat(row["date"])
