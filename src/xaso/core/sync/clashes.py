"""Two people wrote two things into one field: the case, and how a person decides it."""

from __future__ import annotations

from collections.abc import Iterable
from uuid import UUID

from .models import ClashCase, ClashText, Item


def open_cases(item: Item, record: str, record_id: UUID, fields: Iterable[str]) -> None:
    """One open case for each field. A wish somebody made upon an own earlier one takes its place; what
    the same person wrote on another phone, not knowing of it, stands beside it."""
    for field in sorted(fields):
        case, _made = ClashCase.objects.get_or_create(
            commune_id=item.commune_id,
            record=record,
            record_id=record_id,
            field=field,
            decided_at=None,
            defaults={"opened_at": item.received_at},
        )
        saw, new = _pair(item, field)
        earlier = ClashText.objects.filter(case=case, account_id=item.actor_id)
        for text in earlier:
            if text.value in (saw, new):
                text.delete()
        ClashText.objects.create(
            commune_id=item.commune_id,
            case=case,
            item=item,
            account_id=item.actor_id,
            value=new,
            at=item.effective_at,
        )


def _pair(item: Item, field: str) -> tuple[object, object]:
    """What was seen, what is wanted."""
    pairs = item.body["set"]
    saw, new = pairs.get(field, pairs.get(field.removesuffix("_id"), [None, None]))
    return saw, new
