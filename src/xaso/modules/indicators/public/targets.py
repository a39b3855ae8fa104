from __future__ import annotations

from datetime import date
from uuid import UUID

from xaso.core.figures import Period
from xaso.core.units.models import Commune
from xaso.modules.indicators.queries.target_number import definitions_of, number_now
from xaso.modules.indicators.queries.targets import TargetState, judge
from xaso.modules.indicators.queries.values import value_now
from xaso.modules.plans import public as plans


def target_value(commune: Commune, target_id: UUID, today: date) -> TargetState:
    """One target with the number that counts by the end of the day; ObjectDoesNotExist when it
    is not of this commune."""
    target = plans.target(commune, target_id, today)
    period = Period(date(target.by_date.year, 1, 1), today)
    values = value_now(commune, definitions_of(target), period, today, plan_figures=target.figures)
    return judge(target, number_now(target, values), today)
