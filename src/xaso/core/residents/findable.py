from __future__ import annotations

from collections.abc import Collection, Mapping
from uuid import UUID

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from xaso.core.events.models import Event
from xaso.core.events.touched import many, subject
from xaso.core.rights.actor import Actor
from xaso.core.search.kinds import Found, Kind, VillageDoor, offer

from .models import Household
from .names import name_seen


def describe(household: Household) -> Found:
    """The name of the head is a word for those who may read names, and stands in no entry."""
    place = [household.village.name, household.cluster.name if household.cluster else ""]
    return Found(
        title=household.code,
        code=household.code,
        hint=" · ".join(part for part in place if part),
        private=(household.head_name,),
        is_over=household.closed_at is not None,
    )


def villages_of(ids: Collection[UUID]) -> Mapping[UUID, Collection[UUID]]:
    rows = Household.objects.filter(pk__in=ids).values_list("pk", "village")
    return {household: (village,) for household, village in rows}


def merged_away(event: Event) -> Collection[UUID]:
    return (UUID(event.data["other"]),)


def names_of(actor: Actor, ids: Collection[UUID]) -> Mapping[UUID, str]:
    """As this person sees them in every list: whole, or under a mask."""
    rows = Household.objects.of(actor.commune).filter(pk__in=ids)
    return {household.pk: name_seen(actor, household) for household in rows}


def page_of(household: UUID, village: UUID | None = None) -> str:
    del village
    return reverse("desk:household", args=[household])


offer(
    Kind(
        name="ho",
        label=_("Hộ dân"),
        model=Household,
        related=("village", "cluster"),
        describe=describe,
        right="residents.read",
        private_right="residents.names",
        aside=names_of,
        address=page_of,
        heard={
            "residents.household.*": subject,
            "residents.household.merged": merged_away,
            "residents.import.taken": many,
            "residents.import.undone": many,
            "residents.names.forgotten": many,
            "units.village.edited": many,
        },
        villages=villages_of,
        door=VillageDoor("residents.read", page_of),
        order=70,
    )
)
