"""Who of our own people hears that what they wrote down stands at the province."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from xaso.core.events.record import record
from xaso.core.rights.actor import Actor
from xaso.core.sync.models import Code, Device, Position, State
from xaso.core.sync.telling import also_tell

from .models import Proof

MOST_TOLD = 500
AT_PROVINCE = "tinh_nhan"


def waiting_to_be_told(device: UUID, received: int) -> list[int]:
    """Named by something the province has received and not sent back."""
    covered = Proof.objects.filter(
        told=None, outgoing__device=device, outgoing__number__lte=received
    ).filter(outgoing__state__in=(State.APPLIED, State.HELD))
    return list(covered.values_list("pk", flat=True))


@transaction.atomic
def tell_phones(*, actor: Actor, link_id: UUID, proofs: list[int]) -> None:
    """Under one number of the diary: a phone that has read up to there has been told."""
    actor.must("upstream.connect")
    event = record("upstream.items.received", actor=actor, subject_id=link_id, count=len(proofs))
    Proof.objects.filter(commune=actor.commune, pk__in=proofs).update(told=event.number)


def told_since(device: Device, number: int | None) -> list[list[Any]]:
    """Lines for a pull: what of this phone has reached the province since diary number `number`; for a
    phone that begins anew, the newest of all."""
    own = Position.objects.filter(device=device).values("event_id")
    rows = Proof.objects.filter(
        commune=device.commune_id, told__isnull=False, item__in=own, item__code=Code.OK
    )
    if number is not None:
        rows = rows.filter(told__gt=number)
    ids = rows.order_by("-told").values_list("item", flat=True)[:MOST_TOLD]
    words = _("tỉnh đã nhận")
    return [[str(each), str(State.APPLIED), AT_PROVINCE, "", words] for each in dict.fromkeys(ids)]


also_tell(told_since)
