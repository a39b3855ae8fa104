"""What the content of a file makes its readers stumble over: the file is not what was written.

Whoever knows the public key can lock a file of his own, so a reader may meet anything in it.
"""

from __future__ import annotations

import errno
import sqlite3
import struct
import tarfile
import zlib
from collections.abc import Iterator
from contextlib import contextmanager

from .refusals import broken

STUMBLES: tuple[type[Exception], ...] = (
    tarfile.TarError,
    zlib.error,
    struct.error,
    sqlite3.Error,
    EOFError,
    ValueError,
    TypeError,
    LookupError,
    ArithmeticError,
    RecursionError,
)


@contextmanager
def as_written(*more: type[Exception]) -> Iterator[None]:
    """Raises BackupBroken for the stumbles of all readers and for `more`. A disk that fails or is
    full is another matter, and keeps its own error."""
    kinds: tuple[type[Exception], ...] = (*STUMBLES, *more)
    try:
        yield
    except OSError as error:
        if error.errno is None:  # of gzip and tarfile, about the content
            raise broken() from error
        raise
    except kinds as error:
        if "disk is full" in str(error):
            raise OSError(errno.ENOSPC, str(error)) from error
        raise broken() from error
