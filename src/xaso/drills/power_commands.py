"""The power is cut while a command works: an upgrade of a past release, a backup."""

from __future__ import annotations

import random
import sqlite3
import subprocess
import sys
import tempfile
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from contextlib import closing
from dataclasses import dataclass, field
from pathlib import Path

from .ground import Ground, empty_ground, ground
from .image import Disk
from .ledger import damage
from .old_release import Keys, gone, keys_of, put, releases
from .trace import calls_of, strace

DATABASE = "xaso.sqlite3"
PARTS = (DATABASE, f"{DATABASE}-wal", f"{DATABASE}-journal")
BACKUP = ".xaso"
Image = Mapping[str, bytes]


@dataclass
class Found:
    points: int = 0
    images: int = 0
    lost: set[str] = field(default_factory=set)
    faults: Counter[str] = field(default_factory=Counter)
    corrupt: int = 0
    missing_files: int = 0


def cut_upgrade(program: str, found: Found, seed: int) -> None:
    """At each moment the database is whole and every row of before is there; once the command has
    ended, so is what it changed."""
    release = list(releases().values())[-1]
    with empty_ground() as place:
        put(release, place)
        before = keys_of(place.database)
        last = _cut(place, program, ["upgrade"], found, seed, lambda image: _rows(image, before))
        if _migrations_in(last) != _migrations(place.database):
            found.lost.add("an upgrade that had ended")


def cut_backup(program: str, found: Found, seed: int) -> None:
    """A backup that has its name is whole; once the command has ended it is there."""
    with ground() as place:
        place.run("upgrade")  # so that nothing but the backup is written
        known = {path.name for path in place.data_dir.rglob(f"*{BACKUP}")}
        seen: list[tuple[str, bytes]] = []

        def look(image: Image) -> Sequence[str]:
            seen.extend(_backups(image).items())
            return []

        last = _cut(place, program, ["backup"], found, seed, look)
        whole = {path.name: path.read_bytes() for path in place.data_dir.rglob(f"*{BACKUP}")}
    found.faults.update(
        "half a backup under its name" for name, content in seen if whole.get(name) != content
    )
    if not set(_backups(last)) - known:
        found.lost.add("a backup that had ended")


def as_folder(image: Image, folder: Path) -> None:
    """The database of a disk, put where SQLite can open it."""
    for part in PARTS:
        if part in image:
            (folder / part).write_bytes(image[part])
    # What lies in the shared index after a power cut is rubbish: SQLite must not believe it.
    (folder / f"{DATABASE}-shm").write_bytes(b"\x5a" * 32768)


def memory() -> str | None:
    """Many small disks are made: in memory where there is such a place."""
    return "/dev/shm" if Path("/dev/shm").is_dir() else None  # noqa: S108


def _cut(
    place: Ground,
    program: str,
    words: list[str],
    found: Found,
    seed: int,
    look: Callable[[Image], Sequence[str]],
) -> Image:
    """Looks at the disk of each moment; gives back the one after the end."""
    disk, out, chance = Disk(place.data_dir), place.folder / "calls", random.Random(seed)  # noqa: S311
    command = [sys.executable, "-m", "xaso", *words, "--json"]
    subprocess.run(  # noqa: S603  our own program
        [*strace(program, out), *command],
        env=place.env_now,
        check=True,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    with out.open(encoding="utf-8") as lines:
        for call in calls_of(lines, disk.root):
            if disk.will_add(call):
                found.points += 1
                for image in (dict(disk.sure()), dict(disk.torn(chance))):
                    found.images += 1
                    _whole(image, found)
                    found.faults.update(look(image))
            disk.follow(call)
    return dict(disk.sure())


def _whole(image: Image, found: Found) -> None:
    with tempfile.TemporaryDirectory(dir=memory()) as name:
        as_folder(image, Path(name))
        wrong = damage(Path(name))
    if wrong:
        found.corrupt += 1
        found.faults[f"the database is damaged: {wrong[0]}"] += 1


def _rows(image: Image, before: Keys) -> list[str]:
    with tempfile.TemporaryDirectory(dir=memory()) as name:
        as_folder(image, Path(name))
        return list(gone(before, keys_of(Path(name) / DATABASE)))


def _backups(image: Image) -> Image:
    return {Path(name).name: content for name, content in image.items() if name.endswith(BACKUP)}


def _migrations_in(image: Image) -> int:
    with tempfile.TemporaryDirectory(dir=memory()) as name:
        as_folder(image, Path(name))
        return _migrations(Path(name) / DATABASE)


def _migrations(database: Path) -> int:
    with closing(sqlite3.connect(database)) as line:
        ((count,),) = line.execute("select count(*) from django_migrations")
        return int(count)
