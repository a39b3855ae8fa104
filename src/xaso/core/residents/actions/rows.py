"""Rows the actions share: a household this person may touch, and the next free code."""

from __future__ import annotations

from collections.abc import Iterator
from uuid import UUID

from django.core.exceptions import ObjectDoesNotExist, ValidationError
from django.utils.translation import gettext as _

from xaso.core.residents.models import Household
from xaso.core.rights.actor import Actor
from xaso.core.units.models import Cluster, Commune, Village

PREFIX, DIGITS = "H", 5


def held_household(actor: Actor, household_id: UUID) -> Household:
    """Of the own commune, and for village people of the own village; else it is not there."""
    household = Household.objects.of(actor.commune).select_for_update().get(pk=household_id)
    if not actor.reaches_village(household.village_id):
        raise ObjectDoesNotExist
    return household


def open_village(actor: Actor, village_id: UUID) -> Village:
    village = Village.objects.of(actor.commune).get(pk=village_id)
    if not actor.reaches_village(village.pk):
        raise ObjectDoesNotExist
    if village.closed_at:
        raise ValidationError({"village": _("Thôn này đã ngừng dùng.")})
    return village


def check_cluster(village: Village, cluster_id: UUID | None) -> UUID | None:
    if cluster_id and not Cluster.objects.filter(village=village, pk=cluster_id).exists():
        raise ValidationError({"cluster": _("Cụm này không thuộc thôn đã chọn.")})
    return cluster_id


def free_codes(commune: Commune) -> Iterator[str]:
    """H00001 and so on, after the highest ever given; the commune is held until the end."""
    Commune.objects.select_for_update().get(pk=commune.pk)
    shape = rf"^{PREFIX}[0-9]{{{DIGITS}}}$"
    taken = Household.objects.of(commune).filter(code__regex=shape).order_by("-code")
    last = taken.values_list("code", flat=True).first()
    number = int(last.removeprefix(PREFIX)) if last else 0
    while True:
        number += 1
        yield f"{PREFIX}{number:0{DIGITS}}"
