"""Places as lists and forms ask for them."""

from __future__ import annotations

from django.db.models import Q, QuerySet

from xaso.core.rights.actor import Actor
from xaso.core.units.models import Commune
from xaso.lib.text import fold
from xaso.modules.coverage.models import Place

ORDER = ("village__name_folded", "village_id", "name_folded", "pk")


def places_of(commune: Commune) -> QuerySet[Place]:
    return Place.objects.of(commune).select_related("village", "cluster").order_by(*ORDER)


def measured(actor: Actor) -> QuerySet[Place]:
    """In use, of the own commune; for village people of their villages alone."""
    rows = Place.objects.of(actor.commune).filter(closed_at=None).order_by("name_folded", "pk")
    return rows if actor.village_ids is None else rows.filter(village__in=actor.village_ids)


def named_like(typed: str) -> Q:
    folded = fold(typed)
    return Q(name_folded__contains=folded) | Q(village__name_folded__contains=folded)
