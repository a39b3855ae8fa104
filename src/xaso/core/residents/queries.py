"""Households as lists ask for them."""

from __future__ import annotations

from collections.abc import Mapping
from uuid import UUID

from django.core.exceptions import ObjectDoesNotExist
from django.db.models import Count, Q, QuerySet

from xaso.core.rights.actor import Actor
from xaso.core.units.models import Commune, Village
from xaso.lib.text import fold

from .models import Household

IN_USE = Q(closed_at=None)


def reached(actor: Actor) -> QuerySet[Household]:
    """Of the own commune; for village people of their villages alone."""
    rows = Household.objects.of(actor.commune)
    return rows if actor.village_ids is None else rows.filter(village__in=actor.village_ids)


def reached_villages(actor: Actor) -> QuerySet[Village]:
    rows = Village.objects.of(actor.commune).filter(closed_at=None).order_by("name_folded", "pk")
    return rows if actor.village_ids is None else rows.filter(pk__in=actor.village_ids)


def household_of(actor: Actor, household_id: UUID) -> Household:
    """The one that stands for it today: a phone may still say the id of a household that was merged
    into another since. ObjectDoesNotExist where either of them is out of reach."""
    household = reached(actor).get(pk=household_id)
    standing = standing_for(household)
    if not actor.reaches_village(standing.village_id):
        raise ObjectDoesNotExist
    return standing


def standing_for(household: Household) -> Household:
    """Along a chain of merges to its end; one that was merged into nothing stands for itself."""
    seen = {household.pk}
    while household.merged_into_id and household.merged_into_id not in seen:
        household = Household.objects.get(
            commune=household.commune_id, pk=household.merged_into_id
        )
        seen.add(household.pk)
    return household


def found_by(rows: QuerySet[Household], typed: str, *, by_name: bool) -> QuerySet[Household]:
    """By the begin of the code, and where names may be seen by any part of the name."""
    wanted = Q(code__istartswith=typed)
    return rows.filter(wanted | Q(head_folded__contains=fold(typed)) if by_name else wanted)


def counts_by_village(commune: Commune) -> Mapping[UUID, int]:
    """Of households in use; a village without any is left out."""
    rows = Household.objects.of(commune).filter(IN_USE).order_by().values_list("village")
    return dict(rows.annotate(count=Count("pk")))
