"""What a kept file would do now; the same for the review and for taking it in."""

from __future__ import annotations

from .models import HouseholdImport
from .planning import Plan, plan_rows
from .reading import guess_header, read_households


def plan_of(batch: HouseholdImport) -> Plan:
    header = guess_header(batch.grid)
    columns = {name: int(place) for name, place in batch.columns.items()}
    rows = read_households(batch.grid, header, columns)
    return plan_rows(batch.commune, rows, batch.village)
