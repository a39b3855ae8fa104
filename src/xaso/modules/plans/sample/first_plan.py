"""The yearly plan: drafted, approved, signed, its annex taken in, its tasks lived through."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from xaso.core.edits import Change
from xaso.core.people.models import Account
from xaso.core.rights.actor import Actor
from xaso.core.sample.story import Story
from xaso.modules.plans import actions
from xaso.modules.plans.actions import RowChoice, Upload
from xaso.modules.plans.annex.sample import filled_annex_docx, sample_targets
from xaso.modules.plans.models import AnnexImport, Plan, Target, Task
from xaso.modules.plans.queries.imports import ReviewRow, review

from .courses import live
from .rows import Life, days_of_plan, lives, plan_year
from .targets import codes_of

PLAN_MADE, ANNEX_READ, TASKS_GIVEN, PLAN_SENT, PLAN_SIGNED = 1, 2, 2, 3, 4
FALLING, BY_VILLAGE = "CT07", "CT19"
OWNERS = {
    "Phòng Văn hóa - Xã hội": "lan",
    "Văn phòng HĐND và UBND": "chi",
    "Phòng Kinh tế": "tuan",
    "Trung tâm Phục vụ hành chính công": "huong",
    "Công an xã": "dung",
    "Trạm Y tế": "yen",
}


def plan_of(story: Story) -> None:
    """Days count from the first day of the plan's year."""
    first = -days_of_plan(story.today)
    box: dict[str, UUID] = {}
    chief, chairman = chief_of(story), chairman_of(story)
    story.at(first + PLAN_MADE, "08:00", lambda at: box.update(plan=_made(story).pk))
    story.at(
        first + PLAN_SENT,
        "09:00",
        lambda at: actions.submit_plan(actor=chief, plan_id=box["plan"], at=at),
    )
    story.at(
        first + PLAN_SIGNED,
        "10:00",
        lambda at: actions.approve_plan(actor=chairman, plan_id=box["plan"], at=at),
    )
    story.at(first + PLAN_SIGNED, "14:00", lambda at: _signed(story, box["plan"], at))
    story.at(
        first + ANNEX_READ,
        "08:10",
        lambda at: box.update(annex=_annex(story, box["plan"], at).pk),
    )
    story.at(first + TASKS_GIVEN, "08:30", lambda at: _give(story, box["annex"], at))


def chief_of(story: Story) -> Actor:
    return next(a for a in story.people.values() if "chanh_van_phong" in a.roles)


def chairman_of(story: Story) -> Actor:
    return next(a for a in story.people.values() if "chu_tich" in a.roles)


def _made(story: Story) -> Plan:
    year = plan_year(story.today)
    return actions.make_plan(
        actor=chief_of(story),
        kind=Plan.Kind.NAM,
        title=f"Kế hoạch chuyển đổi số năm {year} {story.commune.full_name}",
        year=year,
        basis=["luat-chuyen-doi-so-2025"],
    )


def _signed(story: Story, plan_id: UUID, at: datetime) -> None:
    actions.record_signed_plan(
        actor=chief_of(story),
        plan_id=plan_id,
        document_number="05/KH-UBND",
        document_date=at.date(),
        signer_name=chairman_of(story).name,
        signer_title="Chủ tịch",
    )


def _annex(story: Story, plan_id: UUID, at: datetime) -> AnnexImport:
    content = filled_annex_docx(
        [life.task for life in lives(story)],
        sample_targets(),
        commune=story.commune.full_name,
        year=plan_year(story.today),
    )
    file = Upload(name="Phụ lục kế hoạch.docx", content=content)
    return actions.start_import(actor=chief_of(story), plan_id=plan_id, file=file, at=at)


def _give(story: Story, import_id: UUID, at: datetime) -> None:
    """The chief confirms who leads and who accepts, row by row; every row becomes a task."""
    told = {life.task.title: life for life in lives(story)}
    annex = AnnexImport.objects.get(pk=import_id)
    seen = review(annex, at.date())
    actions.accept_import(
        actor=chief_of(story),
        import_id=import_id,
        choices=[_choice(story, row, told[row.row.title]) for row in seen.rows],
        target_rows=[target.row.row for target in seen.targets],
        at=at,
    )
    targets = _finish_targets(story, annex.plan)
    tasks = Task.objects.filter(plan=annex.plan).select_related("target").order_by("number")
    for task in tasks:
        life = told[task.title]
        _link(story, task, targets.get(life.task.target_code), at)
        live(story, task, life, at)


def _choice(story: Story, row: ReviewRow, life: Life) -> RowChoice:
    if life.course == "draft":
        return RowChoice(key=row.row.key)
    by_villages = life.by_villages
    return RowChoice(
        key=row.row.key,
        lead=None if by_villages else _account(story, life.lead, _officer(story)),
        lead_role="truong_thon" if by_villages else "",
        villages=tuple(story.villages.values()) if by_villages else (),
        follower=_account(story, life.follower, chairman_of(story)),
        evidence_kind=life.evidence_kind,
        evidence_count=life.evidence_count,
        due_date=story.day(life.due),
    )


def _finish_targets(story: Story, plan: Plan) -> dict[str, Target]:
    """What an annex cannot say: where the number of a target comes from."""
    owners = {row.code: row.owner for row in sample_targets()}
    for target in plan.targets.all():
        codes = codes_of(target.code)
        wanted = {
            "value_code": codes.value,
            "base_code": codes.base,
            "per_village": target.code == BY_VILLAGE,
            "direction": "down" if target.code == FALLING else target.direction,
            "owner": _account(story, OWNERS[owners[target.code]], _officer(story)),
        }
        changes = {
            name: Change(saw=getattr(target, name), new=new)
            for name, new in wanted.items()
            if getattr(target, name) != new
        }
        if changes:
            actions.edit_target(actor=chief_of(story), target_id=target.pk, changes=changes)
    return {target.code: target for target in plan.targets.all()}


def _link(story: Story, task: Task, target: Target | None, at: datetime) -> None:
    if target and task.target_id != target.pk:
        actions.edit_task(
            actor=chief_of(story),
            task_id=task.pk,
            changes={"target": Change(saw=task.target, new=target)},
            at=at,
        )


def _account(story: Story, key: str, otherwise: Actor) -> Account:
    found: Account = Account.objects.get(pk=story.people.get(key, otherwise).account_id)
    return found


def _officer(story: Story) -> Actor:
    return next(story.people[key] for key in ("lan", "sua", "kien", "long") if key in story.people)
