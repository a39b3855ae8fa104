"""The book of backups: one small file beside them, readable when the database is not.

Which backups there are, how trial restores ended, the second place, who put the key sheet away.
"""

from __future__ import annotations

import json
from dataclasses import replace
from typing import Any

from xaso.lib.durable import put

from .folders import backups_dir
from .records import Book, Snapshot, Trial, as_json, from_saved
from .turns import writing_alone

BOOK = "book.json"
MOST_TRIALS = 60


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
        book = from_saved(json.loads((folder / BOOK).read_text("utf-8")), folder)
    except (FileNotFoundError, ValueError, TypeError, KeyError, AttributeError):
        return Book()
    there = tuple(each for each in book.snapshots if _is_there(each))
    return replace(book, snapshots=there)


def change(**changes: Any) -> Book:
    with writing_alone():
        book = replace(_book_to_change(), **changes)
        _save(book)
    return book


def add_snapshot(made: Snapshot, heads: str) -> Book:
    with writing_alone():
        before = _book_to_change()
        book = replace(before, snapshots=(*before.snapshots, made), heads=heads, trouble="")
        _save(book)
    return book


def add_trial(trial: Trial) -> Book:
    with writing_alone():
        before = _book_to_change()
        book = replace(before, trials=(*before.trials, trial)[-MOST_TRIALS:])
        _save(book)
    return book


def _save(book: Book) -> None:
    put(backups_dir() / BOOK, as_json(book))


def _is_there(snapshot: Snapshot) -> bool:
    try:
        return snapshot.path.stat().st_size == snapshot.bytes
    except OSError:
        return False
