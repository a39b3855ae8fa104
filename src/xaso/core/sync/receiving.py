"""From the bytes a device sent to the answer it gets."""

from __future__ import annotations

import logging
import threading
from datetime import datetime, timedelta
from functools import cache
from typing import Any
from uuid import UUID

from django.db import InterfaceError, OperationalError

from xaso.core.jobs.crowd import sending_now
from xaso.lib import sealed
from xaso.lib.base64url import as_text

from .batch import BadBatch, Batch, read_batch, unpacked
from .carrying_out import carry_out, left_to_carry_out
from .jobs import ask_to_carry_out
from .joining import keys_of
from .models import Device, Station
from .pushing import Answer, push
from .receipts import receipt_of
from .telling import states_as_stored, states_of

ANSWERED_WITHIN_S = 1.0
"""A phone that is not answered for seven seconds sends again. What takes longer a job goes on with."""
log = logging.getLogger(__name__)
_one_at_a_time = threading.Lock()
"""Whoever waits for SQLite asks now and then; whoever waits for this is woken in his turn."""


def receive(*, device: Device, body: bytes, at: datetime, is_patient: bool = False) -> Answer:
    """The device's own signature over `body` was checked. Raises BadBatch; then nothing is stored.

    What was stored is carried out at once, unless many phones send just now: then a job does it in a
    moment, and the phone is told so. `is_patient`: whoever sent it waits for it to be carried out.
    """
    batch = _proved(device, body)
    leaves_it = sending_now.is_large and not is_patient
    with _one_at_a_time:
        answer = push(device=device, batch=batch, at=at, leaves_it=leaves_it)
    if not leaves_it:
        _carry_out(device, at)
    stored = [each for each in batch.events if each.number <= answer.receipt.number]
    if leaves_it and len(stored) == answer.new:
        answer.states = states_as_stored(stored)
    else:
        answer.states = states_of(device, stored)
    return answer


def _proved(device: Device, body: bytes) -> Batch:
    @cache
    def opening() -> bytes:
        return bytes(Station.objects.get(commune=device.commune_id).opening_key)

    def unseal(event_id: UUID, content: bytes) -> bytes | None:
        return sealed.unseal(opening(), content, event_id.bytes)

    keys = keys_of(device)
    batch = read_batch(unpacked(body), lambda account: keys.get(account, ()), unseal)
    if batch.device_id != device.pk:
        raise BadBatch("of another device")
    return batch


def _carry_out(device: Device, at: datetime) -> None:
    """It is stored already: whatever goes wrong now, the receipt is good, and a job does it later."""
    mine = left_to_carry_out(device.commune).filter(device=device)
    try:
        if carry_out(mine, at, within_s=ANSWERED_WITHIN_S).left:
            ask_to_carry_out(device.commune, at, after=timedelta())
    except (OperationalError, InterfaceError):
        log.warning("stored and not yet carried out: device %s", device.pk)


def standing(*, device: Device, highest: int) -> Answer:
    """What a device asks after a lost answer: how far the commune has come."""
    station = Station.objects.get(commune=device.commune_id)
    wanted = device.stored + 1 if highest > device.stored else None
    return Answer(receipt_of(station, device), ask=wanted)


def as_json(answer: Answer, at: datetime) -> dict[str, Any]:
    receipt = answer.receipt
    return {
        "ep": str(receipt.epoch),
        "n": receipt.number,
        "h": as_text(receipt.head),
        "safe_n": receipt.safe_number,
        "now": round(at.timestamp() * 1000),
        "st": answer.states,
        "ask": answer.ask,
        "sig": as_text(receipt.signature),
    }
