"""The book lost or spoilt: made anew from its copy and from the backups that lie there."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

from django.utils import timezone
from pyrage import x25519

from .archive import SUM_ENDING, file_sha256
from .folders import data_dir
from .keys import KEY_FILE, key_from_file
from .manifest import ABOUT, About
from .reading import first_member
from .records import Book, Snapshot
from .refusals import BackupRefused

SUM = re.compile(r"[0-9a-f]{64}")


def rebuilt(copy: Book | None, folder: Path) -> Book:
    """All that the copy says, and after it what only lies in the folder, in the order of its making.
    What the key of this machine does not open belongs to another one."""
    known = copy or Book()
    names = {each.name for each in known.snapshots}
    found = sorted(
        (each for each in _ours_in(folder) if each.name not in names),
        key=lambda each: (each.made_at, each.name),
    )
    snapshots = (*known.snapshots, *found)
    now = timezone.now()
    began_at = known.began_at or min((each.made_at for each in snapshots), default=now)
    return replace(known, snapshots=snapshots, began_at=began_at, rebuilt_at=now)


def _ours_in(folder: Path) -> Iterator[Snapshot]:
    try:
        identity = key_from_file(data_dir() / KEY_FILE).identity
    except BackupRefused:
        return
    for file in folder.glob("*.xaso"):
        about = _about(file, identity)
        if about is not None:
            yield Snapshot(
                path=file,
                bytes=file.stat().st_size,
                rows=0,
                files=0,
                sha256=_sum(file),
                made_at=about.made_at,
                kind=about.kind,
                base=about.base["name"] if about.base else "",
            )


def _about(file: Path, identity: x25519.Identity) -> About | None:
    """Its first part is enough, so that thirty large ones are looked at in a moment."""
    try:
        return About.from_json(first_member(file, identity, ABOUT))
    except (BackupRefused, OSError):
        return None


def _sum(file: Path) -> str:
    try:
        said = file.with_name(file.name + SUM_ENDING).read_text("ascii").split()
    except (OSError, ValueError):
        said = []
    return said[0] if said and SUM.fullmatch(said[0]) else file_sha256(file)
