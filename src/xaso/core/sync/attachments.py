"""Files of an event, taken piece by piece and resumed at the byte where the line broke."""

from __future__ import annotations

import hashlib
import os
import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from xaso.core.files.actions import keep_file
from xaso.core.rights.signed_in import actor_for

from .commands import Command, command_for
from .models import Attachment, Code, Device, Item
from .receipts import copied_elsewhere_until

NAMED = "anh"
MOST_FILES, MOST_BYTES = 10, 2 * 1024 * 1024
MOST_UNFINISHED = 10
"""Of one device at a time; with another one the oldest begins anew."""
FOLDER = "incoming"
_HASH = re.compile(r"[0-9a-f]{64}")


@dataclass(frozen=True)
class Progress:
    offset: int
    length: int
    is_safe: bool = False


class WrongOffset(Exception):
    """The piece does not begin where the last one ended; `offset` is where."""

    def __init__(self, offset: int) -> None:
        self.offset = offset
        super().__init__(str(offset))


def note(item: Item) -> None:
    """What the event says will come. Raises ValidationError."""
    named = item.body.get(NAMED, [])
    if not isinstance(named, list) or len(named) > MOST_FILES:
        raise ValidationError(_("Quá nhiều ảnh trong một mục: tối đa %(n)d.") % {"n": MOST_FILES})
    for each in named:
        Attachment.objects.get_or_create(
            item=item,
            sha256=_named(each)["sha256"],
            defaults={
                "commune_id": item.commune_id,
                "device_id": item.device_id,
                "size_bytes": each["size"],
                "media_type": str(each.get("type", ""))[:60],
            },
        )


def come_from(device: Device, item: Item) -> None:
    """The event was issued again: what it still lacks lies on that device."""
    lacking = Attachment.objects.filter(item=item, received_at=None, closed_at=None)
    lacking.exclude(device=device).update(device=device)


def missing_of(item: Item) -> int:
    return Attachment.objects.filter(item=item, received_at=None, closed_at=None).count()


def progress(device: Device, sha256: str) -> Progress:
    """Raises Attachment.DoesNotExist for what no stored event of the device names."""
    wanted = _wanted(device, sha256)
    if wanted.received_at is None:
        return Progress(_size(_partial(device, sha256)), wanted.size_bytes)
    until = copied_elsewhere_until()
    is_safe = until is not None and wanted.received_at < until
    return Progress(wanted.size_bytes, wanted.size_bytes, is_safe)


def take_piece(
    *, device: Device, sha256: str, offset: int, piece: bytes, at: datetime
) -> Progress:
    """Raises WrongOffset, and ValidationError for a whole that is no photo and no recording."""
    wanted = _wanted(device, sha256)
    if wanted.received_at is not None:
        return Progress(wanted.size_bytes, wanted.size_bytes)
    place = _partial(device, sha256)
    there = _size(place)
    if there > wanted.size_bytes:
        place.unlink(missing_ok=True)
        there = 0
    if offset != there or there + len(piece) > wanted.size_bytes:
        raise WrongOffset(there)
    if there == 0:
        _make_room(device, place)
    _write(place, offset, piece)
    if there + len(piece) == wanted.size_bytes:
        _whole(device, sha256, place, at)
    return Progress(there + len(piece), wanted.size_bytes)


def _make_room(device: Device, place: Path) -> None:
    """However many files a device names, it leaves no more than these half done."""
    place.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    others = [each for each in place.parent.glob(f"{device.pk.hex}-*") if each != place]
    for each in sorted(others, key=_touched_at, reverse=True)[MOST_UNFINISHED - 1 :]:
        each.unlink(missing_ok=True)


def _touched_at(place: Path) -> int:
    try:
        return os.stat(place).st_mtime_ns
    except FileNotFoundError:
        return 0


def _write(place: Path, offset: int, piece: bytes) -> None:
    """At its own place: the same piece sent twice at once writes the same bytes."""
    file = os.open(place, os.O_WRONLY | os.O_CREAT, 0o600)
    try:
        written = 0
        while written < len(piece):
            written += os.pwrite(file, piece[written:], offset + written)
    finally:
        os.close(file)


def _whole(device: Device, sha256: str, place: Path, at: datetime) -> None:
    try:
        content = place.read_bytes()
    except FileNotFoundError:  # the same piece, sent again meanwhile, has finished it
        raise WrongOffset(0) from None
    if hashlib.sha256(content).hexdigest() != sha256:
        place.unlink(missing_ok=True)
        raise WrongOffset(0)
    try:
        _kept(device, sha256, content, at)
    finally:
        place.unlink(missing_ok=True)


@transaction.atomic
def _kept(device: Device, sha256: str, content: bytes, at: datetime) -> None:
    waiting = Attachment.objects.select_for_update().filter(
        device=device, sha256=sha256, received_at=None
    )
    for each in waiting.select_related("item__actor"):
        actor = actor_for(each.item.actor)
        each.stored = keep_file(actor=actor, name=sha256[:12], content=content, at=at)
        each.received_at = at
        each.save(update_fields=["stored", "received_at"])
        command = command_for(each.item.kind, each.item.kind_version)
        if isinstance(command, Command) and command.attach:
            command.attach(actor=actor, made_as=each.item.made_as, file=each.stored, at=at)
        settle(each.item)


def stop_waiting(item: Item, reason: str, at: datetime) -> int:
    """For what has not come; when it comes after all it is taken. Returns how many."""
    lacking = Attachment.objects.filter(item=item, received_at=None, closed_at=None)
    count = lacking.update(closed_at=at, close_reason=reason)
    settle(item)
    return count


def settle(item: Item) -> None:
    """Whether it still waits for a file."""
    if item.code == Code.FILES_MISSING and not missing_of(item):
        item.code = Code.OK
        item.version += 1
        item.save(update_fields=["code", "version"])


def _named(each: Any) -> Mapping[str, Any]:
    if (
        isinstance(each, dict)
        and isinstance(each.get("sha256"), str)
        and _HASH.fullmatch(each["sha256"])
        and isinstance(each.get("size"), int)
        and 0 < each["size"] <= MOST_BYTES
    ):
        return each
    raise ValidationError(_("Máy gửi thông tin ảnh không đúng, hoặc ảnh lớn hơn 2 MB."))


def _wanted(device: Device, sha256: str) -> Attachment:
    rows = Attachment.objects.filter(device=device, sha256=sha256).order_by("received_at")
    found = rows.filter(received_at=None).first() or rows.first()
    if found is None:
        raise Attachment.DoesNotExist
    return found


def _partial(device: Device, sha256: str) -> Path:
    return Path(settings.DATA_DIR) / FOLDER / f"{device.pk.hex}-{sha256}"


def _size(place: Path) -> int:
    try:
        return os.stat(place).st_size
    except FileNotFoundError:
        return 0
