"""A proved batch is stored and gets one signed receipt.

Everything here happens in one short transaction in which nobody else of the commune writes. Proving the
batch (hashes, signatures, unpacking) came before it; carrying out what it says comes after it.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import IntegrityError, transaction

from .attachments import come_from
from .batch import Arrived, Batch
from .carrying_out import carry_out, left_to_carry_out
from .epochs import recognise
from .intake import Intake, id_of
from .jobs import ask_to_carry_out
from .models import Code, Device, Item, Position, Quarantined, Station
from .moments import effective, moment_of, note_contact
from .receipts import Receipt, receipt_of


@dataclass
class Answer:
    receipt: Receipt
    states: list[list[Any]] = field(default_factory=list)
    ask: int | None = None
    new: int = 0
    """How many of its events were not here before and are trusted."""


@transaction.atomic
def push(*, device: Device, batch: Batch, at: datetime, leaves_it: bool = False) -> Answer:
    """The device has signed the batch. What lies after a missing number is not stored.

    `leaves_it`: a job carries out what is stored.
    """
    rows = Device.objects.select_related("commune").select_for_update(of=("self",))
    device = rows.get(pk=device.pk)
    station = Station.objects.select_for_update().get(commune=device.commune_id)
    recognise(station, device, batch.got, at)
    intake = Intake.of(device, batch, at)
    if _is_forked(intake, batch):
        _freeze(intake, Code.BROKEN_CHAIN)
    for arrived in batch.events:
        if arrived.number > device.stored + 1 or intake.is_too_much():
            break
        _take(intake, arrived)
    _keep(intake)
    _note(device, batch, at)
    if leaves_it and intake.new:
        ask_to_carry_out(device.commune, at)
    wanted = device.stored + 1 if batch.highest > device.stored else None
    return Answer(receipt_of(station, device), ask=wanted, new=len(intake.new))


def _is_forked(intake: Intake, batch: Batch) -> bool:
    """Another chain than this device's own stands here: a copy of the phone has sent where a restore
    had taken away what this one sent. It must join anew and issue everything again."""
    own = {batch.first - 1: batch.previous}
    if batch.got:
        own[batch.got.number] = batch.got.head
    here = [intake.positions[number] for number in own if number in intake.positions]
    return any(bytes(each.chain_hash) != own[each.number] for each in here)


def _take(intake: Intake, arrived: Arrived) -> None:
    known = intake.positions.get(arrived.number)
    if known is None:
        _place(intake, arrived)
        return
    if bytes(known.content_hash) == arrived.content_hash and known.event_id == id_of(arrived):
        return
    code = Code.OTHER_CONTENT if known.event_id == id_of(arrived) else Code.NUMBER_TWICE
    _freeze(intake, code)
    _set_apart(intake, arrived, code if arrived.is_signed else Code.BAD_SIGNATURE)


def _place(intake: Intake, arrived: Arrived) -> None:
    """The next number of this device: trusted, or set apart; the chain goes on over both."""
    device, trouble = intake.device, _trouble(intake, arrived)
    if arrived.previous != bytes(device.head):
        _freeze(intake, Code.BROKEN_CHAIN)
    position = Position(
        commune_id=device.commune_id,
        device=device,
        number=arrived.number,
        chain_hash=arrived.chain_hash,
        content_hash=arrived.content_hash,
        event_id=id_of(arrived),
        stored_at=intake.at,
    )
    intake.positions[arrived.number] = position
    intake.new_positions.append(position)
    device.stored, device.head = arrived.number, arrived.chain_hash
    known = known_item(intake, arrived)
    if trouble:
        _set_apart(intake, arrived, trouble)
    elif known is None:
        item = intake.items[id_of(arrived)] = _read(intake, arrived)
        intake.new.append((item, arrived))
    elif known.device_id != device.pk:
        carry_out(left_to_carry_out(device.commune).filter(pk=known.pk), intake.at)
        come_from(device, known)


def _keep(intake: Intake) -> None:
    Position.objects.bulk_create(intake.new_positions)
    try:
        with transaction.atomic():
            Item.objects.bulk_create([item for item, _arrived in intake.new])
    except IntegrityError:
        _keep_one_by_one(intake)
    trusted = {item.pk: item for item, _arrived in intake.new if item.pk in intake.apart_ids}
    for row in Quarantined.objects.of(intake.device.commune).filter(event_id__in=trusted):
        if bytes(row.content_hash) == bytes(trusted[row.event_id].content_hash):
            row.closed_at = intake.at
            row.save(update_fields=["closed_at"])


def _keep_one_by_one(intake: Intake) -> None:
    """One of them bears the id of another commune's, which nothing here may look at."""
    kept = []
    for item, arrived in intake.new:
        try:
            with transaction.atomic():
                item.save(force_insert=True)
        except IntegrityError:
            _set_apart(intake, arrived, Code.OTHER_CONTENT)
        else:
            kept.append((item, arrived))
    intake.new = kept


