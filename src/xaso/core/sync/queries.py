"""Phones of a commune as the office sees them: what is still on them, what waits for somebody."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from uuid import UUID

from django.db.models import Count, Q, QuerySet, Subquery

from xaso.core.units.models import Commune

from .models import ClashCase, Code, Device, Item, Quarantined, State, Station

FOR_AN_OFFICER = (Code.APPROVAL, Code.FAULT, Code.UNKNOWN)
FILES_WITHIN = timedelta(days=14)
NOT_PUT_RIGHT = Q(state=State.REFUSED) & ~Q(code=Code.GIVEN_UP)


@dataclass
class Open:
    """How many things of one phone are not well."""

    held: int = 0
    refused: int = 0
    apart: int = 0

    @property
    def all(self) -> int:
        return self.held + self.refused + self.apart


@dataclass(frozen=True)
class Recovery:
    """The database came back from a backup; these phones have not been heard since."""

    since: datetime
    silent: list[Device]


@dataclass
class ToLookAt:
    held: list[Item] = field(default_factory=list)
    apart: list[Quarantined] = field(default_factory=list)
    cases: list[ClashCase] = field(default_factory=list)
    without_files: list[Item] = field(default_factory=list)
    """Carried out, and their photos have not come for two weeks."""


def open_of(devices: Iterable[Device]) -> dict[UUID, Open]:
    """Two questions, however many phones."""
    found = {device.pk: Open() for device in devices}
    items = Item.objects.filter(device__in=found).values("device")
    waits, back = Q(state=State.HELD, code__in=FOR_AN_OFFICER), NOT_PUT_RIGHT
    for row in items.annotate(held=Count("pk", filter=waits), back=Count("pk", filter=back)):
        found[row["device"]].held, found[row["device"]].refused = row["held"], row["back"]
    apart = Quarantined.objects.filter(device__in=found, closed_at=None).values("device")
    for device_id, count in apart.annotate(count=Count("pk")).values_list("device", "count"):
        found[device_id].apart = count
    return found


def recovering_since(commune: Commune) -> Subquery:
    """To be read along with other rows."""
    rows = Station.objects.filter(commune=commune)
    return Subquery(rows.values("recovering_since")[:1])


def recovery_of(commune: Commune, since: datetime) -> Recovery:
    silent = Device.objects.of(commune).filter(state=Device.State.ACTIVE)
    silent = silent.exclude(last_contact_at__gte=since).order_by("label")
    return Recovery(since, list(silent))


def to_look_at(commune: Commune, most: int, at: datetime) -> ToLookAt:
    """The oldest of each kind first."""
    held = held_items(commune).select_related("actor", "device").order_by("received_at", "number")
    apart = Quarantined.objects.of(commune).filter(closed_at=None).select_related("device")
    return ToLookAt(
        held=list(held[:most]),
        apart=list(apart.order_by("received_at", "number")[:most]),
        cases=list(open_cases(commune)[:most]),
        without_files=list(without_files(commune, at)[:most]),
    )


def held_items(commune: Commune) -> QuerySet[Item]:
    return Item.objects.of(commune).filter(state=State.HELD, code__in=FOR_AN_OFFICER)


def without_files(commune: Commune, at: datetime) -> QuerySet[Item]:
    rows = Item.objects.of(commune).filter(state=State.APPLIED, code=Code.FILES_MISSING)
    late = rows.filter(received_at__lt=at - FILES_WITHIN).select_related("actor", "device")
    return late.order_by("received_at", "number")


def open_cases(commune: Commune) -> QuerySet[ClashCase]:
    return ClashCase.objects.of(commune).filter(decided_at=None).order_by("opened_at", "pk")


def refused_items(device: Device) -> QuerySet[Item]:
    """Sent back and neither corrected nor given up: somebody should phone the member."""
    rows = Item.objects.filter(NOT_PUT_RIGHT, device=device).select_related("actor")
    return rows.order_by("-received_at", "-number")
