"""Which period an export speaks of, as its first lines or its name say."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from xaso.lib.periods import days_in_title, month_in_name
from xaso.lib.text import nfc

from .table import Table


@dataclass(frozen=True)
class Days:
    first: date
    last: date


def days_said(table: Table, file_name: str, today: date) -> Days | None:
    """Nothing that is not over yet is believed of a title."""
    lines = [cell.own for row in table.sheet.rows[: table.top] for cell in row if cell.own]
    for found in (days_in_title(" ; ".join(lines)), month_in_name(nfc(file_name))):
        if found and found[0] <= found[1] <= today:
            return Days(*found)
    return None
