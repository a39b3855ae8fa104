"""The chain of hashes that makes a silent change of the past visible. The rule stands in lib/chain.py."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterable, Iterator
from datetime import UTC, datetime
from typing import Any

from django.db.models import TextField
from django.db.models.functions import Cast
from django.utils.translation import gettext_lazy as _

from xaso.core.units.models import Commune
from xaso.lib.chain import Anchor, Break, Line, anchor_from, hash_of, verify

from .models import ChainHead, Event

__all__ = ["Anchor", "Break", "anchor_from", "event_hash", "head_of", "lines_of", "verify_chains"]

AT_A_TIME = 2000
COLUMNS = ("number", "kind", "actor", "subject", "at", "told", "previous_hash", "hash", "pk")
AS_TEXT = {"actor": "actor_id", "subject": "subject_id", "at": "recorded_at", "told": "data"}
"""Read as they are stored: a million moments and ids made into objects and back take ten seconds."""
HEX = 32
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
    texts = {name: Cast(column, TextField()) for name, column in AS_TEXT.items()}
    rows = Event.objects.filter(commune=commune).annotate(**texts).order_by("number", "pk")
    for row in rows.values_list(*COLUMNS).iterator(AT_A_TIME):
        yield _line_of_texts(commune.pk, *row)


def _line_of_texts(
    commune: str,
    number: int,
    kind: str,
    actor: str | None,
    subject: str,
    at: str,
    told: str,
    previous: str,
    own_hash: str,
    pk: int,
) -> Line:
    """The same line as `_line` makes; whatever is not written as we write it breaks the chain."""
    day, time, micros = at[:10], at[11:19], at[20:].removesuffix("+00")
    return Line(
        commune,
        number,
        kind,
        _dashed(actor) if actor else None,
        _dashed(subject),
        f"{day}T{time}.{micros:0<6}+00:00",
        _parsed(told),
        previous,
        own_hash,
        pk,
    )


def _parsed(told: str) -> Any:
    """What is no JSON any more stays text, and the hash no longer fits."""
    try:
        return json.loads(told)
    except ValueError:
        return told


def _dashed(text: str) -> str:
    """SQLite keeps an id as 32 digits, PostgreSQL as people write it."""
    if len(text) != HEX:
        return text
    return f"{text[:8]}-{text[8:12]}-{text[12:16]}-{text[16:20]}-{text[20:]}"


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
