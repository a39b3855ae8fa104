"""A proved batch is stored, event by event, and answered with one signed receipt.

Everything here happens in one transaction in which nobody else of the commune writes; proving the
batch (hashes, signatures, unpacking) came before it.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils import timezone
from django.utils.translation import ngettext

from xaso.core.people.models import Account

from .attachments import missing_of
from .batch import Arrived, Batch
from .epochs import recognise
from .models import Code, Device, Item, Position, Quarantined, State, Station
from .moments import effective, made_after, moment_of, note_contact
from .receipts import Receipt, receipt_of
from .running import run


@dataclass
class Answer:
    receipt: Receipt
    states: list[list[Any]] = field(default_factory=list)
    ask: int | None = None


@transaction.atomic
def push(*, device: Device, batch: Batch, at: datetime) -> Answer:
    """The device has signed the batch. What lies after a missing number is not stored."""
    device = Device.objects.select_for_update().get(pk=device.pk)
    station = Station.objects.select_for_update().get(commune=device.commune_id)
    recognise(station, device, batch.got, at)
    told: list[list[Any]] = []
    for arrived in batch.events:
        if arrived.number > device.stored + 1:
            break
        told += _taken(device, arrived, at)
    _note(device, batch, at)
    wanted = device.stored + 1 if batch.highest > device.stored else None
    return Answer(receipt_of(station, device), told, wanted)


def _taken(device: Device, arrived: Arrived, at: datetime) -> list[list[Any]]:
    known = Position.objects.filter(device=device, number=arrived.number).first()
    if known is None:
        return _placed(device, arrived, at)
    if bytes(known.content_hash) == arrived.content_hash and str(known.event_id) == _id(arrived):
        return _state_again(arrived)
    code = Code.OTHER_CONTENT if str(known.event_id) == _id(arrived) else Code.NUMBER_TWICE
    _freeze(device, at, code)
    return _set_apart(device, arrived, code, at)


def _placed(device: Device, arrived: Arrived, at: datetime) -> list[list[Any]]:
    """The next number of this device: trusted and run, or set apart; the chain goes on over both."""
    trouble = _trouble(device, arrived)
    if trouble == Code.BROKEN_CHAIN:
        _freeze(device, at, trouble)
    Position.objects.create(
        commune_id=device.commune_id,
        device=device,
        number=arrived.number,
        chain_hash=arrived.chain_hash,
        content_hash=arrived.content_hash,
        event_id=_id(arrived),
        stored_at=at,
    )
    device.stored, device.head = arrived.number, arrived.chain_hash
    if trouble:
        return _set_apart(device, arrived, trouble, at)
    item = known_item(arrived)
    if item is None:
        item = _stored(device, arrived, at)
        run(item, timezone.localdate(at))
    return state_of(item)


def _trouble(device: Device, arrived: Arrived) -> str:
    if arrived.previous != bytes(device.head):
        return Code.BROKEN_CHAIN
    if device.state in (Device.State.FROZEN, Device.State.LOST):
        return Code.DEVICE_SHUT
    if device.accepted_to is not None and arrived.number > device.accepted_to:
        return Code.DEVICE_SHUT
    if not arrived.is_signed:
        return Code.BAD_SIGNATURE
    same = known_item(arrived)
    if same and (
        same.commune_id != device.commune_id or bytes(same.content_hash) != arrived.content_hash
    ):
        return Code.OTHER_CONTENT
    return ""


def _stored(device: Device, arrived: Arrived, at: datetime) -> Item:
    event = arrived.event
    device_ms, offset_ms = event["at"]
    when = effective(
        device_ms=device_ms,
        offset_ms=offset_ms,
        after=made_after(device, arrived.number),
        received=at,
    )
    return Item.objects.create(
        id=UUID(event["id"]),
        commune_id=device.commune_id,
        device=device,
        number=arrived.number,
        content_hash=arrived.content_hash,
        signature=arrived.signature,
        signed_hash=arrived.signed_hash,
        actor=Account.objects.get(pk=event["actor"]),
        kind=event["kind"],
        kind_version=event["v"],
        scope=event["scope"],
        device_ms=device_ms,
        offset_ms=offset_ms,
        effective_at=when.at,
        is_time_unsure=when.is_unsure,
        received_at=at,
        body=event["body"],
        needs=event.get("needs", []),
        replaces=event.get("replaces"),
    )


def _set_apart(device: Device, arrived: Arrived, code: str, at: datetime) -> list[list[Any]]:
    Quarantined.objects.get_or_create(
        device=device,
        number=arrived.number,
        content_hash=arrived.content_hash,
        defaults={
            "commune_id": device.commune_id,
            "event_id": _id(arrived),
            "code": code,
            "event": arrived.event,
            "received_at": at,
        },
    )
    return [[_id(arrived), State.QUARANTINED, code, "", Code(code).label]]


def _state_again(arrived: Arrived) -> list[list[Any]]:
    """The same answer as the first time."""
    item = known_item(arrived)
    if item is not None and bytes(item.content_hash) == arrived.content_hash:
        return state_of(item)
    apart = Quarantined.objects.filter(event_id=_id(arrived)).first()
    return [[_id(arrived), State.QUARANTINED, apart.code, "", ""]] if apart else []


def state_of(item: Item) -> list[list[Any]]:
    if item.code == Code.OK:
        return []
    words = item.text or str(Code(item.code).label)
    if item.code == Code.FILES_MISSING:
        lacking = missing_of(item)
        words = ngettext("còn %(n)d ảnh", "còn %(n)d ảnh", lacking) % {"n": lacking}
    return [[str(item.pk), item.state, item.code, item.field, words]]


def known_item(arrived: Arrived) -> Item | None:
    return Item.objects.filter(pk=_id(arrived)).first()


def _freeze(device: Device, at: datetime, code: str) -> None:
    if device.state == Device.State.ACTIVE:
        device.state, device.state_at = Device.State.FROZEN, at
        device.state_reason = str(Code(code).label)


def _note(device: Device, batch: Batch, at: datetime) -> None:
    note_contact(device, batch.highest, at)
    device.highest, device.unsent = batch.highest, batch.unsent
    device.oldest_at = None if batch.oldest_ms is None else moment_of(batch.oldest_ms)
    device.app_version, device.last_contact_at = batch.app, at
    device.version += 1
    device.save()


def _id(arrived: Arrived) -> str:
    return str(UUID(arrived.event["id"]))
