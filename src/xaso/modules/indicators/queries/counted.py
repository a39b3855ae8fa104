"""Numbers nobody types because the program holds the rows: villages, and what modules count."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from decimal import Decimal

from django.utils.translation import gettext as _

from xaso.core.figures import EvidenceLink, Figure, Period
from xaso.core.units.models import Commune, Village
from xaso.modules.plans import public as plans

from .counted_modules import codes_of_modules, of_modules

VILLAGES, HOUSEHOLDS = "thon", "ho"
TASKS_DUE, TASKS_ON_TIME = "nhiem-vu-den-han", "nhiem-vu-dung-han"
OWN = frozenset((VILLAGES, HOUSEHOLDS, TASKS_DUE, TASKS_ON_TIME))


def of_plans(commune: Commune, period: Period, today: date) -> Iterable[Figure]:
    """Accepted evidence of the tasks of targets, and the tasks themselves. Two queries.

    Where no task fell due, nothing is known: the commune may keep its tasks elsewhere.
    """
    yield from plans.figures(commune, period)
    counts = plans.due_counts(commune, period, today)
    if not counts.due:
        return
    link = (EvidenceLink(_("Xem các việc"), counts.url),)
    for code, number in ((TASKS_DUE, counts.due), (TASKS_ON_TIME, counts.on_time)):
        source = _("Đếm từ nhiệm vụ")
        yield Figure(code, Decimal(number), period, source, counts.as_of, evidence=link)


def may_be_counted(commune: Commune, code: str, period: Period, today: date) -> bool:
    """Most numbers are only ever typed: two queries tell, before everything else is read."""
    if code in OWN or plans.has_figure(commune, code, period):
        return True
    return bool(of_modules(commune, period, today, {code}))


def counted_codes(commune: Commune, period: Period, today: date) -> frozenset[str]:
    """Every code of which `may_be_counted` says yes."""
    found = {figure.code for figure in plans.figures(commune, period)}
    return OWN.union(found, codes_of_modules(commune, period, today))


def figures_by_code(
    plan_figures: Iterable[Figure],
    period: Period,
    today: date,
    villages: Sequence[Village],
    module_figures: Iterable[Figure] = (),
) -> Mapping[str, list[Figure]]:
    """Accepted evidence stands before the list of villages, and both before what a module counts;
    of two figures of one module the newer counts."""
    groups: dict[str, list[Figure]] = defaultdict(list)
    known = [*_of_villages(period, today, villages), *plan_figures]
    for figure in known:
        groups[figure.code].append(figure)
    told = {(figure.code, figure.village_id) for figure in known}
    for figure in module_figures:
        if (figure.code, figure.village_id) not in told:
            told.add((figure.code, figure.village_id))
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
