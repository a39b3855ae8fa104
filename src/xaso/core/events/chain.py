"""The chain of hashes that makes a silent change of the past visible. The rule stands in lib/chain.py."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from datetime import UTC, datetime
from typing import Any

from django.utils.translation import gettext_lazy as _

from xaso.core.units.models import Commune
from xaso.lib.chain import Anchor, Break, Line, anchor_from, hash_of, verify

from .models import ChainHead, Event

__all__ = ["Anchor", "Break", "anchor_from", "event_hash", "head_of", "lines_of", "verify_chains"]

AT_A_TIME = 2000
FIELDS = (
    "number", "kind", "actor_id", "subject_id", "recorded_at", "data", "previous_hash", "hash", "pk"
)  # fmt: skip
REASONS = {
    "hash": _("nội dung dòng đã bị sửa"),
    "link": _("dòng không nối với dòng trước"),
    "gap": _("thiếu hoặc thừa dòng"),
    "head": _("dòng cuối không khớp đầu chuỗi"),
    "anchor": _("không khớp mốc đã lưu: chuỗi bị cắt hoặc bị thay"),
    "signature": _("chữ ký của mốc không đúng"),
}


def event_hash(event: Event) -> str:
    return hash_of(
        _line(
            event.commune_id,
            event.number,
            event.kind,
            event.actor_id,
            event.subject_id,
            event.recorded_at,
            event.data,
            event.previous_hash,
            event.hash,
        )
    )


def verify_chains(anchors: Iterable[Anchor] = ()) -> tuple[int, Break | None]:
    """Number of events checked, and the first break of the first broken commune."""
    known = defaultdict(list)
    for anchor in anchors:
        known[anchor.commune].append(anchor)
    checked = 0
    for commune in Commune.objects.filter(pk__in=_communes(known)).order_by("pk"):
        count, broken = verify_commune(commune, known[commune.pk])
        checked += count
        if broken:
            return checked, broken
    return checked, None


def verify_commune(
    commune: Commune, anchors: Iterable[Anchor] = (), lines: Iterable[Line] | None = None
) -> tuple[int, Break | None]:
    """The same for one commune."""
    last, number, broken = verify(commune.pk, lines or lines_of(commune), anchors)
    if broken:
        return number, broken
    head = head_of(commune)
    if (head.number, head.hash) != (number, last.hash if last else ""):
        return number, Break(commune.pk, number, None, "head")
    return number, None


def head_of(commune: Commune) -> Anchor:
    """What a person prints or saves today to compare with later."""
    head = ChainHead.objects.filter(commune=commune).first() or ChainHead(commune=commune)
    return Anchor(commune.pk, head.number, head.hash)


def lines_of(commune: Commune) -> Iterator[Line]:
    rows = Event.objects.filter(commune=commune).order_by("number", "pk").values_list(*FIELDS)
    for row in rows.iterator(AT_A_TIME):
        yield _line(commune.pk, *row)


def _line(
    commune: str,
    number: int,
    kind: str,
    actor: Any,
    subject: Any,
    at: datetime,
    data: Any,
    previous: str,
    own_hash: str,
    pk: int | None = None,
) -> Line:
    return Line(
        commune,
        number,
        kind,
        str(actor) if actor else None,
        str(subject),
        at.astimezone(UTC).isoformat(timespec="microseconds"),
        data,
        previous,
        own_hash,
        pk,
    )


def _communes(known: Iterable[str]) -> set[str]:
    told = set(ChainHead.objects.values_list("commune_id", flat=True))
    return told | set(Event.objects.values_list("commune_id", flat=True).distinct()) | set(known)
