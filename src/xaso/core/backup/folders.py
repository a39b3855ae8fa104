"""Where things lie in the data folder, and what of it a backup takes along."""

from __future__ import annotations

import re
import shutil
from collections.abc import Iterator
from pathlib import Path

from django.conf import settings

from .emptiness import CHECKED, DATABASE, UNDER_WAY

__all__ = ["DATABASE", "UNDER_WAY"]

FILES = "files"
BACKUPS = "backups"
REMADE = {"first_run_code", FILES, BACKUPS, "static", UNDER_WAY, CHECKED}
REMADE_ENDINGS = (".key", ".sock", ".pid", ".lock", ".log", ".xaso", ".sha256", "-wal", "-shm")
STATE_NAME = re.compile(r"\w[\w .,()+\-]{0,99}")
"""Somebody's note may lie there too: letters with accents and spaces are as good as any."""
PROGRAM_ENDINGS = (".py", ".pyc", ".pyd", ".pth", ".so")
"""Python started in the data folder (`python -m xaso`) would run a module that lies there."""
MOST_STATE_BYTES = 50_000_000


def data_dir() -> Path:
    return Path(settings.DATA_DIR)


def backups_dir() -> Path:
    """Made when it is first needed; nobody but the owner of the program looks in."""
    folder = data_dir() / BACKUPS
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    return folder


def state_files(folder: Path) -> Iterator[Path]:
    """Secrets, settings, signing keys, anchors: what cannot be made anew. New kinds come along by themselves."""
    for path in sorted(folder.iterdir()):
        if not is_state(path.name) or not path.is_file() or path.is_symlink():
            continue
        if path.stat().st_size <= MOST_STATE_BYTES:
            yield path


def is_state(name: str) -> bool:
    """Also what a restore takes out of a backup: a forged one brings no key, no other folder and
    no program."""
    if not STATE_NAME.fullmatch(name):
        return False
    is_made_anew = name in REMADE or name.startswith((DATABASE, "."))
    return not is_made_anew and not name.lower().endswith(REMADE_ENDINGS + PROGRAM_ENDINGS)


def free_bytes(folder: Path) -> int:
    return shutil.disk_usage(folder).free
