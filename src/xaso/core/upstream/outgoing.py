"""What may leave the commune. An app says it in its `outgoing.py`: a kind, its fields one by one, and where
they are read. Whatever stands in no such list cannot be written down for the province at all.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.utils.functional import Promise

from xaso.core.units.models import Commune

LONGEST_KEY = 120
MOST_SOURCES = 100
"""Of one event; what more there is goes with the next one."""
_NUMBER = re.compile(r"-?\d{1,14}(\.\d{1,4})?")


class NotAllowed(ValueError):
    """Something that no list lets out of the commune."""


@dataclass(frozen=True)
class Part:
    """One field. `most`: the longest text, or the largest whole number."""

    label: str | Promise
    type: str
    """text, whole, number (decimal as text), day (YYYY-MM-DD), yes."""
    most: int = 0
    words: tuple[tuple[Any, Any], ...] = ()
    """Of a code: what a person reads in its place."""


@dataclass(frozen=True)
class Said:
    """About one thing: the whole of it as it stands now. What is not known is left out."""

    key: str
    body: Mapping[str, Any]
    items: tuple[UUID, ...] = ()
    """What phones sent that it rests on: ids of sync items."""


@dataclass(frozen=True)
class OutgoingKind:
    kind: str
    version: int
    label: str | Promise
    fields: Mapping[str, Part]
    title: str
    """The field a list shows as its name."""
    gather: Callable[[Commune, datetime], Iterable[Said]]


_kinds: dict[str, OutgoingKind] = {}
OWN = frozenset({"key", "xa", "gone", "src"})
"""Written around the fields: about what, of which commune, whether it was taken back, on what it rests."""


def outgoing(
    kind: str,
    version: int,
    *,
    label: str | Promise,
    fields: Mapping[str, Part],
    title: str,
    gather: Callable[[Commune, datetime], Iterable[Said]],
) -> OutgoingKind:
    if kind in _kinds:
        raise ValueError(f"{kind} goes up twice")
    if title not in fields or OWN & fields.keys():
        raise ValueError(f"{kind}: no title, or a name of ours")
    made = OutgoingKind(kind, version, label, dict(fields), title, gather)
    from .reports import accept_reports

    accept_reports(made)
    _kinds[kind] = made
    return made


def kind_named(name: str) -> OutgoingKind:
    if name not in _kinds:
        raise NotAllowed(f"nothing called {name} goes up")
    return _kinds[name]


def all_kinds() -> list[OutgoingKind]:
    return [kind for _name, kind in sorted(_kinds.items())]


def allowed(kind: OutgoingKind, body: Mapping[str, Any]) -> dict[str, Any]:
    """The body if every part of it is on the list and of its type. Raises NotAllowed."""
    if strange := body.keys() - kind.fields.keys():
        raise NotAllowed(f"{kind.kind}: {sorted(strange)} may not go up")
    return {name: _part(kind.fields[name], name, value) for name, value in body.items()}


def encoded(
    name: str, unit_code: str, said: Said, *, sources: Iterable[bytes] = ()
) -> dict[str, Any]:
    """The body of an event. Raises NotAllowed."""
    kind = kind_named(name)
    if not said.key or len(said.key) > LONGEST_KEY:
        raise NotAllowed(f"{name}: no key")
    found = {**allowed(kind, said.body), "key": said.key, "xa": unit_code}
    if hashes := sorted(each.hex() for each in sources):
        found["src"] = hashes
    return found


def taken_back(name: str, unit_code: str, key: str) -> dict[str, Any]:
    """It no longer stands: the province is told so instead of being left with the last word."""
    return {"key": key, "xa": unit_code, "gone": True} if kind_named(name) else {}


def _part(part: Part, name: str, value: Any) -> Any:
    if not _CHECKS[part.type](part, value):
        raise NotAllowed(f"{name} is not as the list says")
    return value


def _is_day(value: str) -> bool:
    try:
        return date.fromisoformat(value).isoformat() == value
    except ValueError:
        return False


_CHECKS: Mapping[str, Callable[[Part, Any], bool]] = {
    "text": lambda part, value: isinstance(value, str) and len(value) <= part.most,
    "whole": lambda part, value: type(value) is int and 0 <= value <= part.most,
    "number": lambda _part, value: isinstance(value, str) and bool(_NUMBER.fullmatch(value)),
    "day": lambda _part, value: isinstance(value, str) and _is_day(value),
    "yes": lambda _part, value: isinstance(value, bool),
}
