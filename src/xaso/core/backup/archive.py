"""One file: a tar stream locked with age. `age -d -i backup.key FILE | tar x` opens it without us.

Bytes are pulled through in small pieces; neither side ever holds a whole file in memory.
"""

from __future__ import annotations

import errno
import os
import tarfile
import tempfile
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path
from typing import IO

import pyrage
from django.utils.translation import gettext as _
from pyrage import x25519

from xaso.lib.durable import put, sync_folder

from .refusals import BackupRefused

PIECE_BYTES = 256 * 1024
BLOCK_BYTES = tarfile.BLOCKSIZE
UNFINISHED = ".dang-ghi-"
"""Begins the name of a file that is being written; one left behind was cut off and may go."""
SUM_ENDING = ".sha256"


@dataclass(frozen=True)
class Member:
    name: str
    size: int
    pieces: Iterable[bytes]


@dataclass(frozen=True)
class Written:
    size_bytes: int
    sha256: str


def write_archive(place: Path, members: Iterable[Member], recipient: x25519.Recipient) -> Written:
    """The file appears under its name whole, or not at all; its SHA-256 lies beside it."""
    handle, name = tempfile.mkstemp(dir=place.parent, prefix=UNFINISHED)
    temporary = Path(name)
    try:
        written = _write_locked(handle, members, recipient)
        put(place.with_name(place.name + SUM_ENDING), f"{written.sha256}  {place.name}\n".encode())
        temporary.replace(place)
    except BaseException:
        temporary.unlink(missing_ok=True)
        raise
    sync_folder(place.parent)
    return written


def file_sha256(path: Path) -> str:
    digest = sha256()
    for piece in pieces_of(path):
        digest.update(piece)
    return digest.hexdigest()


def pieces_of(path: Path) -> Iterator[bytes]:
    with path.open("rb") as file:
        while piece := file.read(PIECE_BYTES):
            yield piece


def _write_locked(handle: int, members: Iterable[Member], recipient: x25519.Recipient) -> Written:
    with os.fdopen(handle, "wb") as file:
        source, target = _Pulled(_tar(members)), _Summed(file)
        try:
            pyrage.encrypt_io(source, target, [recipient])
        except Exception as error:
            cause = source.trouble or target.trouble or error
            if isinstance(cause, OSError) and cause.errno == errno.ENOSPC:
                raise BackupRefused("disk_full", _("Ổ đĩa hết chỗ khi đang sao lưu.")) from error
            raise cause from error
        file.flush()
        os.fsync(file.fileno())
    return Written(target.size_bytes, target.digest.hexdigest())


def _tar(members: Iterable[Member]) -> Iterator[bytes]:
    for member in members:
        head = tarfile.TarInfo(member.name)
        head.size, head.mode = member.size, 0o600
        yield head.tobuf(tarfile.PAX_FORMAT)
        left = member.size
        for piece in member.pieces:
            left -= len(piece)
            yield piece
        if left:
            raise BackupRefused(
                "changed", _("Tệp %(name)s đổi trong lúc sao lưu.") % {"name": member.name}
            )
        yield bytes(-member.size % BLOCK_BYTES)
    yield bytes(2 * BLOCK_BYTES)


class _Pulled:
    """age pulls; remembers what went wrong, for age tells it in its own words."""

    def __init__(self, pieces: Iterator[bytes]) -> None:
        self._pieces, self._rest = pieces, memoryview(b"")
        self.trouble: Exception | None = None

    def read(self, size: int) -> bytes:
        while not self._rest:
            try:
                self._rest = memoryview(next(self._pieces))
            except StopIteration:
                return b""
            except Exception as error:
                self.trouble = error
                raise
        given, self._rest = self._rest[:size], self._rest[size:]
        return bytes(given)


class _Summed:
    def __init__(self, file: IO[bytes]) -> None:
        self._file, self.digest, self.size_bytes = file, sha256(), 0
        self.trouble: OSError | None = None

    def write(self, piece: bytes) -> int:
        try:
            self._file.write(piece)
        except OSError as error:
            self.trouble = error
            raise
        self.digest.update(piece)
        self.size_bytes += len(piece)
        return len(piece)

    def flush(self) -> None:
        self._file.flush()
