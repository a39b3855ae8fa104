"""Rows the actions share: of the own commune, and for village people of the own village."""

from __future__ import annotations

from datetime import date
from uuid import UUID

from django.core.exceptions import ObjectDoesNotExist, ValidationError
from django.utils.translation import gettext as _

from xaso.core.rights.actor import Actor
from xaso.core.units.models import Cluster, Village
from xaso.modules.coverage.models import Petition, Place


def held_place(actor: Actor, place_id: UUID) -> Place:
    place = Place.objects.of(actor.commune).select_for_update().get(pk=place_id)
    if not actor.reaches_village(place.village_id):
        raise ObjectDoesNotExist
    return place


def place_in_use(actor: Actor, place_id: UUID) -> Place:
    place = held_place(actor, place_id)
    if place.closed_at:
        raise ValidationError({"place": _("Điểm này đã thôi đo. Bấm Đo lại trước.")})
    return place


def reached_village(actor: Actor, village_id: UUID) -> Village:
    village = Village.objects.of(actor.commune).get(pk=village_id)
    if not actor.reaches_village(village.pk):
        raise ObjectDoesNotExist
    return village


def check_where(actor: Actor, place: Place) -> None:
    village = reached_village(actor, place.village_id)
    if village.closed_at:
        raise ValidationError({"village": _("Thôn này đã ngừng dùng.")})
    clusters = Cluster.objects.filter(village=village)
    if place.cluster_id and not clusters.filter(pk=place.cluster_id).exists():
        raise ValidationError({"cluster": _("Cụm này không thuộc thôn đã chọn.")})


def not_after(day: date, today: date, field: str) -> None:
    if day > today:
        raise ValidationError({field: _("Ngày này chưa đến. Ghi ngày đã làm.")})


def held_petition(actor: Actor, petition_id: UUID) -> Petition:
    return Petition.objects.of(actor.commune).select_for_update().get(pk=petition_id)


def save_next(row: Petition) -> None:
    row.version += 1
    row.save()
