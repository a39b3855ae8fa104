"""Read a backup and see that every part of it is what was written; put the parts where they are wanted."""

from __future__ import annotations

import errno
import gzip
import tarfile
from contextlib import suppress
from dataclasses import dataclass, field
from hashlib import sha256
from pathlib import Path
from typing import IO

from django.utils.translation import gettext as _
from pyrage import x25519

from . import postgres, sqlite
from .archive import PIECE_BYTES, file_sha256
from .folders import DATABASE, free_bytes, is_state
from .manifest import ABOUT, DIGEST, MANIFEST, PLAIN_NAME, SQLITE, About, Manifest
from .reading import read_archive
from .refusals import BackupBroken, BackupRefused, broken

MOST_SAID_BYTES = 100_000_000
SEEN_TO_EVERY = 64 * 1024 * 1024


@dataclass
class Unpacked:
    about: About
    manifest: Manifest
    file_bytes: int = 0


@dataclass
class _Parts:
    """Where the parts of one archive go; without `keep_files` those are read and not written."""

    folder: Path
    keep_files: bool
    said: dict[str, bytes] = field(default_factory=dict)
    tables: dict[str, str] = field(default_factory=dict)
    database: str = ""
    state: dict[str, str] = field(default_factory=dict)
    files: dict[str, int] = field(default_factory=dict)
    only: frozenset[str] | None = None
    """Of a full backup under a quick one: these files and nothing else."""


def unpack(
    file: Path, identity: x25519.Identity, folder: Path, *, keep_files: bool = True
) -> Unpacked:
    """Database, state and files into `folder`; raises BackupBroken when anything differs."""
    parts = _Parts(folder, keep_files)
    read_archive(file, identity, lambda head, content: _take(parts, head, content))
    about = About.from_json(parts.said.get(ABOUT, b""))
    manifest = Manifest.from_json(parts.said.get(MANIFEST, b""))
    if bool(parts.database) != (about.database == SQLITE):
        raise broken()
    if about.base:
        _take_from_base(file, about.base, parts, manifest, identity)
    _compare(parts, manifest)
    return Unpacked(about, manifest, sum(parts.files.values()))


def base_of(file: Path, base: dict[str, str]) -> Path:
    """The full backup beside the quick one, by its name or, when somebody renamed it, by its sum."""
    named = file.with_name(base["name"])
    candidates = [named] if named.is_file() else sorted(file.parent.glob("*.xaso"))
    for each in candidates:
        with suppress(OSError):  # one of the others on a bad stick
            if each != file and file_sha256(each) == base["sha256"]:
                return each
    if named.is_file():
        raise BackupBroken(
            "broken_base",
            _("Bản đầy đủ %(name)s nằm cạnh bản này đã bị hỏng. Chép lại bản đó từ USB.")
            % {"name": base["name"]},
        )
    raise BackupRefused(
        "base_missing",
        _("Bản nhanh này cần bản đầy đủ %(name)s nằm cùng thư mục. Chép cả hai tệp rồi làm lại.")
        % {"name": base["name"]},
    )


def _take(parts: _Parts, head: tarfile.TarInfo, content: IO[bytes]) -> None:
    folder, _slash, name = head.name.rpartition("/")
    if folder == "files" and DIGEST.fullmatch(name):
        _take_file(parts, name, content)
    elif parts.only is not None:
        return
    elif folder == "state" and is_state(name):
        parts.state[name] = _copied(content, parts.folder / name)
    elif not PLAIN_NAME.fullmatch(name):
        raise broken()
    elif head.name in {ABOUT, MANIFEST} and head.size <= MOST_SAID_BYTES:
        parts.said[head.name] = content.read()
    elif head.name == sqlite.PART:
        parts.database = _unzipped(content, parts.folder / DATABASE)
    elif folder == "tables" and name.endswith(postgres.ENDING):
        parts.tables[name.removesuffix(postgres.ENDING)] = _kept(content, parts.folder / name)
    else:
        raise broken()


def _take_file(parts: _Parts, digest: str, content: IO[bytes]) -> None:
    if parts.only is not None and digest not in parts.only:
        return
    place = None
    if parts.keep_files:
        place = parts.folder / "files" / digest[:2] / digest[2:4] / digest
        place.parent.mkdir(parents=True, exist_ok=True)
    found, size = sha256(), 0
    with place.open("wb") if place else open("/dev/null", "wb") as target:
        while piece := content.read(PIECE_BYTES):
            found.update(piece)
            size += len(piece)
            target.write(piece)
    if found.hexdigest() != digest:
        raise broken()
    parts.files[digest] = size


def _unzipped(content: IO[bytes], place: Path) -> str:
    with gzip.open(content) as plain:
        return _copied(plain, place)  # type: ignore[arg-type]


def _kept(content: IO[bytes], place: Path) -> str:
    """Stays packed; the sum is of what is inside."""
    _copied(content, place)
    found = sha256()
    with gzip.open(place) as plain:
        while piece := plain.read(PIECE_BYTES):
            found.update(piece)
    return found.hexdigest()


def _copied(content: IO[bytes], place: Path) -> str:
    """Stops before a little that unpacks to very much has filled the disk."""
    found, size = sha256(), 0
    with place.open("wb") as target:
        while piece := content.read(PIECE_BYTES):
            found.update(piece)
            target.write(piece)
            size += len(piece)
            if size % SEEN_TO_EVERY < PIECE_BYTES and free_bytes(place.parent) < SEEN_TO_EVERY:
                raise OSError(errno.ENOSPC, "disk is nearly full")
    place.chmod(0o600)
    return found.hexdigest()


def _take_from_base(
    file: Path,
    base: dict[str, str],
    parts: _Parts,
    manifest: Manifest,
    identity: x25519.Identity,
) -> None:
    full = base_of(file, base)
    parts.only = frozenset(manifest.files) - parts.files.keys() - set(manifest.damaged)
    if parts.only:
        read_archive(full, identity, lambda head, content: _take(parts, head, content))


def _compare(parts: _Parts, manifest: Manifest) -> None:
    wanted = {d: size for d, size in manifest.files.items() if d not in manifest.damaged}
    sums = {name: table.sha256 for name, table in manifest.tables.items() if table.sha256}
    if (parts.files, parts.state, parts.tables, parts.database) != (
        wanted,
        manifest.state,
        sums,
        manifest.database_sha256,
    ):
        raise broken()
