"""What the province has told us: how far it holds our events, what it made of each, and who of our own
people is to hear of it."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import transaction
from django.db.models import QuerySet

from xaso.core.rights.actor import system_actor
from xaso.core.sync.models import Code, State
from xaso.lib.outbox import Kept, Receipt

from .models import Outgoing, Uplink
from .telling import tell_phones, waiting_to_be_told


@transaction.atomic
def note_answer(
    link: Uplink, receipt: Receipt, told: Any, some: Sequence[Kept], at: datetime
) -> None:
    """An older answer of the same epoch takes nothing back; another epoch does: the province was brought
    back from a backup and asks again. `told` speaks of `some` alone."""
    held = Uplink.objects.select_for_update().select_related("commune").get(pk=link.pk)
    if receipt.epoch != held.epoch or receipt.number >= held.received:
        held.epoch, held.received = receipt.epoch, receipt.number
        held.safe, held.got = receipt.safe_number, receipt.said
    held.heard_at = at
    held.save(update_fields=["epoch", "received", "safe", "got", "heard_at"])
    rows = Outgoing.objects.of(held.commune).filter(device=held.device)
    rows.filter(number__gt=held.received).exclude(state="").update(state="", code="", text="")
    _note_states(rows, told, [each for each in some if each.number <= held.received])
    if proofs := waiting_to_be_told(held.device, held.received):
        tell_phones(actor=system_actor(held.commune), link_id=held.pk, proofs=proofs)
    link.refresh_from_db()


def _note_states(rows: QuerySet[Outgoing], told: Any, some: Sequence[Kept]) -> None:
    """In the province's own words; what it does not name is plainly done."""
    lines = told if isinstance(told, list) else []
    named = {str(line[0]): line for line in lines if isinstance(line, list) and len(line) == 5}
    for row in rows.filter(pk__in=[UUID(each.content["id"]) for each in some]):
        line = named.get(str(row.pk))
        state, code, text = (line[1], line[2], line[4]) if line else (State.APPLIED, Code.OK, "")
        row.state, row.code, row.text = str(state)[:8], str(code)[:16], str(text)[:300]
        row.save(update_fields=["state", "code", "text"])
