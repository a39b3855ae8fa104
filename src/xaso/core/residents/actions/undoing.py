"""An import is undone as a whole, or not at all."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import F, ProtectedError
from django.utils.translation import gettext as _

from xaso.core.events.record import record
from xaso.core.residents.models import Household, HouseholdChange, HouseholdImport
from xaso.core.rights.actor import Actor
from xaso.lib.text import fold

from .importing import KEPT_FACTS


@transaction.atomic
def undo_import(*, actor: Actor, import_id: UUID, at: datetime) -> HouseholdImport:
    """Puts every household of the import back to what it was before."""
    actor.must("residents.import")
    batch = HouseholdImport.objects.of(actor.commune).select_for_update().get(pk=import_id)
    if batch.state != HouseholdImport.State.DONE:
        raise ValidationError(_("Lần nhập này không hoàn tác được nữa."))
    changes = list(HouseholdChange.objects.filter(batch=batch).select_related("household"))
    if not changes:
        raise ValidationError(_("Đã quá thời hạn giữ bản cũ, không hoàn tác được nữa."))
    touched = [each for each in changes if each.household.version != each.version_after]
    if touched:
        raise ValidationError(
            _("%(count)d hộ đã được sửa sau lần nhập này, nên không hoàn tác cả tệp được nữa.")
            % {"count": len(touched)}
        )
    _put_back([each for each in changes if each.before is not None])
    _take_away([each.household for each in changes if each.before is None])
    batch.state = HouseholdImport.State.UNDONE
    batch.save()
    HouseholdChange.objects.filter(batch=batch).delete()
    record(
        "residents.import.undone",
        actor=actor,
        subject_id=batch.pk,
        count=len(changes),
        at=at.isoformat(),
    )
    return batch


def _put_back(changes: list[HouseholdChange]) -> None:
    rows = []
    for change in changes:
        household = change.household
        for name in KEPT_FACTS:
            value = (change.before or {}).get(name)
            setattr(household, name, UUID(str(value)) if name.endswith("_id") and value else value)
        household.head_folded = fold(household.head_name)
        household.closed_at, household.close_reason = None, ""
        household.version = F("version") + 1
        rows.append(household)
    fields = [*KEPT_FACTS, "head_folded", "closed_at", "close_reason", "version"]
    Household.objects.bulk_update(rows, fields, batch_size=100)


def _take_away(households: list[Household]) -> None:
    keys = [household.pk for household in households]
    try:
        for start in range(0, len(keys), 500):
            Household.objects.filter(pk__in=keys[start : start + 500]).delete()
    except ProtectedError as error:
        raise ValidationError(
            _("Có hộ của tệp này đã vào một đợt ra quân, nên không hoàn tác cả tệp được nữa.")
        ) from error
