"""One batch of one device, and what is known about it already."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime
from uuid import UUID

from django.db.models import Q

from .batch import Arrived, Batch
from .models import Device, Item, Position, Quarantined
from .moments import Contacts

MOST_APART = 2_000


@dataclass
class Intake:
    device: Device
    at: datetime
    positions: dict[int, Position]
    items: dict[UUID, Item]
    contacts: Contacts
    apart: int
    """How many of this device's wait for an officer to look."""
    apart_ids: set[UUID]
    """What waits so, from whatever device: issued again it waits no longer."""
    new_positions: list[Position] = field(default_factory=list)
    new: list[tuple[Item, Arrived]] = field(default_factory=list)

    @classmethod
    def of(cls, device: Device, batch: Batch, at: datetime) -> Intake:
        ids = [id_of(each) for each in batch.events]
        open_ones = Quarantined.objects.of(device.commune).filter(closed_at=None)
        of_this = Q(device=device) | Q(event_id__in=ids)
        apart = list(open_ones.filter(of_this).values_list("device", "event_id"))
        return cls(
            device=device,
            at=at,
            positions=_positions(device, batch),
            items=Item.objects.of(device.commune).in_bulk(ids),
            contacts=Contacts.of(device),
            apart=sum(device_id == device.pk for device_id, _event in apart),
            apart_ids={event_id for _device, event_id in apart},
        )

    def is_too_much(self) -> bool:
        """Of what nobody trusts no more is stored; it stays on the phone."""
        return self.apart >= MOST_APART


def id_of(arrived: Arrived) -> UUID:
    return UUID(arrived.event["id"])


def _positions(device: Device, batch: Batch) -> dict[int, Position]:
    """Of its events, of the one before them and of the last the device has a receipt for."""
    numbers = {batch.first - 1, *(each.number for each in batch.events)}
    numbers |= {batch.got.number} if batch.got else set()
    rows = Position.objects.filter(device=device, number__in=numbers)
    return {each.number: each for each in rows}
