"""A file is read and kept for review; no task and no target changes."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from uuid import UUID

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from xaso.core.events.record import record
from xaso.core.files.actions import keep_file
from xaso.core.files.storage import read
from xaso.core.rights.actor import Actor
from xaso.core.worktime.queries import calendar_of
from xaso.modules.plans.annex.errors import AnnexError
from xaso.modules.plans.annex.read import read_annex
from xaso.modules.plans.annex.shapes import Annex
from xaso.modules.plans.given import Upload
from xaso.modules.plans.models import AnnexImport, Plan
from xaso.modules.plans.queries.imports import known_units
from xaso.modules.plans.stored_annex import mapping_to_json, row_to_json

from .rows import keep, plan_of


@transaction.atomic
def start_import(*, actor: Actor, plan_id: UUID, file: Upload, at: datetime) -> AnnexImport:
    """Reads the annex and keeps it for review."""
    actor.must("plans.import")
    plan = plan_of(actor, plan_id)
    if plan.state == Plan.State.KET_THUC:
        raise ValidationError(_("Kế hoạch đã kết thúc, không nhận thêm phụ lục."))
    annex = _read(plan, file.content, file.name, None)
    if not annex.tasks and not annex.targets:
        raise ValidationError(
            _("Bảng trong tệp chưa có dòng nào. Ghi nhiệm vụ hoặc chỉ tiêu vào rồi gửi lại."),
            code="no_rows",
        )
    stored = keep_file(actor=actor, name=file.name, content=file.content, at=at)
    annex_import = AnnexImport(
        commune=actor.commune,
        plan=plan,
        file=stored,
        file_sha256=stored.sha256,
        by_id=actor.account_id,
        at=at,
    )
    _put(annex_import, annex)
    annex_import.save()
    record(
        "plans.import.started",
        actor=actor,
        subject_id=annex_import.pk,
        plan=str(plan.pk),
        sha256=stored.sha256,
        rows=len(annex.tasks),
    )
    return annex_import


@transaction.atomic
def remap_import(
    *, actor: Actor, import_id: UUID, mapping: Mapping[str, int | None]
) -> AnnexImport:
    """Reads the same file again with the columns the officer chose: field → column from 0, None
    for "not there"."""
    actor.must("plans.import")
    annex_import = waiting_import(actor, import_id)
    content = read(annex_import.file_sha256)
    _put(annex_import, _read(annex_import.plan, content, annex_import.file.name, mapping))
    record("plans.import.remapped", actor=actor, subject_id=annex_import.pk)
    return keep(annex_import)


def waiting_import(actor: Actor, import_id: UUID) -> AnnexImport:
    annex_import = AnnexImport.objects.of(actor.commune).select_for_update().get(pk=import_id)
    if annex_import.state != AnnexImport.State.XEM_TRUOC:
        raise ValidationError(
            _("Lần nhập này %(state)s, không còn ở bước xem trước.")
            % {"state": annex_import.get_state_display()}
        )
    return annex_import


def _read(
    plan: Plan, content: bytes, name: str, mapping: Mapping[str, int | None] | None
) -> Annex:
    try:
        return read_annex(
            content,
            name,
            plan.year,
            known_units(plan.commune),
            mapping,
            is_working_day=calendar_of(plan.commune).is_working_day,
        )
    except AnnexError as error:
        raise ValidationError(error.message, code=error.code) from error


def _put(annex_import: AnnexImport, annex: Annex) -> None:
    annex_import.mapping = mapping_to_json(annex)
    annex_import.rows = [row_to_json(row) for row in annex.tasks]
    annex_import.target_rows = [row_to_json(row) for row in annex.targets]


__all__ = ["remap_import", "start_import"]
