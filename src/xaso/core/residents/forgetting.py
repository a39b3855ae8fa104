"""Names go when their time is over; rows and counts stay."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.db import transaction
from django.utils import timezone

from xaso.core.events.record import record
from xaso.core.law.queries import rule_number
from xaso.core.rights.actor import Actor
from xaso.lib.ids import new_id

from .models import Household, HouseholdChange, HouseholdImport

DAYS_A_MONTH = 31
CLOSED, IMPORTS = "retention.household.closed.months", "retention.household.import.days"


@transaction.atomic
def forget_names(*, actor: Actor, at: datetime) -> tuple[int, int]:
    """Of households closed long ago the name and language; of imports what was read and what
    undoing needs. Returns how many households and how many imports."""
    actor.must("residents.edit")
    today = timezone.localdate(at)
    closed = at - timedelta(days=rule_number(CLOSED, on=today) * DAYS_A_MONTH)
    old = at - timedelta(days=rule_number(IMPORTS, on=today))
    households = (
        Household.objects.of(actor.commune)
        .filter(closed_at__lt=closed, forgotten_at=None)
        .update(head_name="", head_folded="", language="", forgotten_at=at)
    )
    imports = _forget_imports(actor, old)
    if households or imports:
        record(
            "residents.names.forgotten",
            actor=actor,
            subject_id=new_id(),
            households=households,
            imports=imports,
        )
    return households, imports


def _forget_imports(actor: Actor, before: datetime) -> int:
    """A file nobody looked at again is dropped with what it held."""
    rows = HouseholdImport.objects.of(actor.commune).filter(at__lt=before)
    waiting = rows.filter(state__in=(HouseholdImport.State.REVIEW, HouseholdImport.State.RUNNING))
    dropped: int = waiting.update(state=HouseholdImport.State.DROPPED, grid=[])
    changes = HouseholdChange.objects.of(actor.commune).filter(batch__at__lt=before)
    emptied: int = changes.values("batch").distinct().count()
    changes.delete()
    return dropped + emptied
