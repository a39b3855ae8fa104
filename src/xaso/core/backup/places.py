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

from xaso.lib.durable import sync_folder

from .archive import SUM_ENDING, UNFINISHED, file_sha256
from .book import Book, Second, Snapshot, change, copying_alone, read_book, sum_of
from .folders import data_dir, free_bytes
from .refusals import BackupRefused
from .snapshot import clear_unfinished

MOUNTS = ("/media", "/run/media", "/mnt")
FOLDER = "xaso-sao-luu"
MOST_QUICK = 12
ANCHORS = "anchors.jsonl"
SPARE_BYTES = 16 * 1024 * 1024


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
        raise ValidationError(_("Nơi cất thứ hai đã đặt trong cấu hình máy (XASO_BACKUP_TO)."))
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
            _copy_all(book, Path(second.folder) / FOLDER)
    except (OSError, BackupRefused) as error:
        if isinstance(error, BackupRefused) and error.code == "busy":
            return second
        said = error.message if isinstance(error, BackupRefused) else error.strerror or str(error)
        return _kept(replace(second, trouble=said))
    newest = book.last_good.made_at if book.last_good else second.newest_copied
    return _kept(replace(second, copied_at=at, newest_copied=newest))


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


def _copy_all(book: Book, folder: Path) -> None:
    if folder.is_symlink():  # whoever prepared the stick would have us write and delete elsewhere
        raise BackupRefused(
            "second_elsewhere",
            _("Thư mục %(name)s trên USB là lối tắt sang chỗ khác. Xóa lối tắt đó hoặc thay USB.")
            % {"name": FOLDER},
        )
    folder.mkdir(exist_ok=True)
    clear_unfinished(folder)
    wanted = list(_worth_copying(book))
    stay = {each.name for each in wanted}
    for each in wanted:
        target = folder / each.name
        if not target.exists() or target.stat().st_size != each.bytes:
            _make_room(folder, each.bytes + SPARE_BYTES, stay)
            _copy(each.path, target, each.sha256)
        if sum_of(each).exists():
            _lay(sum_of(each), target.with_name(target.name + SUM_ENDING))
    anchors = data_dir() / ANCHORS
    if anchors.exists():
        _lay(anchors, folder / ANCHORS)
    for old in sorted(folder.glob("*-nhanh*.xaso"))[:-MOST_QUICK]:
        if old.name not in stay:  # a clock that went back gives the newest the oldest name
            _drop(old)
    sync_folder(folder)


def _worth_copying(book: Book) -> Iterator[Snapshot]:
    newest = book.last_good
    if newest is None:
        return
    full = next((each for each in book.snapshots if each.name == newest.base), book.last_full)
    if full is not None:
        yield full
    if newest != full:
        yield newest


def _copy(source: Path, target: Path, digest: str) -> None:
    temporary = target.with_name(f"{UNFINISHED}{target.name}")
    with source.open("rb") as given, temporary.open("wb") as taken:
        shutil.copyfileobj(given, taken, 1024 * 1024)
        taken.flush()
        os.fsync(taken.fileno())
        os.posix_fadvise(taken.fileno(), 0, 0, os.POSIX_FADV_DONTNEED)
    if file_sha256(temporary) != digest:
        temporary.unlink()
        raise BackupRefused(
            "bad_copy", _("Chép sang USB xong đọc lại thấy khác. USB có thể hỏng, thay cái khác.")
        )
    temporary.replace(target)


def _lay(source: Path, target: Path) -> None:
    """In the place of what stood there: a shortcut of that name is not followed."""
    temporary = target.with_name(f"{UNFINISHED}{target.name}")
    shutil.copyfile(source, temporary)
    temporary.replace(target)


def _make_room(folder: Path, wanted: int, stay: set[str]) -> None:
    """The oldest full backups on a full stick go first, never the newest one nor what is copied now."""
    fulls = sorted(folder.glob("*-day-du*.xaso"))[:-1]
    for old in (each for each in fulls if each.name not in stay):
        if free_bytes(folder) < wanted:
            _drop(old)
    if free_bytes(folder) < wanted:
        raise BackupRefused(
            "second_full", _("USB hết chỗ. Xóa bớt tệp khác hoặc thay USB lớn hơn.")
        )


def _drop(path: Path) -> None:
    path.unlink(missing_ok=True)
    path.with_name(path.name + SUM_ENDING).unlink(missing_ok=True)


def _mounted() -> Iterator[Path]:
    for top in map(Path, MOUNTS):
        for depth in ("*", "*/*"):
            for folder in sorted(top.glob(depth)):
                if folder.is_mount() and os.access(folder, os.W_OK):
                    yield folder


def _place(folder: Path) -> Place:
    usage = shutil.disk_usage(folder)
    return Place(str(folder), usage.free, usage.total)
