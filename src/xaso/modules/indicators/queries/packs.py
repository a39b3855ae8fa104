from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date

from django.db.models import QuerySet

from xaso.core.figures import Period
from xaso.core.units.models import Commune
from xaso.modules.indicators.definitions import codes_of
from xaso.modules.indicators.models import Answer, PackInUse, PackTarget
from xaso.modules.indicators.packs.value_defs import value_defs
from xaso.modules.indicators.scoring.pack import Pack

from .assessment import Assessment, Known, assess
from .values import value_now


def assess_packs(
    commune: Commune, packs: Sequence[Pack], period: Period, today: date
) -> dict[str, Assessment]:
    """One value feeds every pack: the numbers are read once for all of them."""
    codes = [pack.code for pack in packs]
    definitions = [value_defs()[code] for code in codes_of(packs)]
    values = value_now(commune, definitions, period, today)
    answers, targets = _answers(commune, codes, period), _targets(commune, codes, period)
    return {
        pack.code: assess(
            pack,
            period,
            Known(values, answers.get(pack.code, {}), targets.get(pack.code, {})),
        )
        for pack in packs
    }


def packs_in_use(commune: Commune, period: Period) -> dict[str, PackInUse]:
    rows = PackInUse.objects.of(commune).filter(
        first=period.first, last=period.last, ended_at=None
    )
    return {row.pack_code: row for row in rows}


def answers_of(
    commune: Commune, pack_code: str, item_code: str, period: Period
) -> QuerySet[Answer]:
    """History of one item, newest first."""
    return (
        Answer.objects.of(commune)
        .filter(pack_code=pack_code, item_code=item_code, first=period.first, last=period.last)
        .select_related("entered_by")
        .prefetch_related("evidence__file")
        .order_by("-entered_at", "-id")
    )


def _answers(
    commune: Commune, codes: Iterable[str], period: Period
) -> dict[str, dict[str, Answer]]:
    rows = (
        Answer.objects.of(commune)
        .filter(pack_code__in=codes, first=period.first, last=period.last)
        .order_by("entered_at", "id")
    )
    newest: dict[str, dict[str, Answer]] = {}
    for row in rows:
        newest.setdefault(row.pack_code, {})[row.item_code] = row
    return newest


def _targets(
    commune: Commune, codes: Iterable[str], period: Period
) -> dict[str, dict[str, PackTarget]]:
    """The target of the year holds for its months and quarters too, unless one of theirs stands."""
    rows = (
        PackTarget.objects.of(commune)
        .filter(pack_code__in=codes, first__lte=period.first, last__gte=period.last)
        .order_by("first", "-last", "entered_at", "id")
    )
    newest: dict[str, dict[str, PackTarget]] = {}
    for row in rows:
        newest.setdefault(row.pack_code, {})[row.item_code] = row
    return newest
