"""A whole draft plan in one step."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, TypeVar
from uuid import UUID

from django.core.exceptions import ObjectDoesNotExist, ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from xaso.core.events.record import record
from xaso.core.people.models import Account
from xaso.core.rights.actor import Actor
from xaso.core.units.models import CommuneOwned, Village
from xaso.modules.plans.lateness import local_day
from xaso.modules.plans.models import Goal, Plan, Target
from xaso.modules.plans.sketches import PlanSketch, TargetSketch, TaskSketch

from .assignment import must_be_able
from .targets import check_target, must_be_pillar
from .task_drafting import new_draft, put_villages

VILLAGE_HEADS = "truong_thon"

Row = TypeVar("Row", bound=CommuneOwned)


@transaction.atomic
def write_plan(*, actor: Actor, sketch: PlanSketch, at: datetime) -> UUID:
    """A draft plan with its goals, targets and draft tasks, all or nothing. Returns its id."""
    actor.must("plans.write")
    with named(sketch.title):
        plan = _plan(actor, sketch)
    goals = [_goal(plan, order, goal.pillar, goal.text) for order, goal in enumerate(sketch.goals)]
    known = _known(actor, sketch)
    targets = {
        target.code: target
        for order, each in enumerate(sketch.targets, start=1)
        for target in [_target(actor, plan, goals, known, order, each)]
    }
    for each in sketch.tasks:
        _task(actor, plan, targets, known, each, local_day(at))
    record(
        "plans.plan.written",
        actor=actor,
        subject_id=plan.pk,
        kind=plan.kind,
        year=plan.year,
        targets=len(sketch.targets),
        tasks=len(sketch.tasks),
    )
    return plan.pk


@dataclass(frozen=True)
class Known:
    """People and villages the sketch speaks of, read once."""

    people: Mapping[UUID, Account]
    villages: Mapping[UUID, Village]

    def person(self, account_id: UUID | None) -> Account | None:
        return None if account_id is None else self.people[account_id]


@contextmanager
def named(what: str) -> Iterator[None]:
    """What is wrong with one row of many says which row it is."""
    try:
        yield
    except ValidationError as error:
        messages = [
            _("“%(what)s”: %(wrong)s") % {"what": what, "wrong": m} for m in error.messages
        ]
        raise ValidationError(messages) from error


def _plan(actor: Actor, sketch: PlanSketch) -> Plan:
    plan = Plan(
        commune=actor.commune,
        kind=sketch.kind,
        title=" ".join(sketch.title.split()),
        year=sketch.year,
        period_from=sketch.period_from or date(sketch.year, 1, 1),
        period_to=sketch.period_to or date(sketch.year, 12, 31),
        basis=list(sketch.basis),
    )
    if sketch.parent_id:
        plan.parent = Plan.objects.of(actor.commune).get(pk=sketch.parent_id)
    if plan.period_to < plan.period_from:
        raise ValidationError(_("Ngày kết thúc phải sau ngày bắt đầu."))
    plan.full_clean(exclude=["commune"])
    plan.save()
    return plan


def _goal(plan: Plan, order: int, pillar: str, text: str) -> Goal:
    with named(text):
        must_be_pillar(pillar)
        goal = Goal(commune=plan.commune, plan=plan, pillar=pillar, text=text.strip(), order=order)
        goal.full_clean(exclude=["commune"])
    goal.save()
    return goal


def _target(
    actor: Actor, plan: Plan, goals: Sequence[Goal], known: Known, order: int, sketch: TargetSketch
) -> Target:
    target = Target(
        commune=actor.commune,
        plan=plan,
        goal=None if sketch.goal is None else goals[sketch.goal],
        pillar=sketch.pillar,
        code=sketch.code.strip(),
        order=order,
        name=sketch.name.strip(),
        unit=sketch.unit.strip(),
        direction=sketch.direction,
        baseline_number=sketch.baseline,
        target_number=sketch.target,
        by_date=sketch.by_date or plan.period_to,
        per_village=sketch.per_village,
        value_code=sketch.value_code,
        base_code=sketch.base_code,
        owner=known.person(sketch.owner_id),
        note=sketch.note.strip(),
    )
    with named(sketch.name):
        check_target(actor, target)
    target.save()
    return target


def _task(
    actor: Actor,
    plan: Plan,
    targets: Mapping[str, Target],
    known: Known,
    sketch: TaskSketch,
    day: date,
) -> None:
    villages = [known.villages[village_id] for village_id in sketch.villages]
    with named(sketch.title):
        target = _served(targets, sketch.target_code)
        must_be_able(known.person(sketch.lead_id), known.person(sketch.follower_id), day)
        task = new_draft(actor, sketch.title, plan.year, fields_of(sketch, plan, target, known))
    put_villages(actor, task, dict.fromkeys(villages, sketch.expected_per_village))


def _served(targets: Mapping[str, Target], code: str) -> Target | None:
    if not code:
        return None
    if code.strip() not in targets:
        raise ValidationError(
            _("Chỉ tiêu %(code)s không có trong kế hoạch này.") % {"code": code.strip()}
        )
    return targets[code.strip()]


def fields_of(
    sketch: TaskSketch, plan: Plan | None, target: Target | None, known: Known
) -> dict[str, Any]:
    heads = VILLAGE_HEADS if sketch.villages and sketch.lead_id is None else ""
    return {
        "plan": plan,
        "target": target,
        "pillar": sketch.pillar,
        "product": sketch.product,
        "lead": known.person(sketch.lead_id),
        "lead_role": sketch.lead_role or heads,
        "lead_unit_text": sketch.lead_unit,
        "coworkers_text": sketch.coworkers,
        "follower": known.person(sketch.follower_id),
        "source_kind": sketch.source_kind,
        "source_clause": sketch.basis,
        "plan_position": sketch.place,
        "due_date": sketch.due,
        "due_note": sketch.due_note,
        "recurrence": sketch.recurrence,
        "recurrence_day": sketch.recurrence_day,
        "recurrence_until": sketch.recurrence_until,
        "evidence_kind": sketch.evidence_kind,
        "evidence_count": sketch.evidence_count,
        "priority": sketch.priority,
        "budget_million": sketch.budget_million,
    }


def _known(actor: Actor, sketch: PlanSketch) -> Known:
    people = {each.owner_id for each in sketch.targets}
    people |= {found for each in sketch.tasks for found in (each.lead_id, each.follower_id)}
    villages = {village for each in sketch.tasks for village in each.villages}
    return Known(
        _all_of(Account.objects.of(actor.commune), people - {None}),
        _all_of(Village.objects.of(actor.commune), villages),
    )


def _all_of(rows: Any, ids: Iterable[UUID | None]) -> dict[UUID, Any]:
    """One that is not of this commune does not exist."""
    wanted = set(ids)
    found = {row.pk: row for row in rows.filter(pk__in=wanted)}
    if set(found) != wanted:
        raise ObjectDoesNotExist
    return found


__all__ = ["write_plan"]
