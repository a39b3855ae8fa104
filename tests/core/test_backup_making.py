"""Backups are made while people work: full once, quick in between, whatever the disk does."""

import errno
import os
import shutil
import time
from datetime import timedelta

import pytest
from django.db import connection

from conftest import MORNING
from tests.core.backups import bring_back, files_in, keep, path_of, without_key
from xaso.core.backup import book, sqlite, turns
from xaso.core.backup.manifest import QUICK
from xaso.core.backup.refusals import BackupRefused
from xaso.core.backup.snapshot import make

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.usefixtures("place")]


def test_a_quick_backup_leaves_out_what_the_full_one_holds(full, place, trung, tmp_path):
    new = keep(trung, b"%PDF-1.7 anh moi", MORNING)

    quick = make(at=MORNING + timedelta(minutes=5), kind=QUICK)
    code, answer = bring_back(tmp_path / "new", quick.path, key=place)

    assert (quick.kind, quick.base, quick.files) == (QUICK, full.name, 2)
    assert (code, answer["files"]) == (0, 2)
    assert files_in(tmp_path / "new" / "files") == files_in(place / "files")
    assert path_of(new.sha256).exists()


def test_a_quick_backup_without_its_full_one_says_which_is_missing(full, place, tmp_path):
    quick = make(at=MORNING + timedelta(minutes=5), kind=QUICK)
    alone = without_key(quick.path, tmp_path / "usb")

    code, answer = bring_back(tmp_path / "new", alone, key=place)

    assert (code, answer["error"]["code"]) == (2, "base_missing")
    assert full.name in answer["error"]["message"]


def test_without_a_full_one_a_quick_backup_is_made_full(trung):
    made = make(at=MORNING, kind=QUICK)

    assert made.is_full


def test_a_lost_photo_does_not_stop_the_backup_and_is_counted(full, place, trung, tmp_path):
    lost = keep(trung, b"%PDF-1.7 mat", MORNING)
    path_of(lost.sha256).unlink()

    made = make(at=MORNING + timedelta(minutes=5))
    code, answer = bring_back(tmp_path / "new", made.path, key=place)

    assert (made.files, made.damaged) == (2, 1)
    assert (code, answer["files"], answer["damaged"]) == (0, 1, 1)


def test_a_full_disk_is_said_before_anything_is_written(trung, place, monkeypatch):
    monkeypatch.setattr("shutil.disk_usage", lambda _: shutil._ntuple_diskusage(10, 10, 1_000))

    with pytest.raises(BackupRefused, match="Ổ đĩa còn 0 MB"):
        make(at=MORNING)

    assert [path.name for path in (place / "backups").glob("*.xaso*")] == []
    assert "Ổ đĩa" in book.read_book().trouble


@pytest.mark.parametrize(
    ("code", "said"),
    [
        (errno.EROFS, "ổ chỉ cho đọc"),
        (errno.EACCES, "không được phép ghi"),
        (errno.EIO, "ổ đọc, ghi lỗi"),
        (errno.ENOTDIR, "không phải thư mục"),
    ],
)
def test_why_a_disk_takes_no_backup_is_said_in_words(trung, monkeypatch, tmp_path, code, said):
    def refuse(*_given):
        raise OSError(code, os.strerror(code))

    monkeypatch.setattr("xaso.core.backup.snapshot.write_archive", refuse)

    with pytest.raises(BackupRefused, match=said):
        make(tmp_path / "usb", at=MORNING)


def test_two_backups_at_once_wait_for_nobody(trung):
    with turns.alone(), pytest.raises(BackupRefused, match="lần sao lưu khác"):
        make(at=MORNING)


@pytest.mark.django_db
def test_a_database_that_stays_locked_ends_the_backup_with_a_sentence(trung, monkeypatch):
    """In a test that holds its own transaction every job used to wait here for ever."""
    monkeypatch.setattr(sqlite, "LOCKED_FOR_S", 0.5)
    if connection.vendor != "sqlite":
        pytest.skip("only SQLite locks a database as a whole")

    with pytest.raises(BackupRefused, match="chương trình khác giữ"):
        make(at=MORNING)


def test_what_another_machine_is_writing_beside_ours_is_left_alone(trung, tmp_path):
    shared, yesterday = tmp_path / "nas", time.time() - 2 * 24 * 3600
    shared.mkdir()
    for name in (".dang-ghi-moi", "may-khac-day-du.xaso.sha256", ".dang-ghi-cu"):
        (shared / name).write_text("đang viết")
    os.utime(shared / ".dang-ghi-cu", (yesterday, yesterday))

    made = make(shared, at=MORNING)

    assert {path.name for path in shared.iterdir()} == {
        made.name,
        f"{made.name}.sha256",
        ".dang-ghi-moi",
        "may-khac-day-du.xaso.sha256",
    }


def test_what_a_cut_left_behind_is_swept_before_the_next_one(full, place):
    home = place / "backups"
    (home / ".dang-ghi-abc").write_text("nửa tệp")
    (home / "xaso-cu-day-du.xaso.sha256").write_text("mồ côi")

    make(at=MORNING + timedelta(minutes=5))

    assert not (home / ".dang-ghi-abc").exists()
    assert not (home / "xaso-cu-day-du.xaso.sha256").exists()
