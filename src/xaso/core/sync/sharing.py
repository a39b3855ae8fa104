"""What phones hold of the commune's records. An app says it in its `sync.py`, beside its commands."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from django.db.models import QuerySet

from xaso.core.events.touched import Touched
from xaso.core.rights.actor import Actor


@dataclass(frozen=True)
class Shared:
    name: str
    right: str
    rows: Callable[[Actor], QuerySet[Any]]
    """Within reach and in use: what leaves this set is gone from the phone."""
    shown: Callable[[Actor, Any], Mapping[str, Any]]
    heard: Mapping[str, Touched] = field(default_factory=dict)
    """Kinds of events ("residents.household.*") and the rows each of them touches."""
    elsewhere: Callable[[Actor], QuerySet[Any]] | None = None
    """Rows that never were within reach, where a row stays in its village: nothing is said of them."""


_shared: dict[str, Shared] = {}


def share(*kinds: Shared) -> None:
    for kind in kinds:
        if kind.name in _shared:
            raise ValueError(f"{kind.name} is shared twice")
        _shared[kind.name] = kind


def shared_with(actor: Actor) -> list[Shared]:
    return [kind for name, kind in sorted(_shared.items()) if actor.may(kind.right)]
