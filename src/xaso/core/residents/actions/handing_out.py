"""Names that leave the program on paper or in a file leave a line in the diary."""

from __future__ import annotations

from uuid import UUID

from django.db import transaction

from xaso.core.events.record import record
from xaso.core.rights.actor import Actor
from xaso.lib.ids import new_id


@transaction.atomic
def hand_out_list(*, actor: Actor, kind: str, count: int, village_id: UUID | None = None) -> None:
    """`kind`: "xlsx" or "in"."""
    actor.must("residents.export")
    record(
        "residents.list.handed_out",
        actor=actor,
        subject_id=village_id or new_id(),
        kind=kind,
        count=count,
        village=str(village_id or ""),
    )