def _trouble(intake: Intake, arrived: Arrived) -> str:
    """What its person has not signed is nobody's word, whatever else may be wrong with it."""
    device, same = intake.device, known_item(intake, arrived)
    if not arrived.is_signed:
        return Code.BAD_SIGNATURE
    if arrived.previous != bytes(device.head):
        return Code.BROKEN_CHAIN
    if device.state in (Device.State.FROZEN, Device.State.LOST):
        return Code.DEVICE_SHUT
    if device.accepted_to is not None and arrived.number > device.accepted_to:
        return Code.DEVICE_SHUT
    if same is not None and bytes(same.content_hash) != arrived.content_hash:
        return Code.OTHER_CONTENT
    return ""


def _read(intake: Intake, arrived: Arrived) -> Item:
    after = intake.contacts.before(arrived.number)
    return as_item(intake.device, arrived, after=after, at=intake.at)


def as_item(device: Device, arrived: Arrived, *, after: datetime, at: datetime) -> Item:
    """Signed with a key of its actor. `after`: the last moment at which the device had not made it yet."""
    event = arrived.event
    device_ms, offset_ms = event["at"]
    when = effective(device_ms=device_ms, offset_ms=offset_ms, after=after, received=at)
    return Item(
        id=id_of(arrived),
        commune=device.commune,
        device=device,
        number=arrived.number,
        content_hash=arrived.content_hash,
        signature=arrived.signature,
        signed_hash=arrived.signed_hash,
        actor_id=UUID(event["actor"]),
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
        replaces=UUID(event["replaces"]) if "replaces" in event else None,
    )


def _set_apart(intake: Intake, arrived: Arrived, code: str) -> None:
    device = intake.device
    Quarantined.objects.get_or_create(
        device=device,
        number=arrived.number,
        content_hash=arrived.content_hash,
        defaults={
            "commune_id": device.commune_id,
            "event_id": id_of(arrived),
            "code": code,
            "event": arrived.event,
            "received_at": intake.at,
        },
    )
    intake.apart += 1


def known_item(intake: Intake, arrived: Arrived) -> Item | None:
    return intake.items.get(id_of(arrived))


def _freeze(intake: Intake, code: str) -> None:
    device = intake.device
    if device.state == Device.State.ACTIVE:
        device.state, device.state_at = Device.State.FROZEN, intake.at
        device.state_reason = str(Code(code).label)


def _note(device: Device, batch: Batch, at: datetime) -> None:
    note_contact(device, batch.highest, at)
    device.highest, device.unsent = batch.highest, _left(batch, device)
    oldest_ms = batch.oldest_ms if device.unsent else None
    device.oldest_at = None if oldest_ms is None else moment_of(oldest_ms)
    device.app_version, device.last_contact_at = batch.app, at
    device.version += 1
    device.save()


def _left(batch: Batch, device: Device) -> int:
    """What is on the phone alone once this batch is stored."""
    return min(max(batch.highest - device.stored, 0), 2**31 - 1)
