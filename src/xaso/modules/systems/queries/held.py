"""What one person holds in systems of others."""

from __future__ import annotations

from uuid import UUID

from django.db.models import QuerySet

from xaso.core.events.models import Event
from xaso.core.people.models import Account
from xaso.core.units.models import Commune
from xaso.modules.systems.models import System, SystemAccount

PASSED_ON = "systems.accounts.passed_on"


def accounts_held(commune: Commune, holder: Account) -> QuerySet[SystemAccount]:
    rows = SystemAccount.objects.of(commune).filter(holder=holder, closed_date=None)
    return rows.select_related("system").order_by("system__name_folded", "pk")


def systems_led(commune: Commune, person: Account) -> QuerySet[System]:
    rows = System.objects.of(commune).filter(responsible=person, stopped_date=None)
    return rows.order_by("name_folded", "pk")


def accounts_ended_by(commune: Commune, handover_id: UUID) -> QuerySet[SystemAccount]:
    rows = SystemAccount.objects.of(commune).filter(handover_id=handover_id)
    return rows.select_related("system").order_by("system__name_folded", "pk")


def systems_handed_by(commune: Commune, handover_id: UUID) -> list[str]:
    """Names of the systems whose care went to somebody else in this handover; the event keeps them."""
    rows = Event.objects.filter(commune=commune, subject_id=handover_id, kind=PASSED_ON)
    ids = [pk for event in rows for pk in event.data["systems"]]
    named = System.objects.of(commune).filter(pk__in=ids).order_by("name_folded", "pk")
    return list(named.values_list("name", flat=True))
