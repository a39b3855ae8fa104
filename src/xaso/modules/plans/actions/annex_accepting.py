"""An annex under review reaches the tasks: all of it in one transaction."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from xaso.core.events.record import record
from xaso.core.rights.actor import Actor
from xaso.core.worktime.queries import calendar_of
from xaso.lib.worktime import Calendar
from xaso.modules.plans.annex.compare import KnownTask, Match
from xaso.modules.plans.annex.shapes import AnnexRow
from xaso.modules.plans.five_clear import unclear
from xaso.modules.plans.lateness import Granted, extended, local_day
from xaso.modules.plans.models import (
    DRAFT,
    PAUSED,
    RUNNING,
    WAITING,
    AnnexImport,
    ImportedRow,
    Target,
    Task,
    TaskState,
)
from xaso.modules.plans.queries.imports import comparison, plain_code, task_id_of
from xaso.modules.plans.stored_annex import row_from_json, row_to_json

from .annex_choices import RowChoice, dues, from_annex, new_fields, plain
from .annex_starting import waiting_import
from .annex_targets import take_targets
from .assignment import give, must_be_able
from .extending import dues_of
from .rows import keep, must_be_ours, task_of
from .task_drafting import check_task, new_draft, put_villages
from .working import RUNNING as RUNNING_STATES

Effect = ImportedRow.Effect
ALIVE = (RUNNING, WAITING, PAUSED, DRAFT)


@transaction.atomic
def accept_import(
    *,
    actor: Actor,
    import_id: UUID,
    choices: Sequence[RowChoice],
    target_rows: Collection[int] = (),
    cancel_gone: Collection[UUID] = (),
    at: datetime,
) -> AnnexImport:
    """Rows with a choice become tasks: given at once when all five "rõ" are there and the actor
    may assign, else drafts. A row known from an earlier import changes only what changed in it.

    `target_rows`: the rows of the target table to take. `cancel_gone`: tasks to cancel because
    the new annex no longer has them; without it they stay.
    """
    actor.must("plans.import")
    annex_import = waiting_import(actor, import_id)
    take_targets(actor, annex_import, target_rows)
    intake = _Intake(actor, annex_import, at)
    chosen = {choice.key: choice for choice in choices}
    rows = [row_from_json(stored) for stored in annex_import.rows]
    found = comparison(annex_import.plan, rows)
    matches = {match.row.key: match for match in (*found.changed, *found.same)}
    for row in rows:
        if row.key in chosen:
            intake.take(row, chosen[row.key], matches.get(row.key))
    for known in found.gone:
        if known.reference in cancel_gone:
            intake.cancel(known)
    intake.must_be_clean()
    annex_import.state, annex_import.accepted_at = AnnexImport.State.DA_NHAN, at
    keep(annex_import)
    record("plans.import.accepted", actor=actor, subject_id=annex_import.pk, **intake.counts)
    return annex_import


class _Intake:
    """Takes rows one by one and gathers what is wrong, so that all bad rows are named at once."""

    def __init__(self, actor: Actor, annex_import: AnnexImport, at: datetime) -> None:
        self.actor, self.annex_import, self.at = actor, annex_import, at
        self.plan = annex_import.plan
        self.targets: dict[str, Target] = {
            plain_code(target.code): target for target in self.plan.targets.all()
        }
        self.calendar: Calendar = calendar_of(actor.commune)
        self.errors: list[str] = []
        self.counts = {"new": 0, "given": 0, "changed": 0, "same": 0, "gone": 0}

    def take(self, row: AnnexRow, choice: RowChoice, match: Match | None) -> None:
        must_be_ours(self.actor, choice.lead, choice.follower, *choice.villages)
        try:
            if match is None:
                self._make(row, choice)
            else:
                self._change(row, choice, match)
        except ValidationError as error:
            self.errors.append(
                _("Dòng %(row)s: %(why)s") % {"row": row.row, "why": " ".join(error.messages)}
            )

    def cancel(self, known: KnownTask) -> None:
        task = self._task(known)
        if task.state == TaskState.NHAP:
            self.errors.append(_("“%(title)s” còn là nháp: xóa nháp.") % {"title": task.title})
            return
        if task.state not in RUNNING_STATES:
            return
        before = {"state": task.state, "version": task.version}
        task.state = TaskState.HUY
        task.cancel_reason = _("Không còn trong phụ lục mới")
        task.cancelled_on = local_day(self.at)
        keep(task)
        self.counts["gone"] += 1
        self._note(None, known.key, task, Effect.BO, before)

    def must_be_clean(self) -> None:
        if self.errors:
            raise ValidationError(self.errors)

    def _make(self, row: AnnexRow, choice: RowChoice) -> None:
        fields = new_fields(self.plan, row, choice, self.targets)
        title = str(fields.pop("title"))
        task = new_draft(self.actor, title, self.plan.year, fields)
        put_villages(self.actor, task, dict.fromkeys(choice.villages))
        if self.actor.may("plans.assign") and not unclear(task):
            give(self.actor, task, self.at, self.calendar)
            self.counts["given"] += 1
        self.counts["new"] += 1
        self._note(row, row.key, task, Effect.MOI, {})

    def _change(self, row: AnnexRow, choice: RowChoice, match: Match) -> None:
        task = self._task(match.known)
        if not match.changed_fields or task.state_order not in ALIVE:
            self.counts["same"] += 1
            self._note(row, row.key, task, Effect.GIU, {})
            return
        said = from_annex(row, self.targets)
        wanted: dict[str, Any] = {}
        for name in match.changed_fields:
            wanted.update(said.get(name, {}))
        if "title" in wanted and choice.title:
            wanted["title"] = choice.title
        if "lead" in match.changed_fields:
            wanted.update(self._leads(task, choice))
        if {"due", "recurrence"} & set(match.changed_fields):
            wanted.update(self._dues(task, row, choice))
        before = {name: plain(getattr(task, name)) for name in wanted}
        for name, value in wanted.items():
            setattr(task, name, value)
        check_task(self.actor, task)
        if task.state != TaskState.NHAP:
            must_be_able(task.lead, task.follower, local_day(self.at))
        keep(task)
        self.counts["changed"] += 1
        self._note(row, row.key, task, Effect.SUA, before)

    def _leads(self, task: Task, choice: RowChoice) -> dict[str, Any]:
        """Only who may assign moves a given task to somebody else; villages stay as they are."""
        named = choice.lead is not None and not task.is_led_by_villages
        if named and (task.state == TaskState.NHAP or self.actor.may("plans.assign")):
            return {"lead": choice.lead}
        return {}

    def _dues(self, task: Task, row: AnnexRow, choice: RowChoice) -> dict[str, Any]:
        """A task already given keeps its original date; a new one that comes too late does not
        make it on time, as with an extension."""
        if task.state == TaskState.NHAP:
            return dues(row, choice)
        wanted = dues(row, choice)["due_date"]
        if wanted is None:
            return {}
        moved = extended(dues_of(task), Granted(wanted, local_day(self.at)))
        return {"due_date": moved.current, "counted_due_date": moved.counted}

    def _task(self, known: KnownTask) -> Task:
        return task_of(self.actor, task_id_of(known))

    def _note(
        self, row: AnnexRow | None, key: str, task: Task, effect: str, before: dict[str, Any]
    ) -> None:
        """`after` holds the row as read, and what the task held then, to see later changes."""
        after: dict[str, Any] = {"version": task.version}
        after["task"] = {name: plain(getattr(task, name)) for name in before if name != "version"}
        if row is not None:
            after["row"] = row_to_json(row)
        ImportedRow.objects.create(
            commune=self.actor.commune,
            annex_import=self.annex_import,
            row=row.row if row else 0,
            row_key=key,
            task=task,
            effect=effect,
            before=before,
            after=after,
        )


__all__ = ["accept_import"]
