"""A list of households: kept for review, then taken in as a whole."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from datetime import datetime
from uuid import UUID

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from xaso.core.events.record import record
from xaso.core.files.grid import read_grid
from xaso.core.jobs.enqueue import enqueue
from xaso.core.residents.imports import plan_of
from xaso.core.residents.models import (
    CloseReason,
    Household,
    HouseholdChange,
    HouseholdImport,
)
from xaso.core.residents.planning import Plan, PlannedRow
from xaso.core.residents.reading import LIMITS, guess_columns, guess_header
from xaso.core.rights.actor import Actor
from xaso.core.units.models import Village
from xaso.lib.text import fold

from .rows import free_codes

JOB = "residents.import"
AT_ONCE = 400
"""Rows taken in while the person waits; more run in the background."""
BATCH = 500
KEPT_FACTS = ("village_id", "cluster_id", "code", "head_name", "members_count",
              "has_smartphone", "language")  # fmt: skip


@transaction.atomic
def start_import(
    *,
    actor: Actor,
    name: str,
    content: bytes,
    at: datetime,
    village_id: UUID | None = None,
) -> HouseholdImport:
    """Read and kept aside for review; no household changes."""
    actor.must("residents.import")
    village = Village.objects.of(actor.commune).get(pk=village_id) if village_id else None
    grid = read_grid(content, LIMITS)
    columns = guess_columns(grid, guess_header(grid))
    if "head_name" not in columns:
        raise ValidationError(_("Không thấy cột tên chủ hộ. Đặt tên cột là “Họ tên chủ hộ”."))
    if village is None and "village" not in columns:
        raise ValidationError(_("Tệp không có cột thôn. Chọn thôn, hoặc thêm cột “Thôn”."))
    batch = HouseholdImport.objects.create(
        commune=actor.commune,
        file_name=name[:120],
        sha256=hashlib.sha256(content).hexdigest(),
        grid=grid,
        columns=columns,
        village=village,
        by_id=actor.account_id,
        at=at,
    )
    record("residents.import.started", actor=actor, subject_id=batch.pk, rows=len(grid) - 1)
    return batch


@transaction.atomic
def queue_import(
    *,
    actor: Actor,
    import_id: UUID,
    columns: Mapping[str, int],
    closes_gone: bool,
    at: datetime,
    apart: bool = True,
) -> HouseholdImport:
    """What was reviewed is to be taken: a long list in the background, a short one, or with `apart`
    off any, by the caller."""
    actor.must("residents.import")
    batch = _held(actor, import_id, HouseholdImport.State.REVIEW)
    batch.columns, batch.closes_gone = dict(columns), closes_gone
    batch.state = HouseholdImport.State.RUNNING
    batch.save()
    record("residents.import.accepted", actor=actor, subject_id=batch.pk)
    if apart and not is_short(batch):
        key = f"{JOB}:{batch.pk}"
        enqueue(JOB, actor=actor, at=at, arguments={"import_id": str(batch.pk)}, unique_key=key)
    return batch


@transaction.atomic
def take_import(*, actor: Actor, import_id: UUID, at: datetime) -> HouseholdImport:
    """New and changed rows are written, bad ones left out, in one transaction."""
    actor.must("residents.import")
    batch = _held(actor, import_id, HouseholdImport.State.RUNNING)
    plan = plan_of(batch)
    gone = plan.gone if batch.closes_gone else ()
    _write(batch, plan, gone, at)
    counts = plan.counts
    batch.new_count, batch.changed_count = counts["new"], counts["changed"]
    batch.same_count, batch.bad_count, batch.gone_count = counts["same"], counts["bad"], len(gone)
    batch.state, batch.done_at, batch.grid = HouseholdImport.State.DONE, at, []
    batch.save()
    record(
        "residents.import.taken",
        actor=actor,
        subject_id=batch.pk,
        new=batch.new_count,
        changed=batch.changed_count,
        gone=batch.gone_count,
    )
    return batch


@transaction.atomic
def drop_import(*, actor: Actor, import_id: UUID) -> HouseholdImport:
    """What was read goes; the line that somebody sent a file stays."""
    actor.must("residents.import")
    batch = _held(actor, import_id, HouseholdImport.State.REVIEW)
    batch.state, batch.grid = HouseholdImport.State.DROPPED, []
    batch.save()
    record("residents.import.dropped", actor=actor, subject_id=batch.pk)
    return batch


def is_short(batch: HouseholdImport) -> bool:
    return len(batch.grid) <= AT_ONCE


def _held(actor: Actor, import_id: UUID, state: str) -> HouseholdImport:
    batch = HouseholdImport.objects.of(actor.commune).select_for_update().get(pk=import_id)
    if batch.state != state:
        raise ValidationError(
            _("Lần nhập này %(state)s rồi.") % {"state": batch.get_state_display()}
        )
    return batch


def _write(batch: HouseholdImport, plan: Plan, gone: tuple[Household, ...], at: datetime) -> None:
    new = _made(batch, [row for row in plan.rows if row.change == "new"], at)
    changed = [row for row in plan.rows if row.change == "changed"]
    before = {row.household.pk: _facts_of(row.household) for row in changed if row.household}
    before |= {household.pk: _facts_of(household) for household in gone}
    rows = [row.household for row in changed if row.household]
    for row in changed:
        _set(row)
    for household in gone:
        household.closed_at, household.close_reason = at, CloseReason.GONE
        household.version += 1
    fields = [*KEPT_FACTS, "head_folded", "closed_at", "close_reason", "version"]
    Household.objects.bulk_create(new, batch_size=BATCH)
    Household.objects.bulk_update([*rows, *gone], fields, batch_size=100)
    HouseholdChange.objects.bulk_create(
        [
            HouseholdChange(
                commune=batch.commune,
                batch=batch,
                household=household,
                before=before.get(household.pk),
                version_after=household.version,
            )
            for household in (*new, *rows, *gone)
        ],
        batch_size=BATCH,
    )


def _made(batch: HouseholdImport, rows: list[PlannedRow], at: datetime) -> list[Household]:
    taken = {row.read.text("code") for row in rows}
    codes = (code for code in free_codes(batch.commune) if code not in taken)
    made = []
    for row in rows:
        facts = dict(row.facts or {})
        code = str(facts.pop("code", "") or next(codes))
        household = Household(commune=batch.commune, code=code, made_at=at, **facts)
        household.head_folded = fold(household.head_name)
        made.append(household)
    return made


def _set(row: PlannedRow) -> None:
    household = row.household
    if household is None:
        raise RuntimeError("a changed row has a household")
    if row.village and row.village.pk != household.village_id:
        household.cluster_id = None
    for name, value in (row.facts or {}).items():
        setattr(household, name, value)
    household.head_folded = fold(household.head_name)
    household.version += 1


def _facts_of(household: Household) -> dict[str, object]:
    values = {name: getattr(household, name) for name in KEPT_FACTS}
    return {
        name: str(value) if name.endswith("_id") and value else value
        for name, value in values.items()
    }
