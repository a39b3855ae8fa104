"""A backup back into an empty data folder: all of it, checked, or nothing.

Works beside the data first: Django's settings already point at the folder of work. Only when
everything is equal do its parts move in, the database last.
"""

from __future__ import annotations

import errno
import shutil
import tomllib
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from django.conf import settings
from django.core.exceptions import (
    FieldDoesNotExist,
    FieldError,
    ObjectDoesNotExist,
    ValidationError,
)
from django.core.management import CommandError
from django.db import DatabaseError, InterfaceError, OperationalError, connection, connections
from django.db.migrations.exceptions import (
    AmbiguityError,
    BadMigrationError,
    CircularDependencyError,
    InconsistentMigrationHistory,
    IrreversibleError,
)
from django.utils.translation import gettext as _

from xaso.core.events.chain import Anchor
from xaso.core.postgres.owner import as_owner

from .disk_words import why
from .emptiness import UNDER_WAY, data_in, move_in
from .folders import free_bytes
from .keys import KEY_FILE, BackupKey, keys_for, put_aside_other, save_key
from .manifest import About
from .misread import as_written
from .postgres import empty_postgres, is_empty_postgres
from .reading import opens
from .refusals import BackupBroken, BackupRefused
from .settle import Older, check_rows, load_rows, settle
from .unpack import Unpacked, unpack

SETTINGS = "xaso.toml"
GONE = (OperationalError, InterfaceError)
OF_MIGRATIONS = (
    AmbiguityError,
    BadMigrationError,
    CircularDependencyError,
    InconsistentMigrationHistory,
    IrreversibleError,
    FieldError,
    FieldDoesNotExist,
    CommandError,
)


@dataclass(frozen=True)
class Restored:
    about: About
    rows: int
    files: int
    file_bytes: int
    damaged: int
    older: list[Older]
    """Communes whose saved anchors tell of later events than this backup holds."""


def restore(
    file: Path,
    data_dir: Path,
    key: str = "",
    *,
    at: datetime,
    anchors: Sequence[Anchor] = (),
) -> Restored:
    """Django must have been set up for `data_dir / UNDER_WAY`, which this fills and moves in."""
    work = data_dir / UNDER_WAY
    if Path(settings.DATA_DIR) != work:
        raise RuntimeError("the settings must point at the folder of work, not at anybody's data")
    try:
        _must_have_room(file, work)
        fitting = _fitting_key(file, data_dir, key)
        unpacked = unpack(file, fitting.identity, work)
        restored = _settled(file, work, unpacked, anchors, at)
        connections.close_all()
        _settings_of_this_machine(work, data_dir)
        _must_still_be_empty(data_dir)
        put_aside_other(fitting, data_dir)
        save_key(fitting, data_dir)
    except BaseException as error:
        connections.close_all()
        shutil.rmtree(work, ignore_errors=True)
        if isinstance(error, OSError):
            raise _not_written(error, data_dir) from error
        raise
    move_in(data_dir)  # cut off in here it is finished by the next restore, so nothing is removed
    return restored


def check(file: Path, scratch: Path, key: str = "", *, data_dir: Path) -> Unpacked:
    """Everything is read and compared, nothing is kept."""
    _must_have_room(file, scratch)
    fitting = _fitting_key(file, data_dir, key)
    try:
        unpacked = unpack(file, fitting.identity, scratch, keep_files=False)
        check_rows(scratch, unpacked)
    except OSError as error:
        raise _not_written(error, scratch) from error
    return unpacked


def _settled(
    file: Path, work: Path, unpacked: Unpacked, anchors: Sequence[Anchor], at: datetime
) -> Restored:
    with as_owner():
        older = _loaded(file, work, unpacked, anchors, at)
    manifest = unpacked.manifest
    return Restored(
        about=unpacked.about,
        rows=manifest.rows,
        files=len(manifest.files) - len(manifest.damaged),
        file_bytes=unpacked.file_bytes,
        damaged=len(manifest.damaged),
        older=older,
    )


