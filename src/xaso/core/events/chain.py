"""The chain of hashes that makes a silent change of the past visible."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC
from typing import Any

from django.utils.translation import gettext_lazy as _

from xaso.core.units.models import Commune

from .models import ChainHead, Event


@dataclass(frozen=True)
class Break:
    commune: str
    number: int
    id: int | None
    reason: str
    """A key of REASONS."""


@dataclass(frozen=True)
class Anchor:
    """A head printed or saved earlier; truncation and replacement show against it."""

    commune: str
    number: int
    hash: str


REASONS = {
    "hash": _("nội dung dòng đã bị sửa"),
    "link": _("dòng không nối với dòng trước"),
    "gap": _("thiếu hoặc thừa dòng"),
    "head": _("dòng cuối không khớp đầu chuỗi"),
    "anchor": _("không khớp mốc đã lưu: chuỗi bị cắt hoặc bị thay"),
}


def anchor_from(saved: Any) -> Anchor:
    """From the JSON of a saved head; ValueError, KeyError or TypeError when it is none."""
    return Anchor(str(saved["commune"]), int(saved["number"]), str(saved["hash"]))


def event_hash(event: Event) -> str:
    """SHA-256 over the previous hash and the row in one canonical form."""
    row = [
        event.previous_hash,
        event.commune_id,
        event.number,
        event.kind,
        str(event.actor_id) if event.actor_id else None,
        str(event.subject_id),
        event.recorded_at.astimezone(UTC).isoformat(timespec="microseconds"),
        event.data,
    ]
    text = json.dumps(row, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(text.encode()).hexdigest()


def verify_chains(anchors: Iterable[Anchor] = ()) -> tuple[int, Break | None]:
    """Number of events checked, and the first break of the first broken commune."""
    known = {anchor.commune: anchor for anchor in anchors}
    checked = 0
    for commune in Commune.objects.filter(pk__in=_communes(known)).order_by("pk"):
        count, broken = verify_commune(commune, known.get(commune.pk))
        checked += count
        if broken:
            return checked, broken
    return checked, None


def _communes(known: dict[str, Anchor]) -> set[str]:
    told = set(ChainHead.objects.values_list("commune_id", flat=True))
    return told | set(Event.objects.values_list("commune_id", flat=True).distinct()) | set(known)


def head_of(commune: Commune) -> Anchor:
    """What a person prints or saves today to compare with later."""
    head = ChainHead.objects.filter(commune=commune).first() or ChainHead(commune=commune)
    return Anchor(commune.pk, head.number, head.hash)


def verify_commune(commune: Commune, anchor: Anchor | None = None) -> tuple[int, Break | None]:
    """The same for one commune."""
    previous, number = "", 0
    for event in _events(commune):
        reason = _fault(event, number + 1, previous, anchor)
        if reason:
            return number, Break(commune.pk, number + 1, event.pk, reason)
        previous, number = event.hash, event.number
    head = head_of(commune)
    if (head.number, head.hash) != (number, previous):
        return number, Break(commune.pk, number, None, "head")
    if anchor and anchor.number > number:
        return number, Break(commune.pk, number, None, "anchor")
    return number, None


def _events(commune: Commune) -> Iterator[Event]:
    return Event.objects.filter(commune=commune).order_by("number", "pk").iterator(2000)


def _fault(event: Event, number: int, previous: str, anchor: Anchor | None) -> str:
    if event.number != number:
        return "gap"
    if event.previous_hash != previous:
        return "link"
    if event.hash != event_hash(event):
        return "hash"
    if anchor and anchor.number == event.number and anchor.hash != event.hash:
        return "anchor"
    return ""
