"""The yearly plan: drafted, approved, signed, its annex taken in, its tasks lived through."""

from __future__ import annotations

from datetime import datetime
from decimal import Decimal

from xaso.core.people.models import Account
from xaso.core.sample.story import Story
from xaso.lib.numbers import read_number
from xaso.modules.plans import actions
from xaso.modules.plans.annex.sample import sample_targets
from xaso.modules.plans.models import Plan, Target, Task

from .courses import live
from .rows import Life, days_of_plan, lives, plan_year
from .targets import codes_of

PLAN_MADE, PLAN_SENT, PLAN_SIGNED, TASKS_GIVEN = 1, 3, 4, 6


def plan_of(story: Story) -> None:
    """Days count from the first day of the plan's year."""
    first = -days_of_plan(story.today)
    box: dict[str, Plan] = {}
    chief, chairman = chief_of(story), chairman_of(story)

    def make(at: datetime) -> None:
        year = plan_year(story.today)
        title = f"Kế hoạch chuyển đổi số năm {year} {story.commune.full_name}"
        box["plan"] = actions.make_plan(
            actor=chief, kind="nam", title=title, year=year, basis=["luat-chuyen-doi-so-2025"]
        )
        _add_targets(story, box["plan"])

    def sign(at: datetime) -> None:
        actions.approve_plan(actor=chairman, plan_id=box["plan"].pk, at=at)
        actions.record_signed_plan(
            actor=chief,
            plan_id=box["plan"].pk,
            document_number="05/KH-UBND",
            document_date=at.date(),
            signer_name=chairman.name,
            signer_title="Chủ tịch",
        )

    story.at(first + PLAN_MADE, "08:00", make)
    story.at(
        first + PLAN_SENT,
        "09:00",
        lambda at: actions.submit_plan(actor=chief, plan_id=box["plan"].pk, at=at),
    )
    story.at(first + PLAN_SIGNED, "10:00", sign)
    story.at(first + TASKS_GIVEN, "08:30", lambda at: _give(story, box["plan"], at))


def _give(story: Story, plan: Plan, at: datetime) -> None:
    targets = {target.code: target for target in plan.targets.all()}
    for life in lives(story):
        live(story, _task(story, plan, life, targets), life, at)


def _task(story: Story, plan: Plan, life: Life, targets: dict[str, Target]) -> Task:
    chief = chief_of(story)
    draft = life.course == "draft"
    people = {} if draft else _people(story, life)
    task = actions.draft_task(
        actor=chief,
        title=life.task.title,
        year=plan.year,
        villages=list(story.villages.values()) if life.by_villages else [],
        plan=plan,
        target=targets.get(life.task.target_code),
        pillar=life.task.pillar,
        product=life.task.product,
        lead_unit_text=life.task.lead,
        coworkers_text=life.task.coworkers,
        plan_position=life.task.basis,
        due_date=None if draft else story.day(life.due),
        budget_million=life.task.budget_million,
        evidence_kind="" if draft else life.evidence_kind,
        evidence_count=life.evidence_count,
        **people,
    )
    return task


def _people(story: Story, life: Life) -> dict[str, object]:
    follower = account(story, life.follower, chairman_of(story).account_id)
    if life.by_villages:
        return {"lead_role": "truong_thon", "follower": follower}
    return {"lead": account(story, life.lead, _officer(story)), "follower": follower}


def account(story: Story, key: str, otherwise: object) -> Account:
    named = story.people.get(key)
    return Account.objects.get(pk=named.account_id if named else otherwise)


def _officer(story: Story) -> object:
    known = [key for key in ("lan", "sua", "kien", "long") if key in story.people]
    return story.people[known[0]].account_id


def chief_of(story: Story) -> object:
    return next(a for a in story.people.values() if "chanh_van_phong" in a.roles)


def chairman_of(story: Story) -> object:
    return next(a for a in story.people.values() if "chu_tich" in a.roles)


def _add_targets(story: Story, plan: Plan) -> None:
    for order, row in enumerate(sample_targets(), start=1):
        codes = codes_of(row.code)
        actions.add_target(
            actor=chief_of(story),
            plan_id=plan.pk,
            pillar=row.pillar,
            code=row.code,
            name=row.name,
            unit=row.unit,
            target_number=_number(row.plan_year),
            baseline_number=_number(row.last_year),
            direction="down" if row.code == "CT07" else "up",
            per_village=row.code == "CT19",
            value_code=codes.value,
            base_code=codes.base,
            order=order,
            note=row.explanation,
        )


def _number(text: str) -> Decimal | None:
    return read_number(text) if text else None
