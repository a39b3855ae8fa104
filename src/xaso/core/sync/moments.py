"""When something a phone wrote down happened: its clock may be wrong, two of our own moments are not."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import NamedTuple

from django.db.models import Max, PositiveBigIntegerField
from django.db.models.functions import Greatest

from .models import Contact, Device

SURE_WITHIN = timedelta(minutes=2)
EARLIEST_MS, LATEST_MS = 0, 253_370_764_800_000
"""1970 and the year 9999: what a datetime can hold."""
EPOCH = datetime.fromisoformat("1970-01-01T00:00:00+00:00")


class Effective(NamedTuple):
    at: datetime
    is_unsure: bool
    """The clock said something that cannot be, by more than two minutes."""


def effective(*, device_ms: int, offset_ms: int, after: datetime, received: datetime) -> Effective:
    """Not before the last contact in which the device had not made it yet, not after it came in."""
    said = moment_of(device_ms + offset_ms)
    at = min(max(said, after), received)
    return Effective(at, abs(at - said) > SURE_WITHIN)


@dataclass(frozen=True)
class Contacts:
    """When the device was last heard of with how many events made, and when it was enrolled."""

    enrolled_at: datetime
    heard: tuple[tuple[int, datetime], ...]

    @classmethod
    def of(cls, device: Device) -> Contacts:
        """Of those before what is stored the newest alone can matter to what comes."""
        rows = Contact.objects.filter(device=device).values_list(
            Greatest("highest", device.stored, output_field=PositiveBigIntegerField())
        )
        return cls(device.enrolled_at, tuple(rows.annotate(Max("at"))))

    def before(self, number: int) -> datetime:
        """The last moment we know at which the device had not made event `number`."""
        known = [at for highest, at in self.heard if highest < number]
        return max(known, default=self.enrolled_at)


def note_contact(device: Device, highest: int, at: datetime) -> None:
    contact = Contact(commune_id=device.commune_id, device=device, highest=highest, at=at)
    Contact.objects.bulk_create(
        [contact],
        update_conflicts=True,
        unique_fields=["device", "highest"],
        update_fields=["at"],
    )


def moment_of(milliseconds: int) -> datetime:
    return EPOCH + timedelta(milliseconds=min(max(milliseconds, EARLIEST_MS), LATEST_MS))
