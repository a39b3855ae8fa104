"""Make one backup while people work."""

from __future__ import annotations

import json
import shutil
import tempfile
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256
from pathlib import Path

from django.db import connection
from django.utils.translation import gettext as _

from xaso.core.files.storage import path_of

from .archive import UNFINISHED, Member, pieces_of, write_archive
from .book import add_snapshot, change, open_book, read_book
from .disk_words import why
from .folders import backups_dir, data_dir, free_bytes, state_files
from .full_files import files_of_full, remember_files
from .keys import ensure_key
from .manifest import ABOUT, FULL, MANIFEST, QUICK, About, Manifest, stamp
from .postgres import take_postgres
from .records import Snapshot
from .refusals import BackupRefused
from .sqlite import take_sqlite
from .taken import Taken
from .turns import alone

ENDING = ".xaso"
SURELY_CUT_S = 24 * 3600
SPARE_BYTES = 64 * 1024 * 1024
Progress = Callable[[int, int], None]


def make(
    to: Path | None = None,
    *,
    at: datetime,
    kind: str = FULL,
    progress: Progress | None = None,
    wait_s: float = 0,
) -> Snapshot:
    """`to` is the folder; without it the installation's own, whose book lists what is made.

    A quick backup needs a full one in the same folder; where there is none a full one is made.
    Refused as busy when another one is still being made after `wait_s`.
    """
    home = backups_dir()
    folder = home if to is None else to
    with alone(wait_s):
        open_book()
        try:
            made = _made(_Making(folder, at, kind, progress or _nothing))
        except BackupRefused as error:
            if folder == home:
                change(trouble=error.message)
            raise
        if folder == home:
            change(checked_at=at)
        return made


def clear_unfinished(folder: Path, *, by_anybody: bool = False) -> None:
    """What a cut left behind: temporary files, scratch folders, sums without a backup. Where other
    machines write as well, only what nobody can be writing any more."""
    lonely = (
        path for path in folder.glob(f"*{ENDING}.sha256") if not path.with_suffix("").exists()
    )
    for path in [*folder.glob(f"{UNFINISHED}*"), *lonely]:
        if by_anybody and not _is_old(path):
            continue
        if path.is_dir() and not path.is_symlink():
            shutil.rmtree(path, ignore_errors=True)
        else:
            path.unlink(missing_ok=True)


def _is_old(path: Path) -> bool:
    try:
        return time.time() - path.lstat().st_mtime > SURELY_CUT_S
    except FileNotFoundError:  # finished meanwhile
        return False


def heads_of(taken_heads: list[dict[str, object]]) -> str:
    return sha256(json.dumps(taken_heads, sort_keys=True).encode()).hexdigest()


@dataclass(frozen=True)
class _Making:
    folder: Path
    at: datetime
    kind: str
    progress: Progress


def _made(asked: _Making) -> Snapshot:
    try:
        return _make(asked)
    except OSError as error:
        raise BackupRefused(
            "cannot_write",
            _("Không sao lưu được vào %(folder)s: %(why)s. Kiểm tra ổ đĩa, USB.")
            % {"folder": asked.folder, "why": why(error)},
        ) from error


def _make(asked: _Making) -> Snapshot:
    key = ensure_key(data_dir())
    asked.folder.mkdir(parents=True, exist_ok=True)
    clear_unfinished(asked.folder, by_anybody=asked.folder != backups_dir())
    scratch = Path(tempfile.mkdtemp(dir=backups_dir(), prefix=UNFINISHED))
    try:
        _must_have_room(backups_dir(), _database_bytes())
        # Before the rows: an anchor written in between would tell of events the backup does not hold.
        state = {path.name: path.read_bytes() for path in state_files(data_dir())}
        taken = (
            take_postgres(scratch) if connection.vendor == "postgresql" else take_sqlite(scratch)
        )
        base = _base(asked)
        parts = _Parts(asked, state, taken, base)
        _must_have_room(asked.folder, parts.expected_bytes)
        place = _free_place(asked.folder, f"xaso-{stamp(asked.at)}-{parts.about.kind}")
        written = write_archive(place, parts.members(), key.recipient)
    finally:
        shutil.rmtree(scratch, ignore_errors=True)
    made = Snapshot(
        path=place,
        bytes=written.size_bytes,
        rows=parts.manifest.rows,
        files=len(taken.files),
        sha256=written.sha256,
        made_at=asked.at,
        kind=parts.about.kind,
        base=base.name if base else "",
        damaged=len(parts.damaged),
    )
    if asked.folder == backups_dir():
        if made.is_full:
            remember_files(made, set(taken.files) - set(parts.damaged))
        add_snapshot(made, heads_of(taken.heads))
    return made


