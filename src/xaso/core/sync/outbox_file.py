"""The outbox of a phone as a file, brought on a stick or by a message: the same batches, the same proofs."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from xaso.core.rights.actor import Actor
from xaso.lib import envelope, p256
from xaso.lib.base64url import from_text

from .batch import BadBatch
from .models import Device
from .receiving import receive

MAGIC = b"XSOUT1\n"
SIZE_BYTES = 4
MOST_BYTES = 20 * 1024 * 1024
RIGHT = "sync.decide"


@dataclass
class Taken:
    """What became of a file: of how many events, and how many the commune did not have before."""

    devices: list[Device]
    new: int = 0
    waiting: int = 0
    """Not plainly done: the phone shows why, and so does its page."""


def take_outbox(*, actor: Actor, content: bytes, at: datetime) -> Taken:
    """Any number of times. Each batch is taken by itself; raises ValidationError naming the one that
    cannot be read, and those before it stay taken."""
    actor.must(RIGHT)
    taken = Taken([])
    for number, (head, body) in enumerate(_parts(content), 1):
        device = _proved(actor, head, body, number)
        before = device.stored
        try:
            answer = receive(device=device, body=body, at=at, is_patient=True)
        except BadBatch as error:
            raise _broken(number) from error
        taken.new += max(answer.receipt.number - before, 0)
        taken.waiting += len(answer.states)
        if device not in taken.devices:
            taken.devices.append(device)
    if not taken.devices:
        raise ValidationError(_("Tệp không có mục nào."))
    return taken


def _parts(content: bytes) -> Iterator[tuple[bytes, bytes]]:
    if not content.startswith(MAGIC):
        raise ValidationError(_("Đây không phải tệp hộp gửi (.xsout) của máy thôn."))
    at, number = len(MAGIC), 0
    while at < len(content):
        number += 1
        pair: list[bytes] = []
        for _part in range(2):
            size = int.from_bytes(content[at : at + SIZE_BYTES], "big")
            part = content[at + SIZE_BYTES : at + SIZE_BYTES + size]
            if len(part) < size or at + SIZE_BYTES > len(content):
                raise ValidationError(
                    _("Tệp bị cụt ở phần %(n)d. Chép lại từ máy rồi nhập lần nữa.") % {"n": number}
                )
            pair.append(part)
            at += SIZE_BYTES + size
        yield pair[0], pair[1]


def _proved(actor: Actor, head: bytes, body: bytes, number: int) -> Device:
    try:
        said = json.loads(head)
        device_id, signature = UUID(said["may"]), from_text(said["chu_ky"])
    except (ValueError, KeyError, TypeError, AttributeError) as error:
        raise _broken(number) from error
    device = Device.objects.of(actor.commune).filter(pk=device_id).first()
    if device is None:
        raise ValidationError(_("Phần %(n)d là của máy không ghi danh ở xã này.") % {"n": number})
    signed = envelope.request_bytes("POST", "/dong-bo/day", body)
    if not p256.is_signed(bytes(device.public_key), signed, signature):
        raise _broken(number)
    return device


def _broken(number: int) -> ValidationError:
    return ValidationError(
        _("Phần %(n)d của tệp không đọc được hoặc đã bị sửa. Chép lại từ máy rồi nhập lần nữa.")
        % {"n": number}
    )
