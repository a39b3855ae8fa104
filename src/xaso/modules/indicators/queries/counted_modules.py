"""What teams, drives and the signal survey count from their own rows, by the code of a value.

Each is asked only where one of its codes is wanted, so a page about other numbers costs one query.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator
from dataclasses import dataclass
from datetime import date

from xaso.core.figures import Figure, Period
from xaso.core.units.models import Commune
from xaso.modules.campaigns import public as campaigns
from xaso.modules.coverage import public as coverage
from xaso.modules.coverage.public.figures import COVERED, DEAD_CLUSTERS
from xaso.modules.indicators.definitions import OWN_NUMBER
from xaso.modules.teams import public as teams


@dataclass(frozen=True)
class Source:
    figures: Callable[[Commune, Period], Iterable[Figure]]
    codes: frozenset[str] = frozenset()
    """Those it may know; none where its rows say which."""


SOURCES = (
    Source(coverage.figures, frozenset((COVERED, DEAD_CLUSTERS))),
    Source(teams.figures, teams.FIGURE_CODES),
    Source(campaigns.figures),
)


def of_modules(
    commune: Commune, period: Period, today: date, codes: Collection[str]
) -> list[Figure]:
    """The newest first. Of days to come nothing is counted, and no module knows the number of a
    target that has no definition."""
    codes = {code for code in codes if not code.startswith(OWN_NUMBER)}
    if not codes or period.first > today:
        return []
    until_now = Period(period.first, min(period.last, today))
    found = [each for each in _asked(commune, until_now, codes) if each.code in codes]
    return sorted(found, key=lambda figure: figure.as_of, reverse=True)


def codes_of_modules(commune: Commune, period: Period, today: date) -> frozenset[str]:
    """Those that have a figure: where a module is not used, people type."""
    until_now = Period(period.first, min(period.last, today))
    told = (source.figures(commune, until_now) for source in SOURCES)
    return frozenset(figure.code for figures in told for figure in figures)


def _asked(commune: Commune, period: Period, codes: Collection[str]) -> Iterator[Figure]:
    for source in SOURCES:
        if not source.codes or not source.codes.isdisjoint(codes):
            yield from source.figures(commune, period)
