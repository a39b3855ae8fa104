"""The packaged national calendar. A day an officer has confirmed or changed here stays."""

from __future__ import annotations

import csv
from datetime import date
from pathlib import Path

from .models import CalendarRow

CSV = Path(__file__).parent / "data" / "calendar-vn.csv"


def load_calendar() -> None:
    known = set(CalendarRow.objects.filter(commune=None).values_list("day", flat=True))
    with CSV.open(encoding="utf-8", newline="") as file:
        rows = [
            row for row in csv.DictReader(file) if date.fromisoformat(row["date"]) not in known
        ]
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
