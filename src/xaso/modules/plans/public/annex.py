"""A plan annex by command: read and compared, or taken as drafts because nobody is there to
confirm what it does not say."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from xaso.core.rights.actor import Actor
from xaso.core.units.models import Commune
from xaso.core.worktime.queries import calendar_of
from xaso.modules.plans import actions
from xaso.modules.plans.actions import RowChoice, Upload
from xaso.modules.plans.annex.compare import Comparison, KnownTask, compare
from xaso.modules.plans.annex.errors import AnnexError
from xaso.modules.plans.annex.read import read_annex
from xaso.modules.plans.annex.shapes import ERROR, WARNING, Annex, AnnexRow, Problem
from xaso.modules.plans.intake.plan_choice import plan_of_year, standing_plan
from xaso.modules.plans.lateness import local_day
from xaso.modules.plans.models import AnnexImport, ImportedRow, TaskState
from xaso.modules.plans.queries.imports import known_tasks, known_units, review

LATER = frozenset({"unknown_lead"})
"""A unit without an account: the draft keeps the name, a person chooses somebody later."""


class AnnexUnreadable(Exception):
    def __init__(self, code: str, message: str) -> None:
        super().__init__(message)
        self.code = code
        self.message = message


@dataclass(frozen=True)
class AnnexReading:
    data: dict[str, Any]
    """JSON-ready: columns, tasks, gone."""
    plan_title: str
    """Empty while the year has no plan."""
    row_count: int
    target_count: int
    findings: tuple[str, ...]
    """What keeps a row from being taken, by row."""
    warnings: tuple[str, ...]

    @property
    def acceptable_count(self) -> int:
        return sum(not task["problems"] for task in self.data["tasks"])

    @property
    def has_acceptable(self) -> bool:
        return bool(self.acceptable_count or self.target_count)


@dataclass(frozen=True)
class AnnexTaken:
    plan_title: str
    address: str
    """Of the page with what the import did."""
    new: int
    changed: int
    same: int
    drafts: int
    targets: int


def read_plan_annex(commune: Commune, year: int, *, name: str, content: bytes) -> AnnexReading:
    """Nothing is written. Raises AnnexUnreadable."""
    annex, plan = _read(commune, year, name, content), standing_plan(commune, year)
    found = compare(known_tasks(plan) if plan else [], annex.tasks)
    changes = {match.row.key: "changed" for match in found.changed}
    changes |= {match.row.key: "same" for match in found.same}
    return AnnexReading(
        data=_data(annex, changes, found),
        plan_title=plan.title if plan else "",
        row_count=len(annex.tasks),
        target_count=len(annex.targets),
        findings=tuple(_told(annex.tasks, ERROR)),
        warnings=(*(each.message for each in annex.problems), *_told(annex.tasks, WARNING)),
    )


@transaction.atomic
def take_plan_annex(
    actor: Actor, year: int, *, name: str, content: bytes, at: datetime
) -> AnnexTaken:
    """The acceptable rows only; the plan of the year is found or made. Raises AnnexUnreadable."""
    plan = plan_of_year(actor, year)
    try:
        annex_import = actions.start_import(
            actor=actor, plan_id=plan.pk, file=Upload(name, content), at=at
        )
        return _taken(_accepted(actor, annex_import, at))
    except ValidationError as error:
        code = getattr(error, "code", None) or "not_accepted"
        raise AnnexUnreadable(code, " ".join(error.messages)) from error


def _blocking(row: AnnexRow) -> list[Problem]:
    return [each for each in row.problems if each.severity == ERROR and each.code not in LATER]


def _accepted(actor: Actor, annex_import: AnnexImport, at: datetime) -> AnnexImport:
    found = review(annex_import, local_day(at))
    rows = [each.row for each in found.rows if not _blocking(each.row)]
    news = [each for each in found.targets if each.row.is_acceptable and each.change != "same"]
    return actions.accept_import(
        actor=actor,
        import_id=annex_import.pk,
        choices=[_as_read(row) for row in rows],
        target_rows=[each.row.row for each in news] if annex_import.plan.is_open_to_edits else [],
        at=at,
    )


def _read(commune: Commune, year: int, name: str, content: bytes) -> Annex:
    calendar = calendar_of(commune)
    try:
        return read_annex(
            content, name, year, known_units(commune), is_working_day=calendar.is_working_day
        )
    except AnnexError as error:
        raise AnnexUnreadable(error.code, error.message) from error


def _as_read(row: AnnexRow) -> RowChoice:
    return RowChoice(
        key=row.key,
        due_date=row.due,
        recurrence=row.recurrence,
        recurrence_day=row.due_day,
    )


def _data(annex: Annex, changes: dict[str, str], found: Comparison) -> dict[str, Any]:
    return {
        "columns": {
            field: {"header": column.header, "index": column.index}
            for field, column in annex.columns.items()
        },
        "tasks": [_task(row, changes.get(row.key, "new")) for row in annex.tasks],
        "gone": [_gone(known) for known in found.gone],
    }


def _task(row: AnnexRow, change: str) -> dict[str, Any]:
    return {
        "row": row.row,
        "stt": row.stt,
        "title": row.title,
        "lead": row.lead,
        "coworkers": list(row.coworkers),
        "due": row.due.isoformat() if row.due else None,
        "recurrence": row.recurrence,
        "product": row.product,
        "pillar": row.pillar,
        "change": change,
        "problems": [
            {"code": each.code, "cell": each.cell, "message": each.message}
            for each in _blocking(row)
        ],
    }


def _gone(known: KnownTask) -> dict[str, Any]:
    return {
        "stt": known.stt,
        "title": known.title,
        "lead": known.lead,
        "due": known.due.isoformat() if known.due else None,
    }


def _told(rows: Sequence[AnnexRow], severity: str) -> list[str]:
    told = []
    for row in rows:
        stops = _blocking(row)
        for each in row.problems:
            if (each in stops) == (severity == ERROR):
                words = {"row": row.row, "why": each.message}
                told.append(_("Dòng %(row)s: %(why)s") % words)
    return told


def _taken(annex_import: AnnexImport) -> AnnexTaken:
    rows = annex_import.imported_rows.select_related("task")
    by_effect = {
        effect: [row for row in rows if row.effect == effect and row.task]
        for effect in ImportedRow.Effect
    }
    new = by_effect[ImportedRow.Effect.MOI]
    return AnnexTaken(
        plan_title=annex_import.plan.title,
        address=annex_import.get_absolute_url(),
        new=len(new),
        changed=len(by_effect[ImportedRow.Effect.SUA]),
        same=len(by_effect[ImportedRow.Effect.GIU]),
        drafts=sum(row.task.state == TaskState.NHAP for row in new if row.task),
        targets=sum(row.target_id is not None for row in rows),
    )
