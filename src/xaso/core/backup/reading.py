"""Read a locked tar piece by piece; whatever is not as it was written is said in one way."""

from __future__ import annotations

import os
import tarfile
import threading
from collections.abc import Callable
from contextlib import suppress
from io import BufferedReader, BytesIO
from pathlib import Path
from typing import IO

import pyrage
from django.utils.translation import gettext as _
from pyrage import x25519

from .archive import PIECE_BYTES, SUM_ENDING, file_sha256
from .misread import as_written
from .refusals import BackupRefused, broken

HEAD_BYTES = 64 * 1024
BEGIN_BYTES = 4 * 64 * 1024
FILES = (tarfile.REGTYPE, tarfile.AREGTYPE)


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
    with _opened(file) as locked, _PipeEnd(writing) as pipe:
        try:
            pyrage.decrypt_io(locked, pipe, [identity])
        except (pyrage.DecryptError, OSError, ValueError) as error:
            trouble = error
    consumer.join()
    if consumer.trouble and (trouble is None or pipe.is_broken):
        raise consumer.trouble
    if trouble:
        raise _of_lock(trouble, file) from trouble


def first_member(file: Path, identity: x25519.Identity, name: str) -> bytes:
    """Only the beginning of the file is read; raises BackupBroken where it does not begin so."""
    plain = BytesIO()
    with _opened(file) as locked:
        begin = BytesIO(locked.read(BEGIN_BYTES))
    with suppress(pyrage.DecryptError, OSError):  # we cut off the rest ourselves
        pyrage.decrypt_io(begin, plain, [identity])
    plain.seek(0)
    with as_written(), tarfile.open(fileobj=plain, mode="r|") as tar:
        head = tar.next()
        content = tar.extractfile(head) if head and head.name == name else None
        if content is not None:
            return content.read()
    raise broken()


def opens(file: Path, identity: x25519.Identity) -> bool:
    """Whether the key fits; only the head of the file is read."""
    with _opened(file) as locked:
        head = BytesIO(locked.read(HEAD_BYTES))
    try:
        pyrage.decrypt_io(head, BytesIO(), [identity])
    except pyrage.DecryptError as error:
        return "No matching keys" not in str(error)
    except OSError:
        return True  # the head was right, and we cut off the rest ourselves
    return True


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
                with as_written():
                    self._read(pipe)
            except Exception as error:  # told by the thread that waits for this one
                self.trouble = error

    def _read(self, pipe: BufferedReader) -> None:
        with tarfile.open(fileobj=pipe, mode="r|", bufsize=PIECE_BYTES) as tar:
            for head in tar:
                content = tar.extractfile(head) if head.type in FILES else None
                if content is None:
                    raise broken()
                self._take(head, content)
        while pipe.read(PIECE_BYTES):
            pass


def _opened(file: Path) -> IO[bytes]:
    try:
        return file.open("rb")
    except OSError as error:
        raise _unreadable(file) from error


def _of_lock(trouble: Exception, file: Path) -> Exception:
    if isinstance(trouble, OSError) and trouble.errno is not None:
        return _unreadable(file)
    if "No matching keys" in str(trouble) and not _differs_from_sum(file):
        return BackupRefused(
            "wrong_key",
            _("Khóa này không mở được bản sao lưu: xem số khóa trên phiếu có đúng của xã không."),
        )
    return broken()


def _unreadable(file: Path) -> BackupRefused:
    return BackupRefused("file_unreadable", _("Không đọc được tệp %(path)s.") % {"path": file})


def _differs_from_sum(file: Path) -> bool:
    beside = file.with_name(file.name + SUM_ENDING)
    if not beside.is_file():
        return False
    said = beside.read_text("utf-8", "replace").split()
    return bool(said) and said[0] != file_sha256(file)
