"""A place is added, described, no longer measured, measured again."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from decimal import Decimal
from typing import Any
from uuid import UUID

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from xaso.core.edits import Change, apply_changes
from xaso.core.events.record import record
from xaso.core.rights.actor import Actor
from xaso.lib.ids import new_id
from xaso.lib.text import fold
from xaso.modules.coverage.hexagons import EAST, NORTH
from xaso.modules.coverage.models import Place, PlaceKind

from .rows import check_where, held_place

DESCRIBED = (
    "kind", "name", "village_id", "cluster_id", "latitude", "longitude", "household_count",
    "people_count", "pupil_count", "has_power", "is_hard", "is_risky", "is_indoors",
)  # fmt: skip


@transaction.atomic
def add_place(*, actor: Actor, at: datetime, place_id: UUID | None = None, **facts: Any) -> Place:
    """`place_id`: the id a phone gave it where there was no line."""
    actor.must("coverage.survey")
    place = Place(id=place_id or new_id(), commune=actor.commune, made_at=at, **facts)
    _check(actor, place)
    place.save()
    record("coverage.place.added", actor=actor, subject_id=place.pk, name=place.name)
    return place


@transaction.atomic
def edit_place(*, actor: Actor, place_id: UUID, changes: Mapping[str, Change]) -> Place:
    actor.must("coverage.write")
    place = held_place(actor, place_id)
    apply_changes(place, changes, DESCRIBED)
    _check(actor, place)
    place.version += 1
    place.save()
    record("coverage.place.edited", actor=actor, subject_id=place.pk, name=place.name)
    return place


@transaction.atomic
def close_place(*, actor: Actor, place_id: UUID, at: datetime) -> Place:
    """It counts for nothing any more; what was measured there stays to be read."""
    actor.must("coverage.write")
    place = held_place(actor, place_id)
    if place.closed_at:
        raise ValidationError(_("Điểm này đã thôi đo rồi."))
    place.closed_at = at
    place.version += 1
    place.save()
    record("coverage.place.closed", actor=actor, subject_id=place.pk, name=place.name)
    return place


@transaction.atomic
def reopen_place(*, actor: Actor, place_id: UUID) -> Place:
    actor.must("coverage.write")
    place = held_place(actor, place_id)
    if not place.closed_at:
        raise ValidationError(_("Điểm này đang đo."))
    place.closed_at = None
    _check(actor, place)
    place.version += 1
    place.save()
    record("coverage.place.reopened", actor=actor, subject_id=place.pk, name=place.name)
    return place


def _check(actor: Actor, place: Place) -> None:
    place.name = place.name.strip()
    check_where(actor, place)
    _check_point(place.latitude, place.longitude)
    others = Place.objects.of(actor.commune).filter(village_id=place.village_id, kind=place.kind)
    others = others.exclude(pk=place.pk)
    if others.filter(name_folded=fold(place.name)).exists():
        raise ValidationError({"name": _("Thôn đã có điểm loại này mang tên này.")})
    if place.kind == PlaceKind.CENTRE and others.filter(closed_at=None).exists():
        raise ValidationError(
            {"kind": _("Thôn đã có điểm trung tâm. Mỗi thôn một điểm; nơi khác chọn Cụm dân cư.")}
        )


def _check_point(latitude: Decimal | None, longitude: Decimal | None) -> None:
    if latitude is None and longitude is None:
        return
    if latitude is None or longitude is None:
        raise ValidationError({"latitude": _("Ghi cả vĩ độ và kinh độ, hoặc để trống cả hai.")})
    if _lies(latitude, EAST) and _lies(longitude, NORTH):
        raise ValidationError(
            {"latitude": _("Hai số đang đảo chỗ: vĩ độ ở khoảng 8–24, kinh độ 102–110.")}
        )
    if not (_lies(latitude, NORTH) and _lies(longitude, EAST)):
        raise ValidationError({"latitude": _("Điểm này không ở Việt Nam. Xem lại hai số.")})


def _lies(value: Decimal, between: tuple[int, int]) -> bool:
    return between[0] <= value <= between[1]
