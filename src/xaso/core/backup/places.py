"""The second place: a stick or disk that holds copies when this machine burns, drowns or is stolen."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path

from django.conf import settings
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from . import stick
from .book import change, read_book
from .folders import data_dir
from .keys import ensure_key
from .records import Book, Second
from .refusals import BackupRefused
from .turns import copying_alone

MOUNTS = ("/media", "/run/media", "/mnt")


@dataclass(frozen=True)
class Place:
    folder: str
    free_bytes: int
    total_bytes: int

    @property
    def name(self) -> str:
        return Path(self.folder).name


def plugged_in() -> list[Place]:
    """Sticks and disks the machine has mounted where we may write, besides its own disk."""
    own = data_dir().stat().st_dev
    return [_place(folder) for folder in _mounted() if folder.stat().st_dev != own]


def set_by_machine() -> str:
    """`XASO_BACKUP_TO`, decided by whoever set the machine up; then the page only tells."""
    return str(getattr(settings, "XASO_BACKUP_TO", ""))


def chosen(folder: str, at: datetime) -> Second:
    if set_by_machine():
        raise ValidationError(
            _("Nơi cất thứ hai do người cài máy đặt sẵn (XASO_BACKUP_TO), không đổi ở đây.")
        )
    if not folder:
        return Second()
    if folder not in {place.folder for place in plugged_in()}:
        raise ValidationError(_("Không thấy ổ này nữa. Cắm lại USB, đợi vài giây rồi chọn lại."))
    return _first_seen(folder, at)


def second_of(book: Book) -> Second:
    """What the settings say counts before what a page said."""
    told = set_by_machine()
    if not told or book.second.folder == told:
        return book.second
    return Second(folder=told, set_at=None)


def copy_to_second(at: datetime) -> Second:
    """The newest full backup and the newest of all go over, each read back and compared."""
    book = read_book()
    second = second_of(book)
    if not second.folder:
        return second
    if second.set_at is None:
        second = _first_seen(second.folder, at) if Path(second.folder).is_dir() else second
    if not is_there(second):
        return _kept(second)
    second = replace(second, seen_at=at, trouble="")
    try:
        with copying_alone():
            stick.fill(Path(second.folder), book, ensure_key(data_dir()))
    except BackupRefused as error:
        return second if error.code == "busy" else _kept(replace(second, trouble=error.message))
    except OSError as error:
        return _kept(replace(second, trouble=stick.why_not(error)))
    newest = book.last_good.made_at if book.last_good else second.newest_copied
    return _kept(replace(second, copied_at=at, newest_copied=newest))


def folder_of(second: Second) -> str:
    """Where exactly the copies lie."""
    return str(stick.folder_on(Path(second.folder), ensure_key(data_dir())))


def is_there(second: Second) -> bool:
    """An empty mount point is no stick: what was another disk must still be another one."""
    folder = Path(second.folder)
    return (
        folder.is_dir()
        and os.access(folder, os.W_OK)
        and (second.same_disk or _is_other_disk(folder))
    )


def _kept(second: Second) -> Second:
    """Unless somebody has chosen another place while this one was being filled."""
    if second_of(read_book()).folder != second.folder:
        return second
    return change(second=second).second


def _first_seen(folder: str, at: datetime) -> Second:
    return Second(folder=folder, set_at=at, seen_at=at, same_disk=not _is_other_disk(Path(folder)))


def _is_other_disk(folder: Path) -> bool:
    return folder.stat().st_dev != data_dir().stat().st_dev


def _mounted() -> Iterator[Path]:
    for top in map(Path, MOUNTS):
        for depth in ("*", "*/*"):
            for folder in sorted(top.glob(depth)):
                if folder.is_mount() and os.access(folder, os.W_OK):
                    yield folder


def _place(folder: Path) -> Place:
    usage = shutil.disk_usage(folder)
    return Place(str(folder), usage.free, usage.total)
