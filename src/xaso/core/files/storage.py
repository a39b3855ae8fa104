"""Bytes on disk, durable before any row speaks of them: temp, write, fsync, rename, fsync folder."""

from __future__ import annotations

import hashlib
import os
import tempfile
from pathlib import Path

from django.conf import settings


def write_durably(content: bytes) -> str:
    """Returns the SHA-256 under which the bytes lie. Writing the same bytes twice costs one look.

    Every folder on the way is synced each time: another person may have made the folder, or put the
    same bytes there, a moment ago and not synced it yet, and our row must not be sooner than that.
    """
    sha256 = hashlib.sha256(content).hexdigest()
    place = path_of(sha256)
    if not place.exists():
        place.parent.mkdir(parents=True, exist_ok=True)
        _write(place, content)
    _sync_folders(place.parent)
    return sha256


def read(sha256: str) -> bytes:
    return path_of(sha256).read_bytes()


def path_of(sha256: str) -> Path:
    return Path(settings.STORAGE_DIR) / sha256[:2] / sha256[2:4] / sha256


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


def _sync_folders(folder: Path) -> None:
    """From the folder of the file up to the one that holds all files; syncing a clean one is cheap."""
    root = Path(settings.STORAGE_DIR).parent
    for each in (folder, *folder.parents):
        _sync_folder(each)
        if each == root:
            return


def _sync_folder(folder: Path) -> None:
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
