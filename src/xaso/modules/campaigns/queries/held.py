"""What one person answers for in drives that are not locked."""

from __future__ import annotations

from uuid import UUID

from django.db.models import QuerySet

from xaso.core.events.models import Event
from xaso.core.people.models import Account
from xaso.core.units.models import Commune
from xaso.modules.campaigns.models import Campaign, CampaignVillage, State

PASSED_ON = "campaigns.drives.passed_on"
RUNNING = (State.DRAFT, State.OPEN)


def drives_owned(commune: Commune, person: Account) -> QuerySet[Campaign]:
    rows = Campaign.objects.of(commune).filter(owner=person, state__in=RUNNING)
    return rows.order_by("to_date", "pk")


def villages_answered_for(commune: Commune, person: Account) -> QuerySet[CampaignVillage]:
    return CampaignVillage.objects.of(commune).filter(
        responsible=person, campaign__state__in=RUNNING
    )


def drives_handed_by(commune: Commune, handover_id: UUID) -> list[tuple[Campaign, bool]]:
    """Drives that changed hands in this handover, each with whether it was the whole drive."""
    events = Event.objects.filter(commune=commune, subject_id=handover_id, kind=PASSED_ON)
    owned = {key for event in events for key in event.data["owned"]}
    keys = owned.union(*(event.data["drives"] for event in events))
    rows = Campaign.objects.of(commune).filter(pk__in=keys).order_by("code")
    return [(drive, str(drive.pk) in owned) for drive in rows]
