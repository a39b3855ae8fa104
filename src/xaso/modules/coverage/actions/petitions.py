"""A petition is written, sent, given up."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime
from decimal import Decimal
from uuid import UUID

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from xaso.core.events.record import record
from xaso.core.rights.actor import Actor
from xaso.core.units.models import Commune
from xaso.modules.coverage.models import Petition, PetitionPlace, PetitionState, Place
from xaso.modules.coverage.queries.petitions import MAY_BE_SENT
from xaso.modules.coverage.rulebook import rules_of

from .rows import held_petition, not_after, save_next

NAMED = 3


@transaction.atomic
def draft_petition(
    *,
    actor: Actor,
    place_ids: Sequence[UUID],
    operator_codes: Sequence[str],
    at: datetime,
    nearest_station: str = "",
    nearest_km: Decimal | None = None,
    terrain: str = "",
    note: str = "",
) -> Petition:
    actor.must("coverage.write")
    places = list(
        Place.objects.of(actor.commune)
        .filter(pk__in=place_ids, closed_at=None)
        .order_by("name_folded", "pk")
    )
    if not places or len(places) != len(set(place_ids)):
        raise ValidationError({"places": _("Chọn ít nhất một điểm đang đo của xã.")})
    today = timezone.localdate(at)
    known = rules_of(actor.commune, today).operators
    asked = [each.code for each in known if each.code in operator_codes]
    if not asked:
        raise ValidationError({"operators": _("Chọn ít nhất một nhà mạng.")})
    petition = Petition.objects.create(
        commune=actor.commune,
        code=_next_code(actor.commune, today.year),
        name=_name_of(places),
        operators=asked,
        nearest_station=nearest_station.strip(),
        nearest_km=nearest_km,
        terrain=terrain.strip(),
        note=note.strip(),
        by_id=actor.account_id,
        made_at=at,
    )
    PetitionPlace.objects.bulk_create(
        PetitionPlace(commune=actor.commune, petition=petition, place=place) for place in places
    )
    record("coverage.petition.drafted", actor=actor, subject_id=petition.pk, code=petition.code)
    return petition


@transaction.atomic
def drop_petition(*, actor: Actor, petition_id: UUID) -> None:
    """What was sent is never dropped: it was read elsewhere."""
    actor.must("coverage.write")
    petition = held_petition(actor, petition_id)
    if petition.state != PetitionState.DRAFT:
        raise ValidationError(_("Kiến nghị đã gửi thì không bỏ được."))
    record("coverage.petition.dropped", actor=actor, subject_id=petition.pk, code=petition.code)
    petition.delete()


@transaction.atomic
def send_petition(
    *, actor: Actor, petition_id: UUID, number: str, day: date, sent_to: str, today: date
) -> Petition:
    """Also once more, after a refusal or when measuring again has failed."""
    actor.must("coverage.write")
    petition = held_petition(actor, petition_id)
    if petition.state not in MAY_BE_SENT:
        raise ValidationError(_("Kiến nghị này đã gửi, đang chờ nhà mạng."))
    not_after(day, today, "day")
    if not number.strip():
        raise ValidationError({"number": _("Ghi số công văn.")})
    petition.state = PetitionState.SENT
    petition.sent_number, petition.sent_date = number.strip(), day
    petition.sent_to = sent_to.strip()
    petition.promised_date = petition.overdue_date = petition.on_air_date = None
    save_next(petition)
    record(
        "coverage.petition.sent",
        actor=actor,
        subject_id=petition.pk,
        code=petition.code,
        number=petition.sent_number,
    )
    return petition


def _next_code(commune: Commune, year: int) -> str:
    """KN-2026-01 and so on; the commune is held until the end."""
    Commune.objects.select_for_update().get(pk=commune.pk)
    start = f"KN-{year}-"
    codes = Petition.objects.of(commune).filter(code__startswith=start)
    numbers = [int(code.removeprefix(start)) for code in codes.values_list("code", flat=True)]
    return f"{start}{max(numbers, default=0) + 1:02d}"


def _name_of(places: Sequence[Place]) -> str:
    named = ", ".join(place.name for place in places[:NAMED])
    rest = len(places) - NAMED
    said = _("%(named)s và %(rest)d điểm nữa") % {"named": named, "rest": rest}
    return (said if rest > 0 else named)[:200]
