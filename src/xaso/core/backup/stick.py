"""What lies on the stick: for each key a folder of its own, and nothing outside it is touched."""

from __future__ import annotations

import errno
import os
import shutil
from collections.abc import Iterator
from pathlib import Path

from django.utils.translation import gettext as _

from xaso.lib.durable import sync_folder

from .archive import SUM_ENDING, UNFINISHED, file_sha256
from .disk_words import why
from .folders import data_dir, free_bytes
from .keys import BackupKey
from .reading import opens
from .records import Book, Snapshot
from .refusals import BackupRefused
from .snapshot import clear_unfinished
from .stick_note import words_for
from .way_back import FOLDER, NOTE, folder_name

MOST_QUICK = 12
ANCHORS = "anchors.jsonl"
SPARE_BYTES = 16 * 1024 * 1024


def folder_on(top: Path, key: BackupKey) -> Path:
    return top / FOLDER / folder_name(key.number)


def fill(top: Path, book: Book, key: BackupKey) -> None:
    """The newest full backup and the newest of all, what belongs to them, and how they come back."""
    folder = folder_on(top, key)
    _make_folder(folder.parent)
    _make_folder(folder)
    _move_in_of_before(folder, key)
    clear_unfinished(folder)
    wanted = list(_worth_copying(book))
    stay = {each.name for each in wanted}
    for each in wanted:
        if not _is_copied(each, folder):
            _make_room(folder, book, each.bytes + SPARE_BYTES, stay)
            _copy(each.path, folder / each.name, each.sha256)
            _lay(_sum_words(each), folder / f"{each.name}{SUM_ENDING}")
    anchors = data_dir() / ANCHORS
    if anchors.exists():
        _lay(anchors.read_bytes(), folder / ANCHORS)
    if wanted:
        _lay(words_for(wanted[-1], key), folder / NOTE)
    for old in _oldest_first(folder, "*-nhanh*.xaso", book)[:-MOST_QUICK]:
        if old.name not in stay:
            _drop(old)
    sync_folder(folder)


def why_not(error: OSError) -> str:
    """In words, what a stick refuses most."""
    known = {
        errno.ENOSPC: _full(),
        errno.EDQUOT: _full(),
        errno.EFBIG: _(
            "USB kiểu FAT32 không chứa được tệp trên 4 GB. Định dạng lại USB thành exFAT."
        ),
        errno.EROFS: _(
            "USB đang ở chế độ chỉ cho đọc. Gạt nút khóa trên USB, hoặc thay cái khác."
        ),
        errno.EACCES: _("Chương trình không được phép ghi vào USB này. Thay USB khác."),
        errno.EIO: _("USB đọc, ghi lỗi. Rút ra cắm lại; vẫn lỗi thì thay cái khác."),
    }
    return known.get(error.errno or 0) or _("Không ghi được sang đó: %(why)s.") % {
        "why": why(error)
    }


def _make_folder(folder: Path) -> None:
    if folder.is_symlink():  # whoever prepared the stick would have us write and delete elsewhere
        raise BackupRefused(
            "second_elsewhere",
            _("Thư mục %(name)s trên USB là lối tắt sang chỗ khác. Xóa lối tắt đó hoặc thay USB.")
            % {"name": folder.name},
        )
    folder.mkdir(exist_ok=True)


def _move_in_of_before(folder: Path, key: BackupKey) -> None:
    """Copies once lay side by side for all: those our key opens are ours."""
    for file in sorted(folder.parent.glob("*.xaso")):
        target = folder / file.name
        if file.is_symlink() or not file.is_file() or target.exists():
            continue
        if opens(file, key.identity):
            file.rename(target)
            beside = file.with_name(file.name + SUM_ENDING)
            if beside.is_file() and not beside.is_symlink():
                beside.rename(target.with_name(beside.name))


def _worth_copying(book: Book) -> Iterator[Snapshot]:
    newest = book.last_good
    if newest is None:
        return
    full = next((each for each in book.snapshots if each.name == newest.base), book.last_full)
    if full is not None:
        yield full
    if newest != full:
        yield newest


def _is_copied(each: Snapshot, folder: Path) -> bool:
    """By name, size and the sum laid beside it when it had been read back."""
    target, beside = folder / each.name, folder / f"{each.name}{SUM_ENDING}"
    if target.is_symlink() or beside.is_symlink() or not target.is_file():
        return False
    is_whole = target.stat().st_size == each.bytes
    return is_whole and beside.is_file() and beside.read_bytes() == _sum_words(each)


def _sum_words(each: Snapshot) -> bytes:
    return f"{each.sha256}  {each.name}\n".encode()


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


def _lay(content: bytes, target: Path) -> None:
    """In the place of what stood there: a shortcut of that name is not followed."""
    if target.is_file() and not target.is_symlink() and target.read_bytes() == content:
        return
    temporary = target.with_name(f"{UNFINISHED}{target.name}")
    temporary.write_bytes(content)
    temporary.replace(target)


def _make_room(folder: Path, book: Book, wanted: int, stay: set[str]) -> None:
    """The oldest full backups of ours go first, never the newest one nor what is copied now."""
    for old in _oldest_first(folder, "*-day-du*.xaso", book)[:-1]:
        if old.name not in stay and free_bytes(folder) < wanted:
            _drop(old)
    if free_bytes(folder) < wanted:
        raise BackupRefused("second_full", _full())


def _oldest_first(folder: Path, pattern: str, book: Book) -> list[Path]:
    """As they were made: the name of one made while the clock was wrong says nothing. What the
    book does not know any more is older than all it knows."""
    place = {each.name: number for number, each in enumerate(book.snapshots)}
    return sorted(folder.glob(pattern), key=lambda file: (place.get(file.name, -1), file.name))


def _drop(path: Path) -> None:
    path.unlink(missing_ok=True)
    path.with_name(path.name + SUM_ENDING).unlink(missing_ok=True)


def _full() -> str:
    return _("USB hết chỗ. Xóa bớt tệp khác hoặc thay USB lớn hơn.")
