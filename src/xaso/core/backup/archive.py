"""One file: a tar stream locked with age. `age -d -i backup.key FILE | tar x` opens it without us.

Bytes are pulled through in small pieces; neither side ever holds a whole file in memory.
"""

from __future__ import annotations

import errno
import os
import tarfile
import tempfile
import threading
from collections.abc import Callable, Iterable, Iterator
from contextlib import suppress
from dataclasses import dataclass
from hashlib import sha256
from io import BufferedReader, BytesIO
from pathlib import Path
from typing import IO

import pyrage
from django.utils.translation import gettext as _
from pyrage import x25519

from xaso.lib.durable import put, sync_folder

from .refusals import BackupBroken, BackupRefused

PIECE_BYTES = 256 * 1024
HEAD_BYTES = 64 * 1024
BEGIN_BYTES = 4 * 64 * 1024
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


def read_archive(
    file: Path,
    identity: x25519.Identity,
    take: Callable[[tarfile.TarInfo, IO[bytes]], None],
) -> None:
    """`take` gets each member in turn. What it was given counts only when this returns.

    Raises BackupBroken for a file that is not as it was written, BackupRefused for a wrong key.
    """
    reading, writing = os.pipe()
    consumer = _Consumer(reading, take)
    consumer.start()
    trouble: Exception | None = None
    with file.open("rb") as locked, _PipeEnd(writing) as pipe:
        try:
            pyrage.decrypt_io(locked, pipe, [identity])
        except (pyrage.DecryptError, OSError, ValueError) as error:
            trouble = error
    consumer.join()
    if consumer.trouble and (trouble is None or pipe.is_broken):
        raise _of_consumer(consumer.trouble) from consumer.trouble
    if trouble:
        raise _of_lock(trouble, file) from trouble


def first_member(file: Path, identity: x25519.Identity, name: str) -> bytes:
    """Only the beginning of the file is read; raises BackupBroken where it does not begin so."""
    plain = BytesIO()
    with file.open("rb") as locked:
        begin = BytesIO(locked.read(BEGIN_BYTES))
    with suppress(pyrage.DecryptError, OSError):  # we cut off the rest ourselves
        pyrage.decrypt_io(begin, plain, [identity])
    plain.seek(0)
    try:
        with tarfile.open(fileobj=plain, mode="r|") as tar:
            head = tar.next()
            content = tar.extractfile(head) if head and head.name == name else None
            if content is not None:
                return content.read()
    except tarfile.TarError as error:
        raise broken() from error
    raise broken()


def opens(file: Path, identity: x25519.Identity) -> bool:
    """Whether the key fits; only the head of the file is read."""
    with file.open("rb") as locked:
        head = BytesIO(locked.read(HEAD_BYTES))
    try:
        pyrage.decrypt_io(head, BytesIO(), [identity])
    except pyrage.DecryptError as error:
        return "No matching keys" not in str(error)
    except OSError:
        return True  # the head was right, and we cut off the rest ourselves
    return True


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


class _PipeEnd:
    """Where age writes; broken when the reader has given up."""

    def __init__(self, descriptor: int) -> None:
        self._file = os.fdopen(descriptor, "wb", buffering=PIECE_BYTES)
        self.is_broken = False

    def __enter__(self) -> _PipeEnd:
        return self

    def __exit__(self, *_: object) -> None:
        try:
            self._file.close()
        except BrokenPipeError:
            self.is_broken = True

    def write(self, piece: bytes) -> int:
        try:
            return self._file.write(piece)
        except BrokenPipeError:
            self.is_broken = True
            raise

    def flush(self) -> None:
        try:
            self._file.flush()
        except BrokenPipeError:
            self.is_broken = True
            raise


class _Consumer(threading.Thread):
    def __init__(
        self, descriptor: int, take: Callable[[tarfile.TarInfo, IO[bytes]], None]
    ) -> None:
        super().__init__(daemon=True)
        self._descriptor, self._take = descriptor, take
        self.trouble: Exception | None = None

    def run(self) -> None:
        with os.fdopen(self._descriptor, "rb") as pipe:
            try:
                self._read(pipe)
            except Exception as error:  # told by the thread that waits for this one
                self.trouble = error

    def _read(self, pipe: BufferedReader) -> None:
        with tarfile.open(fileobj=pipe, mode="r|", bufsize=PIECE_BYTES) as tar:
            for head in tar:
                content = tar.extractfile(head)
                if content is not None:
                    self._take(head, content)
        while pipe.read(PIECE_BYTES):
            pass


def _of_consumer(trouble: Exception) -> Exception:
    if isinstance(trouble, tarfile.TarError | EOFError):
        return broken()
    return trouble


def _of_lock(trouble: Exception, file: Path) -> Exception:
    if isinstance(trouble, OSError) and trouble.errno is not None:
        return BackupRefused("file_unreadable", _("Không đọc được tệp %(path)s.") % {"path": file})
    if "No matching keys" in str(trouble) and not _differs_from_sum(file):
        return BackupRefused(
            "wrong_key",
            _("Khóa này không mở được bản sao lưu: xem số khóa trên phiếu có đúng của xã không."),
        )
    return broken()


def broken() -> BackupBroken:
    return BackupBroken(
        "broken",
        _("Tệp sao lưu bị hỏng: nội dung đã đổi hoặc bị cắt. Dùng bản khác hoặc chép lại từ USB."),
    )


def _differs_from_sum(file: Path) -> bool:
    beside = file.with_name(file.name + SUM_ENDING)
    if not beside.is_file():
        return False
    said = beside.read_text("utf-8", "replace").split()
    return bool(said) and said[0] != file_sha256(file)
