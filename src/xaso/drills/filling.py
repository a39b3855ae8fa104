"""Gigabytes of photos in a data folder, with their rows, as years of work would leave them."""

from __future__ import annotations

import os
import sqlite3
from contextlib import closing
from datetime import UTC, datetime
from hashlib import sha256
from pathlib import Path

from xaso.lib.ids import new_id

PHOTO_BYTES = 120_000
INSERT = """INSERT INTO files_storedfile
    (id, commune_id, version, sha256, name, media_type, size_bytes, kept_at)
    SELECT ?, code, 1, ?, 'anh.jpg', 'image/jpeg', ?, ? FROM units_commune
    WHERE opened_at IS NOT NULL LIMIT 1"""


def fill(data_dir: Path, size_bytes: int) -> int:
    """How many photos were put there. Their bytes are chance: they cannot be packed, like photos."""
    count = size_bytes // PHOTO_BYTES
    at = datetime.now(UTC).strftime("%Y-%m-%d %H:%M:%S")
    with closing(sqlite3.connect(data_dir / "xaso.sqlite3")) as line:
        for _ in range(count):
            content = os.urandom(PHOTO_BYTES)
            digest = sha256(content).hexdigest()
            place = data_dir / "files" / digest[:2] / digest[2:4] / digest
            place.parent.mkdir(parents=True, exist_ok=True)
            place.write_bytes(content)
            line.execute(INSERT, (new_id().hex, digest, PHOTO_BYTES, at))
        line.commit()
    return count
