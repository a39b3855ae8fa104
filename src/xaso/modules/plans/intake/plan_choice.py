"""Which plan an annex belongs to: one that stands, or the yearly plan still to be made."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from django.db.models import Exists, OuterRef, QuerySet
from django.utils.translation import gettext as _

from xaso.core.rights.actor import Actor
from xaso.core.units.models import Commune
from xaso.modules.plans import actions
from xaso.modules.plans.models import AnnexImport, Plan

NEW = "nam-"
MOST_PLANS = 30


@dataclass(frozen=True)
class PlanChoice:
    value: str
    label: str
    year: int
    is_waiting: bool
    """No annex was taken into it yet."""


def plans_to_choose(actor: Actor, today: date) -> list[PlanChoice]:
    taken = AnnexImport.objects.filter(plan=OuterRef("pk"), state=AnnexImport.State.DA_NHAN)
    plans = _open_plans(actor.commune).annotate(has_annex=Exists(taken))
    newest = list(plans.order_by("-year", "-pk")[:MOST_PLANS])
    there = {plan.year for plan in newest if plan.kind == Plan.Kind.NAM}
    found = [PlanChoice(str(plan.pk), plan.title, plan.year, _waits(plan)) for plan in newest]
    if actor.may("plans.write"):
        found += [
            PlanChoice(
                f"{NEW}{year}",
                _("%(title)s (lập mới)") % {"title": yearly_title(year)},
                year,
                is_waiting=True,
            )
            for year in (today.year, today.year + 1)
            if year not in there
        ]
    return found


def _waits(plan: Any) -> bool:
    """A drive has no annex of its own."""
    return not plan.has_annex and plan.kind != Plan.Kind.DOT


def usual_choice(choices: Sequence[PlanChoice]) -> PlanChoice | None:
    """The first plan that still waits for its annex."""
    waiting = (choice for choice in choices if choice.is_waiting)
    return next(waiting, next(iter(choices), None))


def plan_named(actor: Actor, choice: str) -> Plan:
    """`choice` is an id, or "nam-2027" for a yearly plan to be made."""
    if choice.startswith(NEW):
        return plan_of_year(actor, int(choice.removeprefix(NEW)))
    return _open_plans(actor.commune).get(pk=UUID(choice))


def plan_of_year(actor: Actor, year: int) -> Plan:
    """Found, or made."""
    found = standing_plan(actor.commune, year)
    if found:
        return found
    return actions.make_plan(actor=actor, kind=Plan.Kind.NAM, title=yearly_title(year), year=year)


def standing_plan(commune: Commune, year: int) -> Plan | None:
    """The newest yearly plan of that year that has not ended."""
    plans = _open_plans(commune).filter(kind=Plan.Kind.NAM, year=year)
    return plans.order_by("-pk").first()


def yearly_title(year: int) -> str:
    return _("Kế hoạch chuyển đổi số năm %(year)s") % {"year": year}


def _open_plans(commune: Commune) -> QuerySet[Plan]:
    return Plan.objects.of(commune).exclude(state=Plan.State.KET_THUC)
