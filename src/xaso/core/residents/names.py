"""Who sees the name of a household's head as it is, and who sees a mask."""

from __future__ import annotations

from collections.abc import Iterable
from uuid import UUID

from xaso.core.privacy.masks import mask_name
from xaso.core.rights.actor import Actor

from .models import Household


def sees_names(actor: Actor, village_id: UUID) -> bool:
    return actor.may("residents.names") and actor.reaches_village(village_id)


def name_seen(actor: Actor, household: Household) -> str:
    """As this person may see it in a list; empty once the name was forgotten."""
    if sees_names(actor, household.village_id):
        return household.head_name
    return mask_name(household.head_name)


def clear_names(actor: Actor, households: Iterable[Household]) -> dict[UUID, str]:
    """For lists that are walked from door to door; households out of reach are left out."""
    actor.must("residents.names")
    return {
        each.pk: each.head_name for each in households if actor.reaches_village(each.village_id)
    }
