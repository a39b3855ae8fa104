"""What a phone is told of its events: only what is not plainly done is named, one line each."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any
from uuid import UUID

from django.utils.translation import ngettext

from .attachments import missing_of
from .batch import Arrived
from .models import Code, Device, Item, Quarantined, State

_also: list[Callable[[Device, int | None], list[list[Any]]]] = []


def also_tell(lines: Callable[[Device, int | None], list[list[Any]]]) -> None:
    """More than the commune itself knows of a phone's events. Takes the phone and the number of the diary
    it has read up to, None for one that begins anew; what was told once is not told again."""
    _also.append(lines)


def told_since(device: Device, number: int | None) -> list[list[Any]]:
    return [line for lines in _also for line in lines(device, number)]


def states_of(device: Device, events: Sequence[Arrived]) -> list[list[Any]]:
    """Of these, which are stored, as they stand now: a later one may have freed an earlier."""
    ids = [UUID(each.event["id"]) for each in events]
    items = Item.objects.of(device.commune).in_bulk(ids)
    apart = {
        (row.number, bytes(row.content_hash)): row
        for row in Quarantined.objects.filter(device=device, event_id__in=ids)
    }
    found: list[list[Any]] = []
    for each, event_id in zip(events, ids, strict=True):
        item, row = items.get(event_id), apart.get((each.number, each.content_hash))
        if item is not None and bytes(item.content_hash) == each.content_hash:
            found += _line(item)
        elif row is not None:
            found.append(_apart_line(row))
    return found


def states_as_stored(events: Sequence[Arrived]) -> list[list[Any]]:
    """Of these, all of which are new here and trusted: nothing has been carried out yet."""
    label = str(Code.STORED.label)
    return [[each.event["id"], State.HELD, Code.STORED, "", label] for each in events]


def open_states(device: Device, reader_id: UUID | None) -> list[list[Any]]:
    """All of this device that are not plainly done or are set apart; what is not named here is. Why
    is for its author: others who share the phone read the word of its code."""
    rows = Item.objects.filter(device=device).exclude(code=Code.OK).order_by("number")
    apart = Quarantined.objects.filter(device=device, closed_at=None).order_by("number")
    lines = [_line(item, is_own=item.actor_id == reader_id) for item in rows]
    return [each for line in lines for each in line] + [_apart_line(row) for row in apart]


def _apart_line(row: Quarantined) -> list[Any]:
    label = str(Code(row.code).label)
    return [str(row.event_id), str(State.QUARANTINED), row.code, "", label]


def _line(item: Item, *, is_own: bool = True) -> list[list[Any]]:
    if item.code == Code.OK:
        return []
    words = (item.text if is_own else "") or str(Code(item.code).label)
    if item.code == Code.FILES_MISSING:
        lacking = missing_of(item)
        words = ngettext("còn %(n)d ảnh", "còn %(n)d ảnh", lacking) % {"n": lacking}
    field = item.field if is_own else ""
    return [[str(item.pk), item.state, item.code, field, words]]
