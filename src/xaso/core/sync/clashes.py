"""Two people wrote two things into one field: the case, and how a person decides it."""

from __future__ import annotations

from collections.abc import Iterable
from uuid import UUID

from .models import ClashCase, ClashText, Item


def open_cases(item: Item, record: str, record_id: UUID, fields: Iterable[str]) -> None:
    """One open case for each field; a later wish of the same person takes the place of the earlier."""
    for field in sorted(fields):
        case, _made = ClashCase.objects.get_or_create(
            commune_id=item.commune_id,
            record=record,
            record_id=record_id,
            field=field,
            decided_at=None,
            defaults={"opened_at": item.received_at},
        )
        ClashText.objects.update_or_create(
            commune_id=item.commune_id,
            case=case,
            account_id=item.actor_id,
            defaults={"item": item, "value": _wanted(item, field), "at": item.effective_at},
        )


def _wanted(item: Item, field: str) -> object:
    pairs = item.body["set"]
    return pairs.get(field, pairs.get(field.removesuffix("_id"), [None, None]))[1]