def _loaded(
    file: Path, work: Path, unpacked: Unpacked, anchors: Sequence[Anchor], at: datetime
) -> list[Older]:
    is_postgres = connection.vendor == "postgresql"
    if is_postgres and not is_empty_postgres():
        raise BackupRefused(
            "not_empty",
            _("Cơ sở dữ liệu đích đã có bảng. Tạo một cơ sở dữ liệu trống rồi làm lại."),
        )
    try:
        with as_loaded():
            load_rows(work, unpacked)
            return settle(file.name, unpacked, anchors, at)
    except BaseException:
        if is_postgres:
            empty_postgres()
        raise


@contextmanager
def as_loaded() -> Iterator[None]:
    """Rows that no table of ours takes were not written by us; a server that is gone is another matter."""
    try:
        with as_written(
            DatabaseError, InterfaceError, ObjectDoesNotExist, ValidationError, *OF_MIGRATIONS
        ):
            yield
    except BackupBroken as error:
        if connection.vendor == "postgresql" and isinstance(error.__cause__, GONE):
            raise BackupRefused(
                "database_gone",
                _("Cơ sở dữ liệu PostgreSQL ngừng trả lời giữa chừng. Xem máy chủ rồi làm lại."),
            ) from error
        raise


def _fitting_key(file: Path, data_dir: Path, given: str) -> BackupKey:
    """Of several candidates the one the backup is locked for."""
    keys = keys_for(file, data_dir, given)
    if not keys:
        raise BackupRefused(
            "key_missing",
            _(
                "Chưa có khóa. Lấy phiếu khóa sao lưu trong két của xã, chạy lệnh này ở cửa sổ lệnh "
                "và gõ khi máy hỏi, hoặc chép tệp %(name)s vào cạnh bản sao lưu."
            )
            % {"name": KEY_FILE},
        )
    return next((key for key in keys if opens(file, key.identity)), keys[0])


def _settings_of_this_machine(work: Path, data_dir: Path) -> None:
    """Where the database is, this machine says, not the one that is gone."""
    own, restored = data_dir / SETTINGS, work / SETTINGS
    if own.exists():
        shutil.copy(own, restored)
    elif restored.exists():
        lines = restored.read_text("utf-8", "replace").splitlines(keepends=True)
        kept = [f"# {line}" if line.lstrip().startswith("database_") else line for line in lines]
        if _names_a_database("".join(kept)):
            kept = [f"# {line}" for line in lines]
        restored.write_text("".join(kept), "utf-8")


def _names_a_database(settings_text: str) -> bool:
    """Also in a way of writing that does not begin the line; and what nobody can read is not kept."""
    try:
        return any(name.startswith("database_") for name in tomllib.loads(settings_text))
    except tomllib.TOMLDecodeError:
        return True


def _must_still_be_empty(data_dir: Path) -> None:
    """Somebody may have started the program there in the minutes this took."""
    if data_in(data_dir):
        raise BackupRefused(
            "not_empty",
            _(
                "Trong lúc khôi phục, thư mục dữ liệu đã có dữ liệu khác. Tắt chương trình rồi làm lại."
            ),
        )


def _must_have_room(file: Path, work: Path) -> None:
    try:
        size = file.stat().st_size
    except OSError as error:
        raise BackupRefused(
            "file_not_found", _("Không đọc được tệp %(path)s.") % {"path": file}
        ) from error
    if free_bytes(work) < size:
        raise _disk_full()


def _not_written(error: OSError, folder: Path) -> BackupRefused:
    if error.errno == errno.ENOSPC:
        return _disk_full()
    return BackupRefused(
        "cannot_write",
        _("Không ghi được vào %(folder)s: %(why)s. Kiểm tra ổ đĩa rồi làm lại.")
        % {"folder": folder, "why": why(error)},
    )


def _disk_full() -> BackupRefused:
    return BackupRefused("disk_full", _("Ổ đĩa không đủ chỗ để khôi phục bản này."))
