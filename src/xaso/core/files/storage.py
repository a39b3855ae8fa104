"""Bytes on disk, durable before any row speaks of them: temp, write, fsync, rename, fsync folder."""

from __future__ import annotations

import hashlib
import os
import tempfile
from pathlib import Path

from django.conf import settings


def write_durably(content: bytes) -> str:
    """Returns the SHA-256 under which the bytes lie. Writing the same bytes twice is free."""
    sha256 = hashlib.sha256(content).hexdigest()
    place = path_of(sha256)
    if not place.exists():
        _make_folders(place.parent)
        _write(place, content)
    return sha256


def read(sha256: str) -> bytes:
    return path_of(sha256).read_bytes()


def path_of(sha256: str) -> Path:
    return Path(settings.STORAGE_DIR) / sha256[:2] / sha256[2:4] / sha256


def _make_folders(folder: Path) -> None:
    missing = [place for place in (folder, *folder.parents) if not place.exists()]
    for place in reversed(missing):
        place.mkdir(exist_ok=True)
        _sync_folder(place.parent)


def _write(place: Path, content: bytes) -> None:
    handle, temporary = tempfile.mkstemp(dir=place.parent)
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        Path(temporary).rename(place)
    except OSError:
        Path(temporary).unlink(missing_ok=True)
        raise
    _sync_folder(place.parent)


def _sync_folder(folder: Path) -> None:
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
