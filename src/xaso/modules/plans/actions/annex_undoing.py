from __future__ import annotations

from datetime import datetime
from uuid import UUID

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from xaso.core.events.record import record
from xaso.core.rights.actor import Actor
from xaso.modules.plans.models import AnnexImport, ImportedRow, Task

from .annex_targets import undo_target
from .numbers import give_back
from .rows import keep

Effect = ImportedRow.Effect
TAKEN_OUT = {Effect.MOI, Effect.SUA, Effect.BO}


@transaction.atomic
def undo_import(*, actor: Actor, import_id: UUID, at: datetime) -> AnnexImport:
    """Takes back the whole import, or nothing: when somebody has worked on one of its tasks
    since, all such tasks are named and everything stays."""
    actor.must("plans.import")
    annex_import = AnnexImport.objects.of(actor.commune).select_for_update().get(pk=import_id)
    _must_be_last(annex_import)
    rows = list(
        annex_import.imported_rows.select_related("task", "target").order_by("-row", "-pk")
    )
    _must_be_untouched(rows)
    for row in rows:
        if row.task is not None:
            _undo(row, row.task)
    for row in rows:
        undo_target(row)
    _give_numbers_back(actor, rows)
    annex_import.state, annex_import.undone_at = AnnexImport.State.DA_HOAN_TAC, at
    keep(annex_import)
    record("plans.import.undone", actor=actor, subject_id=annex_import.pk, rows=len(rows))
    return annex_import


def _must_be_last(annex_import: AnnexImport) -> None:
    if annex_import.state != AnnexImport.State.DA_NHAN:
        raise ValidationError(_("Chỉ hoàn tác được lần nhập đã nhận."))
    later = AnnexImport.objects.filter(
        plan=annex_import.plan,
        state=AnnexImport.State.DA_NHAN,
        accepted_at__gt=annex_import.accepted_at,
    )
    if later.exists():
        raise ValidationError(_("Hoàn tác lần nhập sau trước, rồi mới hoàn tác lần này."))


def _must_be_untouched(rows: list[ImportedRow]) -> None:
    tasks = [row.task_id for row in rows if row.effect == Effect.MOI]
    repeated = set(Task.objects.filter(series__in=tasks).values_list("series_id", flat=True))
    touched = [
        str(row.task)
        for row in rows
        if row.task and row.effect in TAKEN_OUT
        if row.task.version != row.after["version"] or row.task_id in repeated
    ]
    if touched:
        raise ValidationError(
            _("Các việc đã có người làm tiếp sau khi nhập, không hoàn tác được: %(tasks)s.")
            % {"tasks": "; ".join(sorted(touched)[:10])}
        )


def _undo(row: ImportedRow, task: Task) -> None:
    if row.effect == Effect.MOI:
        row.before = {"year": task.year, "number": task.number, "title": task.title}
        row.task = None
        row.save(update_fields=["before", "task"])
        task.delete()
    elif row.effect == Effect.SUA:
        for name, value in row.before.items():
            _put_back(task, name, value)
        keep(task)
    elif row.effect == Effect.BO:
        task.state, task.cancel_reason, task.cancelled_on = row.before["state"], "", None
        keep(task)


def _put_back(task: Task, name: str, value: object) -> None:
    field = Task._meta.get_field(name)
    setattr(task, getattr(field, "attname", name), field.to_python(value) if value else value)  # type: ignore[union-attr]


def _give_numbers_back(actor: Actor, rows: list[ImportedRow]) -> None:
    numbers: dict[int, list[int]] = {}
    for row in rows:
        if row.effect == Effect.MOI and row.before.get("number"):
            numbers.setdefault(row.before["year"], []).append(row.before["number"])
    for year, given in numbers.items():
        give_back(actor.commune, year, given)


__all__ = ["undo_import"]