def _free_place(folder: Path, stem: str) -> Path:
    """Two backups within one second do not take each other's name."""
    tries = (folder / f"{stem}{tail}{ENDING}" for tail in ("", *(f"-{n}" for n in range(2, 1000))))
    return next(place for place in tries if not place.exists())


def _base(asked: _Making) -> Snapshot | None:
    full = read_book().last_full
    if asked.kind != QUICK or asked.folder != backups_dir() or full is None:
        return None
    return full if files_of_full(full) is not None else None


class _Parts:
    """The parts of one backup in the order they are written; the manifest knows them only at the end."""

    def __init__(
        self, asked: _Making, state: dict[str, bytes], taken: Taken, base: Snapshot | None
    ) -> None:
        self.asked, self.state, self.taken = asked, state, taken
        self.damaged: list[str] = []
        held = (files_of_full(base) if base else None) or frozenset()
        self.wanted = [digest for digest in taken.files if digest not in held]
        self.about = About(
            made_at=asked.at,
            kind=QUICK if base else FULL,
            database=taken.database,
            migrations=taken.migrations,
            base={"name": base.name, "sha256": base.sha256} if base else None,
        )

    @property
    def expected_bytes(self) -> int:
        packed = sum(part.path.stat().st_size for part in self.taken.parts)
        return packed + sum(self.taken.files[digest] for digest in self.wanted)

    @property
    def manifest(self) -> Manifest:
        return Manifest(
            tables=self.taken.tables,
            files=self.taken.files,
            state={name: sha256(content).hexdigest() for name, content in self.state.items()},
            heads=self.taken.heads,
            database_sha256=self.taken.database_sha256,
            damaged=self.damaged,
        )

    def members(self) -> Iterator[Member]:
        yield _of_bytes(ABOUT, self.about.as_json())
        for part in self.taken.parts:
            yield Member(part.name, part.path.stat().st_size, pieces_of(part.path))
        for name, content in self.state.items():
            yield _of_bytes(f"state/{name}", content)
        for number, digest in enumerate(self.wanted, 1):
            sound = _sound_content(digest)
            if sound is None:
                self.damaged.append(digest)
            else:
                yield _of_bytes(f"files/{digest}", sound)
            self.asked.progress(number, len(self.wanted))
        yield _of_bytes(MANIFEST, self.manifest.as_json())


def _of_bytes(name: str, content: bytes) -> Member:
    return Member(name, len(content), (content,))


def _sound_content(digest: str) -> bytes | None:
    """A photo lost or spoilt on the disk must not stop the backup of all the rest. No file kept by
    core/files is larger than a few megabytes, so one at a time may be in memory."""
    try:
        content = path_of(digest).read_bytes()
    except OSError:
        return None
    return content if sha256(content).hexdigest() == digest else None


def _database_bytes() -> int:
    """Room for the copy and for the packed copy; PostgreSQL packs as it copies."""
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_database_size(current_database())")
            return int(cursor.fetchone()[0])
    path = Path(str(connection.settings_dict["NAME"]))
    return 2 * path.stat().st_size if path.is_file() else 0


def _must_have_room(folder: Path, wanted: int) -> None:
    free = free_bytes(folder)
    if free < wanted + SPARE_BYTES:
        words = {"free": free // 1_000_000, "wanted": (wanted + SPARE_BYTES) // 1_000_000 + 1}
        raise BackupRefused(
            "disk_full",
            _("Ổ đĩa còn %(free)s MB, cần %(wanted)s MB để sao lưu. Xóa bớt tệp khác trên ổ.")
            % words,
        )


def _nothing(done: int, total: int) -> None:
    pass
