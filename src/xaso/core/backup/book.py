"""The book of backups: one small file beside them, readable when the database is not.

Which backups there are, how trial restores ended, the second place, who put the key sheet away.
"""

from __future__ import annotations

import fcntl
import json
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass, field, replace
from datetime import datetime
from pathlib import Path
from typing import IO, Any

from django.utils.translation import gettext as _

from xaso.lib.durable import put

from .archive import SUM_ENDING
from .folders import backups_dir
from .manifest import FULL, QUICK
from .refusals import BackupRefused

BOOK = "book.json"
MOST_TRIALS = 60
BOOK_WITHIN_S = 60.0


@dataclass(frozen=True)
class Snapshot:
    path: Path
    bytes: int
    rows: int
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

    @property
    def last_good(self) -> Snapshot | None:
        return self.snapshots[-1] if self.snapshots else None

    @property
    def last_full(self) -> Snapshot | None:
        return next((each for each in reversed(self.snapshots) if each.is_full), None)

    @property
    def last_trial(self) -> Trial | None:
        return self.trials[-1] if self.trials else None


def last_good() -> Snapshot | None:
    return read_book().last_good


def read_book() -> Book:
    """Without the backups whose file is not there any more. A book nobody can read is an empty one."""
    try:
        return _book_to_change()
    except OSError:
        return Book()


def _book_to_change() -> Book:
    """A disk that does not answer for a moment must not end in an empty book written over the full one."""
    folder = backups_dir()
    try:
        book = _from_saved(json.loads((folder / BOOK).read_text("utf-8")), folder)
    except (FileNotFoundError, ValueError, TypeError, KeyError, AttributeError):
        return Book()
    there = tuple(each for each in book.snapshots if _is_there(each))
    return replace(book, snapshots=there)


@contextmanager
def _locked(name: str, *, wait_s: float = 0) -> Iterator[None]:
    until = time.monotonic() + wait_s
    with (backups_dir() / name).open("w") as file:
        while not _takes(file):
            if time.monotonic() >= until:
                raise BackupRefused("busy", _("Đang có một lần sao lưu khác chạy."))
            time.sleep(0.05)
        yield


def _takes(file: IO[str]) -> bool:
    try:
        fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    return True


@contextmanager
def copying_alone() -> Iterator[None]:
    """One at a time fills the second place: each takes away what another left half written."""
    with _locked("copying.lock"):
        yield


@contextmanager
def trying_alone() -> Iterator[None]:
    with _locked("trying.lock"):
        yield


@contextmanager
def alone(wait_s: float = 0) -> Iterator[None]:
    """One backup at a time on this machine, whichever process makes it."""
    with _locked("making.lock", wait_s=wait_s):
        yield


def change(**changes: Any) -> Book:
    with _locked("book.lock", wait_s=BOOK_WITHIN_S):
        book = replace(_book_to_change(), **changes)
        _save(book)
    return book


def add_snapshot(made: Snapshot, heads: str) -> Book:
    with _locked("book.lock", wait_s=BOOK_WITHIN_S):
        before = _book_to_change()
        book = replace(before, snapshots=(*before.snapshots, made), heads=heads, trouble="")
        _save(book)
    return book


def add_trial(trial: Trial) -> Book:
    with _locked("book.lock", wait_s=BOOK_WITHIN_S):
        before = _book_to_change()
        book = replace(before, trials=(*before.trials, trial)[-MOST_TRIALS:])
        _save(book)
    return book


def _save(book: Book) -> None:
    saved = asdict(book)
    for each in saved["snapshots"]:
        each["path"] = each["path"].name
    content = json.dumps(saved, ensure_ascii=False, indent=1, default=_plain)
    put(backups_dir() / BOOK, content.encode())


def _plain(value: Any) -> str:
    if isinstance(value, datetime):
        return value.isoformat()
    raise TypeError(type(value).__name__)


def _from_saved(saved: dict[str, Any], folder: Path) -> Book:
    snapshots = [
        Snapshot(**{**_with_moments(each), "path": folder / each["path"]})
        for each in saved.pop("snapshots")
    ]
    trials = [Trial(**_with_moments(each)) for each in saved.pop("trials")]
    second = Second(**_with_moments(saved.pop("second")))
    return Book(
        **_with_moments(saved), snapshots=tuple(snapshots), trials=tuple(trials), second=second
    )


def _with_moments(saved: dict[str, Any]) -> dict[str, Any]:
    return {
        name: datetime.fromisoformat(value)
        if value and (name.endswith("_at") or name in {"at", "newest_copied"})
        else value
        for name, value in saved.items()
    }


def _is_there(snapshot: Snapshot) -> bool:
    try:
        return snapshot.path.stat().st_size == snapshot.bytes
    except OSError:
        return False


def sum_of(snapshot: Snapshot) -> Path:
    return snapshot.path.with_name(snapshot.name + SUM_ENDING)
