"""NV-<year>-<number>: no gaps, no doubles, one series per commune and year."""

from __future__ import annotations

from collections.abc import Iterable

from xaso.core.units.models import Commune
from xaso.modules.plans.models import NumberSeries


def take_number(commune: Commune, year: int) -> int:
    """Runs inside the transaction that assigns the task, so a failure gives the number back."""
    series = _series(commune, year)
    if series.freed:
        number = int(min(series.freed))
        series.freed = sorted(set(series.freed) - {number})
    else:
        number = series.last = series.last + 1
    series.save(update_fields=["last", "freed"])
    return number


def give_back(commune: Commune, year: int, numbers: Iterable[int]) -> None:
    """For an undone import: its numbers are the next ones to be given."""
    series = _series(commune, year)
    freed = set(series.freed) | set(numbers)
    while series.last in freed:
        freed.remove(series.last)
        series.last -= 1
    series.freed = sorted(freed)
    series.save(update_fields=["last", "freed"])


def task_code(year: int, number: int) -> str:
    return f"NV-{year}-{number:03}"


def _series(commune: Commune, year: int) -> NumberSeries:
    NumberSeries.objects.get_or_create(commune=commune, year=year)
    return NumberSeries.objects.select_for_update().get(commune=commune, year=year)
