"""The book of backups: one small file beside them, readable when the database is not.

Which backups there are, how trial restores ended, the second place, who put the key sheet away.
"""

from __future__ import annotations

from contextlib import suppress
from dataclasses import replace
from typing import Any

from django.utils.translation import gettext as _

from xaso.lib.durable import put

from .disk_words import why
from .folders import backups_dir
from .rebuilding import rebuilt
from .records import Book, Snapshot, Trial, as_json, from_json
from .turns import writing_alone

BOOK = "book.json"
COPY = "book-ban-hai.json"
"""The same once more: the second place and the trials stand nowhere else."""
SPOILT = "book-hong"
MOST_TRIALS = 60


def last_good() -> Snapshot | None:
    return read_book().last_good


def read_book() -> Book:
    """Without the backups whose file is not there any more. One nobody can read is made anew."""
    try:
        return _book_to_change()
    except OSError as error:
        return _not_given(error)


def _not_given(error: OSError) -> Book:
    said = _(
        "Máy không đọc được sổ ghi các bản sao lưu: %(why)s. Ổ đĩa có thể sắp hỏng, thay sớm."
    )
    try:
        book = _made_anew()
    except OSError:
        book = Book()
    return replace(book, trouble=said % {"why": why(error)})


def _book_to_change() -> Book:
    """A disk that does not answer for a moment must not end in an empty book written over the full one."""
    try:
        content = (backups_dir() / BOOK).read_bytes()
    except FileNotFoundError:
        book = _made_anew()
        return book if book.snapshots or (backups_dir() / COPY).exists() else Book()
    try:
        return _of_what_is_there(from_json(content, backups_dir()))
    except ValueError:
        return _made_anew()


def open_book() -> None:
    """Before the first backup lies there; after it a missing book would be a lost one."""
    if not (backups_dir() / BOOK).exists():
        change()


def change(**changes: Any) -> Book:
    with writing_alone():
        book = replace(_book_to_change(), **changes)
        _save(book)
    return book


def add_snapshot(made: Snapshot, heads: str) -> Book:
    with writing_alone():
        before = _book_to_change()
        others = (each for each in before.snapshots if each.name != made.name)
        book = replace(before, snapshots=(*others, made), heads=heads, trouble="")
        _save(book)
    return book


def add_trial(trial: Trial) -> Book:
    with writing_alone():
        before = _book_to_change()
        book = replace(before, trials=(*before.trials, trial)[-MOST_TRIALS:])
        _save(book)
    return book


def _save(book: Book) -> None:
    """Twice, one after the other: a spoilt one costs nothing."""
    content = as_json(book)
    _set_aside_spoilt()
    put(backups_dir() / BOOK, content)
    put(backups_dir() / COPY, content)


def _set_aside_spoilt() -> None:
    """Whoever wonders what was in it may look."""
    spoilt = backups_dir() / BOOK
    with suppress(FileNotFoundError):
        try:
            from_json(spoilt.read_bytes(), spoilt.parent)
        except ValueError:
            number = len(list(spoilt.parent.glob(f"{SPOILT}*.json"))) + 1
            spoilt.replace(spoilt.with_name(f"{SPOILT}-{number}.json"))


def _made_anew(**changes: Any) -> Book:
    folder = backups_dir()
    try:
        copy = from_json((folder / COPY).read_bytes(), folder)
    except (OSError, ValueError):
        copy = None
    return replace(_of_what_is_there(rebuilt(copy, folder)), **changes)


def _of_what_is_there(book: Book) -> Book:
    there = tuple(each for each in book.snapshots if _is_there(each))
    return replace(book, snapshots=there)


def _is_there(snapshot: Snapshot) -> bool:
    try:
        return snapshot.path.stat().st_size == snapshot.bytes
    except OSError:
        return False
