"""Recordings a phone may take in and play without a line. An app says in its `sync.py` whose they are."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any

from django.db.models import QuerySet

from xaso.core.files.models import StoredFile
from xaso.core.rights.actor import Actor

MOST_BYTES = 150_000
"""More than a minute of speech; a longer one stays at the desk, for it comes in one piece or not at all."""


@dataclass(frozen=True)
class Lent:
    right: str
    files: Callable[[Actor], QuerySet[StoredFile]]


_lent: dict[str, Lent] = {}


def lend(name: str, *, right: str, files: Callable[[Actor], QuerySet[StoredFile]]) -> None:
    if name in _lent:
        raise ValueError(f"{name} is lent twice")
    _lent[name] = Lent(right, files)


def lent_to(actor: Actor, sha256: str) -> StoredFile:
    """Raises StoredFile.DoesNotExist."""
    for each in _lent.values():
        if not actor.may(each.right):
            continue
        files = each.files(actor).filter(commune=actor.commune, size_bytes__lte=MOST_BYTES)
        if found := files.filter(sha256=sha256, media_type__startswith="audio/").first():
            return found
    raise StoredFile.DoesNotExist


def to_hear(spoken: Iterable[Any]) -> list[dict[str, Any]]:
    """As a row tells it; each of `spoken` has a file, a language and a title."""
    return [
        {
            "sha256": each.file.sha256,
            "size": each.file.size_bytes,
            "type": each.file.media_type,
            "language": each.language,
            "title": each.title,
        }
        for each in spoken
        if each.file.size_bytes <= MOST_BYTES
    ]
