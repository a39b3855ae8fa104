"""What the book of backups holds, and how it is written down."""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass, field, fields
from datetime import datetime
from pathlib import Path
from typing import Any

from .archive import SUM_ENDING
from .manifest import FULL, QUICK


@dataclass(frozen=True)
class Snapshot:
    path: Path
    bytes: int
    rows: int
    """0 where only its file told of it: nobody has counted."""
    files: int
    sha256: str
    made_at: datetime
    kind: str = FULL
    base: str = ""
    """The name of the full backup a quick one needs beside it."""
    damaged: int = 0
    """Files named by rows that were missing or changed on the machine when it was made."""

    @property
    def name(self) -> str:
        return self.path.name

    @property
    def is_full(self) -> bool:
        return self.kind != QUICK


@dataclass(frozen=True)
class Trial:
    """One restore into a scratch place, compared with what the backup says it holds."""

    at: datetime
    snapshot: str
    made_at: datetime
    rows: int
    files: int
    equal: bool
    seconds: float
    said: str


@dataclass(frozen=True)
class Second:
    """Another place for copies: a USB stick or another disk."""

    folder: str = ""
    set_at: datetime | None = None
    seen_at: datetime | None = None
    copied_at: datetime | None = None
    newest_copied: datetime | None = None
    same_disk: bool = False
    trouble: str = ""


@dataclass(frozen=True)
class Book:
    began_at: datetime | None = None
    checked_at: datetime | None = None
    """When somebody last looked whether a snapshot was needed, and made it if so."""
    heads: str = ""
    """The ends of the chains in the newest snapshot: equal means nothing happened since."""
    snapshots: tuple[Snapshot, ...] = ()
    """In the order they were made, which a clock put right or wrong does not change."""
    trials: tuple[Trial, ...] = ()
    second: Second = field(default_factory=Second)
    stowed_key: str = ""
    """The number of the key whose sheet somebody said is printed and put away."""
    trouble: str = ""
    """Why the last try to make a backup failed; empty when it did not."""
    rebuilt_at: datetime | None = None
    """When this book took the place of one that was lost or spoilt."""

    @property
    def last_good(self) -> Snapshot | None:
        return self.snapshots[-1] if self.snapshots else None

    @property
    def last_full(self) -> Snapshot | None:
        return next((each for each in reversed(self.snapshots) if each.is_full), None)

    @property
    def last_trial(self) -> Trial | None:
        return self.trials[-1] if self.trials else None


def sum_of(snapshot: Snapshot) -> Path:
    return snapshot.path.with_name(snapshot.name + SUM_ENDING)


def as_json(book: Book) -> bytes:
    saved = asdict(book)
    for each in saved["snapshots"]:
        each["path"] = each["path"].name
    return json.dumps(saved, ensure_ascii=False, indent=1, default=_plain).encode()


def _plain(value: Any) -> str:
    if isinstance(value, datetime):
        return value.isoformat()
    raise TypeError(type(value).__name__)


def from_json(content: bytes, folder: Path) -> Book:
    """Raises ValueError for whatever is no book. What a newer program wrote beside is left out."""
    try:
        return _book(json.loads(content), folder)
    except (KeyError, TypeError, AttributeError, RecursionError) as error:
        raise ValueError("no book") from error


def _book(saved: dict[str, Any], folder: Path) -> Book:
    rows = {
        "snapshots": tuple(_snapshot(each, folder) for each in saved["snapshots"]),
        "trials": tuple(Trial(**_fields(Trial, each)) for each in saved["trials"]),
        "second": Second(**_fields(Second, saved["second"])),
    }
    return Book(**{**_fields(Book, saved), **rows})


def _snapshot(saved: dict[str, Any], folder: Path) -> Snapshot:
    given = _fields(Snapshot, saved)
    if Path(given["path"]).name != given["path"]:
        raise ValueError("a backup lies in the folder itself")
    return Snapshot(**{**given, "path": folder / given["path"]})


def _fields(kind: Any, saved: dict[str, Any]) -> dict[str, Any]:
    known = {each.name: saved[each.name] for each in fields(kind) if each.name in saved}
    return {
        name: datetime.fromisoformat(value)
        if value and (name.endswith("_at") or name in {"at", "newest_copied"})
        else value
        for name, value in known.items()
    }
