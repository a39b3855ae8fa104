"""What a locked round looked like, as one text that is read back and never worked out again."""

from __future__ import annotations

import json
from datetime import datetime
from decimal import Decimal
from typing import Any

from xaso.core.figures import Period
from xaso.modules.indicators.models import Round, RoundItem
from xaso.modules.indicators.scoring.pack import Item, Pack

from .book import book_of

ZERO = Decimal("0.00")


def kept_text(found: Round, at: datetime) -> str:
    """Sorted keys and written-out numbers: the same content is always the same text."""
    pack = book_of(found.commune, Period(found.first, found.last)).named(found.pack_code)
    if pack is None:
        raise LookupError(found.pack_code)
    items = list(found.items.select_related("officer").order_by("order"))
    return json.dumps(_content(found, pack, items, at), ensure_ascii=False, sort_keys=True)


def kept_content(found: Round) -> dict[str, Any]:
    content: dict[str, Any] = json.loads(found.kept)
    return content


def _content(found: Round, pack: Pack, items: list[RoundItem], at: datetime) -> dict[str, Any]:
    lines = [_line(item, pack.item(item.code)) for item in items]
    return {
        "pack": {"code": pack.code, "title": pack.title, "version": found.pack_version},
        "period": [str(found.first), str(found.last)],
        "revision": found.revision,
        "reason": found.reason,
        "locked_at": at.isoformat(),
        "groups": [
            {"code": group.code, "name": group.name, "max": _text(group.max)}
            for group in pack.groups
        ],
        "items": lines,
        "total": {
            name: _text(sum((Decimal(line[name]) for line in lines if line[name]), ZERO))
            for name in ("max", "self_score", "council_score")
        },
    }


def _line(item: RoundItem, about: Item) -> dict[str, Any]:
    return {
        "code": item.code,
        "group": about.group_code,
        "name": about.name,
        "max": _text(about.max) if item.self_state != "not_applicable" else None,
        "officer": item.officer.full_name if item.officer else "",
        "self_state": item.self_state,
        "self_score": _text(item.self_score),
        "council_score": _text(item.council_score),
        "how": item.how,
        "explanation": item.explanation,
        "proofs": item.proofs,
    }


def _text(number: Decimal | None) -> str | None:
    return None if number is None else f"{number:f}"
