"""From the first start on: a key, and a day from which backups are expected."""

from __future__ import annotations

from datetime import datetime

from .book import change, read_book
from .folders import data_dir
from .keys import ensure_key


def begin(at: datetime) -> None:
    ensure_key(data_dir())
    if read_book().began_at is None:
        change(began_at=at)
