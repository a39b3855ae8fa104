"""Villages and clusters by hand; opening a commune."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from xaso.core.edits import Change, apply_changes
from xaso.core.events.record import record
from xaso.core.rights.actor import Actor
from xaso.lib.ids import new_id

from .models import Cluster, Commune, Village
from .village_changes import PlannedRow, plan_rows
from .villages_import import VillageRow

VILLAGE_FACTS = frozenset(
    {"name", "kind", "former_unit", "code", "household_count", "is_highland", "has_signal",
     "is_name_sure"}
)  # fmt: skip


@transaction.atomic
def open_commune(*, actor: Actor, at: datetime, is_sample: bool = False) -> Commune:
    """From now on the commune works here. Opening twice changes nothing."""
    actor.must("commune.settings")
    commune = Commune.objects.select_for_update().get(pk=actor.commune.pk)
    if commune.opened_at is None:
        commune.opened_at, commune.is_sample = at, is_sample
        commune.save(update_fields=["opened_at", "is_sample"])
        record("units.commune.opened", actor=actor, subject_id=new_id(), code=commune.pk)
    return commune


@transaction.atomic
def add_village(*, actor: Actor, name: str, kind: str, **facts: Any) -> Village:
    actor.must("units.manage")
    village = Village(commune=actor.commune, name=name.strip(), kind=kind, **facts)
    _check(village)
    village.save()
    record("units.village.added", actor=actor, subject_id=village.pk, name=village.name)
    return village


@transaction.atomic
def edit_village(*, actor: Actor, village_id: UUID, changes: Mapping[str, Change]) -> Village:
    actor.must("units.manage")
    village = Village.objects.of(actor.commune).select_for_update().get(pk=village_id)
    apply_changes(village, changes, VILLAGE_FACTS)
    village.version += 1
    _check(village)
    village.save()
    record("units.village.edited", actor=actor, subject_id=village.pk, name=village.name)
    return village


@transaction.atomic
def close_village(*, actor: Actor, village_id: UUID, at: datetime) -> Village:
    """A village merged away takes no new work; what it did stays readable."""
    actor.must("units.manage")
    village = Village.objects.of(actor.commune).select_for_update().get(pk=village_id)
    village.closed_at = at
    village.save()
    record("units.village.closed", actor=actor, subject_id=village.pk)
    return village


@transaction.atomic
def reopen_village(*, actor: Actor, village_id: UUID) -> Village:
    actor.must("units.manage")
    village = Village.objects.of(actor.commune).select_for_update().get(pk=village_id)
    village.closed_at = None
    village.version += 1
    village.save()
    record("units.village.reopened", actor=actor, subject_id=village.pk, name=village.name)
    return village


@transaction.atomic
def import_villages(
    *, actor: Actor, rows: Sequence[VillageRow], file_name: str
) -> tuple[PlannedRow, ...]:
    """Writes what is new or changed and leaves out bad rows; a second time changes nothing."""
    actor.must("units.manage")
    planned = plan_rows(actor.commune, rows)
    done = tuple(plan for plan in planned if plan.change in ("new", "changed"))
    if not done:
        raise ValidationError(_("Tệp không có thôn nào mới hoặc khác với danh sách đang có."))
    for plan in done:
        _write(actor, plan)
    record(
        "units.villages.imported",
        actor=actor,
        subject_id=new_id(),
        file_name=file_name,
        added=sum(plan.change == "new" for plan in done),
        changed=sum(plan.change == "changed" for plan in done),
    )
    return done


@transaction.atomic
def add_cluster(*, actor: Actor, village_id: UUID, name: str) -> Cluster:
    actor.must("units.manage")
    village = Village.objects.of(actor.commune).get(pk=village_id)
    cluster = Cluster(commune=actor.commune, village=village, name=name.strip())
    cluster.full_clean()
    cluster.save()
    record("units.cluster.added", actor=actor, subject_id=cluster.pk, name=cluster.name)
    return cluster


@transaction.atomic
def rename_cluster(*, actor: Actor, cluster_id: UUID, changes: Mapping[str, Change]) -> Cluster:
    actor.must("units.manage")
    cluster = Cluster.objects.of(actor.commune).select_for_update().get(pk=cluster_id)
    apply_changes(cluster, changes, {"name"})
    cluster.name = cluster.name.strip()
    cluster.version += 1
    cluster.full_clean()
    cluster.save()
    record("units.cluster.renamed", actor=actor, subject_id=cluster.pk, name=cluster.name)
    return cluster


def _write(actor: Actor, plan: PlannedRow) -> None:
    village = plan.village or Village(commune=actor.commune)
    for name in plan.fields or tuple(plan.read.facts):
        setattr(village, name, plan.read.facts[name])
    village.version += 1 if plan.village else 0
    village.full_clean(exclude=["name_folded"], validate_constraints=False)
    village.save()


def _check(village: Village) -> None:
    village.full_clean(exclude=["name_folded"], validate_constraints=False)
    twin = Village.objects.of(village.commune).exclude(pk=village.pk)
    if twin.filter(name__iexact=village.name, former_unit=village.former_unit).exists():
        raise ValidationError(
            {"name": _("Đã có thôn tên này. Nếu trùng tên, ghi thêm thuộc xã cũ nào.")}
        )
