"""What a backup says of itself: `about.json` is its first part, `manifest.json` its last."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import asdict, dataclass, field
from datetime import datetime
from importlib.metadata import version
from typing import Any, TypeVar

from xaso.lib.dates import iso_local

from .archive import broken

T = TypeVar("T")
FORMAT = 1
ABOUT, MANIFEST = "about.json", "manifest.json"
FULL, QUICK = "day-du", "nhanh"
SQLITE, POSTGRESQL = "sqlite", "postgresql"


@dataclass(frozen=True)
class About:
    """Enough to know whether and how the rest can be used."""

    made_at: datetime
    kind: str
    """FULL holds every file; QUICK only those that the full one named in `base` does not hold."""
    database: str
    migrations: list[list[str]]
    """App and name of each one applied, in the order of their application."""
    base: dict[str, str] | None = None
    program: str = field(default_factory=lambda: version("xaso"))
    format: int = FORMAT

    def as_json(self) -> bytes:
        return _json({**asdict(self), "made_at": self.made_at.isoformat()})

    @classmethod
    def from_json(cls, content: bytes) -> About:
        return _read(lambda saved: cls(**{**saved, "made_at": _moment(saved["made_at"])}), content)


@dataclass(frozen=True)
class Table:
    rows: int
    columns: list[str] = field(default_factory=list)
    sha256: str = ""
    """Of the rows as they were copied; empty where the database is one file."""


@dataclass(frozen=True)
class Manifest:
    tables: dict[str, Table]
    files: dict[str, int]
    """SHA-256 and size of each file the rows name, those of the base included."""
    state: dict[str, str]
    """Name and SHA-256 of what lay in the data folder beside database and files."""
    heads: list[dict[str, Any]]
    """The end of each commune's chain of events."""
    database_sha256: str = ""
    damaged: list[str] = field(default_factory=list)
    """Files the rows name that were missing or changed on the machine itself."""

    @property
    def rows(self) -> int:
        return sum(table.rows for table in self.tables.values())

    def as_json(self) -> bytes:
        return _json(asdict(self))

    @classmethod
    def from_json(cls, content: bytes) -> Manifest:
        def made(saved: dict[str, Any]) -> Manifest:
            tables = {name: Table(**table) for name, table in saved["tables"].items()}
            return cls(**{**saved, "tables": tables})

        return _read(made, content)


def stamp(moment: datetime) -> str:
    """In names of files, in local time: 2026-11-26-020000."""
    return iso_local(moment)[:19].replace("T", "-").replace(":", "")


def _json(value: Any) -> bytes:
    return json.dumps(value, ensure_ascii=False, indent=1).encode()


def _read(make: Callable[[dict[str, Any]], T], content: bytes) -> T:
    try:
        return make(json.loads(content))
    except (ValueError, TypeError, KeyError, AttributeError) as error:
        raise broken() from error


def _moment(text: str) -> datetime:
    return datetime.fromisoformat(text)
