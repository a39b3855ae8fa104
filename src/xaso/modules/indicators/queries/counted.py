"""Numbers nobody types because the program holds the rows: villages, and what plans counts."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from decimal import Decimal

from django.utils.translation import gettext as _

from xaso.core.figures import Figure, Period
from xaso.core.units.models import Village

VILLAGES, HOUSEHOLDS = "thon", "ho"


def figures_by_code(
    plan_figures: Iterable[Figure], period: Period, today: date, villages: Sequence[Village]
) -> Mapping[str, list[Figure]]:
    groups: dict[str, list[Figure]] = defaultdict(list)
    for figure in [*_of_villages(period, today, villages), *plan_figures]:
        groups[figure.code].append(figure)
    return groups


def _of_villages(period: Period, today: date, villages: Sequence[Village]) -> Iterable[Figure]:
    """The list of villages is of today; it says nothing about a period that is over."""
    if today not in period or not villages:
        return
    source = _("Danh mục thôn")
    yield Figure(VILLAGES, Decimal(len(villages)), period, source, today)
    for village in villages:
        if village.household_count is not None:
            number = Decimal(village.household_count)
            yield Figure(HOUSEHOLDS, number, period, source, today, village_id=village.pk)
