"""One at a time, whichever process it is: who makes a backup, copies it, tries it, writes in the book."""

from __future__ import annotations

import fcntl
import time
from collections.abc import Iterator
from contextlib import contextmanager
from typing import IO

from django.utils.translation import gettext as _

from .folders import backups_dir
from .refusals import BackupRefused

BOOK_WITHIN_S = 60.0


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


@contextmanager
def writing_alone() -> Iterator[None]:
    """Waits: others write in the book for a moment only."""
    with _locked("book.lock", wait_s=BOOK_WITHIN_S):
        yield
