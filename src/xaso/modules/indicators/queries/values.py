from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from uuid import UUID

from xaso.core.figures import Figure, Period
from xaso.core.units.models import Commune, Village
from xaso.modules.indicators.models import Value
from xaso.modules.indicators.packs.value_defs import ValueDef

from .counted import figures_by_code, of_plans
from .counted_modules import of_modules
from .value_now import ValueNow, choose, group_rows


def value_now(
    commune: Commune,
    definitions: Iterable[ValueDef],
    period: Period,
    today: date,
    plan_figures: Iterable[Figure] | None = None,
) -> dict[str, ValueNow]:
    """What counts in the period for each definition, by its code. Four queries, or two for who
    has the figures of the plan already; more where another module counts one of them."""
    if plan_figures is None:
        plan_figures = of_plans(commune, period, today)
    wanted = {definition.code: definition for definition in definitions}
    rows = group_rows(
        Value.objects.of(commune)
        .filter(code__in=wanted, last__range=(period.first, period.last))
        .select_related("entered_by")
    )
    villages = open_villages(commune)
    counted = of_modules(commune, period, today, wanted.keys())
    figures = figures_by_code(plan_figures, period, today, villages, counted)
    return {
        code: choose(
            definition,
            period,
            rows=rows.get(code, []),
            figures=figures.get(code, []),
            villages=villages,
        )
        for code, definition in wanted.items()
    }


def open_villages(commune: Commune) -> list[Village]:
    return list(Village.objects.of(commune).filter(closed_at=None).order_by("name_folded", "id"))


def rows_of(commune: Commune, codes: Iterable[str], limit: int = 120) -> list[Value]:
    """What was typed, newest first, with who typed it and what proves it."""
    return list(
        Value.objects.of(commune)
        .filter(code__in=list(codes))
        .select_related("entered_by", "village", "corrects")
        .prefetch_related("evidence__file")
        .order_by("-entered_at", "-id")[:limit]
    )


def last_known(commune: Commune, code: str, *, village_id: UUID | None = None) -> Value | None:
    """The newest number there is, whatever the period; to compare with, never to count."""
    rows = Value.objects.of(commune).filter(code=code, number__isnull=False)
    here = rows.filter(village_id=village_id) if village_id else rows.filter(village=None)
    return here.order_by("-as_of", "-entered_at", "-id").first()
