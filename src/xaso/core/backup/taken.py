"""What both databases give for a backup: their parts, and what a backup must know of their rows."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any, TypedDict

from xaso.core.events.models import ChainHead
from xaso.core.files.models import StoredFile

from .manifest import Table

Reader = Callable[[str], list[Any]]


@dataclass(frozen=True)
class Part:
    name: str
    path: Path


@dataclass(frozen=True)
class Taken:
    """One moment of the database, on disk."""

    database: str
    tables: dict[str, Table]
    parts: list[Part]
    files: dict[str, int]
    """SHA-256 and size of what the rows name."""
    heads: list[dict[str, Any]]
    migrations: list[list[str]]
    database_sha256: str = ""


class _Rest(TypedDict):
    files: dict[str, int]
    heads: list[dict[str, Any]]
    migrations: list[list[str]]


def taken_from(read: Reader) -> _Rest:
    files, heads = StoredFile._meta.db_table, ChainHead._meta.db_table
    return {
        "files": dict(read(f"SELECT DISTINCT sha256, size_bytes FROM {files} ORDER BY sha256")),  # noqa: S608
        "heads": [
            {"commune": commune, "number": number, "hash": digest}
            for commune, number, digest in read(
                f"SELECT commune_id, number, hash FROM {heads} ORDER BY commune_id"  # noqa: S608
            )
        ],
        "migrations": [
            [app, name]
            for app, name in read("SELECT app, name FROM django_migrations ORDER BY id")
        ],
    }
