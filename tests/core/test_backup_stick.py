"""The second place: a stick that is pulled, shared, prepared by somebody, or back again."""

import errno
import os
import shutil
from datetime import timedelta

import pytest
from django.core.exceptions import ValidationError

from conftest import MORNING
from tests.core.backups import files_in, keep
from xaso.core.backup import actions, health, places, stick
from xaso.core.backup.folders import data_dir
from xaso.core.backup.keys import ensure_key
from xaso.core.backup.manifest import QUICK
from xaso.core.backup.records import Second
from xaso.core.backup.snapshot import make
from xaso.core.doctor.finding import Level
from xaso.lib.key_text import write_key

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.usefixtures("place")]


def test_the_stick_gets_the_full_backup_and_the_newest(trung, usb):
    full = make(at=MORNING)
    keep(trung, b"%PDF-1.7 moi", MORNING)
    quick = make(at=MORNING + timedelta(minutes=5), kind=QUICK)

    second = places.copy_to_second(MORNING + timedelta(minutes=5))

    assert copies_in(ours(usb)) == {full.name, quick.name}
    assert (ours(usb) / full.name).read_bytes() == full.path.read_bytes()
    assert second.newest_copied == quick.made_at
    assert not list(usb.rglob("*.key"))


def test_a_pulled_stick_is_told_with_its_days(trung, usb):
    make(at=MORNING)
    places.copy_to_second(MORNING)
    shutil.rmtree(usb)
    later = MORNING + timedelta(days=3)

    places.copy_to_second(later)
    [told] = [each for each in health.findings(later) if each.code.startswith("second")]

    assert told.message == "Đã 3 ngày chưa cắm USB."
    assert told.level is Level.NOTICE


def test_a_stick_back_in_its_place_gets_what_it_missed(trung, usb):
    make(at=MORNING)
    places.copy_to_second(MORNING)
    shutil.rmtree(usb)
    usb.mkdir()
    newest = make(at=MORNING + timedelta(days=1))

    places.copy_to_second(MORNING + timedelta(days=1))

    assert (ours(usb) / newest.name).exists()


def test_an_empty_mount_point_is_no_stick(place, tmp_path):
    folder = tmp_path / "KINGSTON"
    folder.mkdir()
    was_another_disk = Second(folder=str(folder), set_at=MORNING, same_disk=False)

    assert not places.is_there(was_another_disk)


def test_only_what_is_plugged_in_can_be_chosen(trung, tmp_path):
    with pytest.raises(ValidationError, match="Cắm lại USB"):
        actions.choose_second_place(actor=trung, folder=str(tmp_path), at=MORNING)


@pytest.mark.parametrize(
    "name", ["anchors.jsonl", "{full}.sha256", "{full}", ".dang-ghi-{full}", stick.NOTE]
)
def test_a_shortcut_on_the_stick_leads_the_copy_nowhere_else(full, usb, place, name):
    victim = place / "secret_key"
    (place / "anchors.jsonl").write_text("{}\n")
    ours(usb).mkdir(parents=True)
    (ours(usb) / name.format(full=full.name)).symlink_to(victim)

    second = places.copy_to_second(MORNING)

    assert victim.read_text() == "bi-mat"
    assert second.copied_at == MORNING


@pytest.mark.parametrize("depth", [0, 1])
def test_a_folder_on_the_stick_that_is_a_shortcut_is_refused_with_a_sentence(
    full, usb, tmp_path, depth
):
    elsewhere = tmp_path / "elsewhere"
    elsewhere.mkdir()
    shortcut = [ours(usb).parent, ours(usb)][depth]
    shortcut.parent.mkdir(exist_ok=True)
    shortcut.symlink_to(elsewhere)

    second = places.copy_to_second(MORNING)

    assert "lối tắt" in second.trouble
    assert not list(elsewhere.iterdir())


@pytest.fixture
def neighbour(full, usb, settings, tmp_path):
    """Another commune with its own machine and key has filled the same stick before us."""
    home = settings.DATA_DIR
    settings.DATA_DIR = tmp_path / "ta-van"
    settings.DATA_DIR.mkdir()
    for day in range(3):
        make(at=MORNING + timedelta(days=day))
        places.copy_to_second(MORNING + timedelta(days=day))
    folder, settings.DATA_DIR = ours(usb), home
    return folder


def test_each_commune_on_a_shared_stick_has_the_folder_of_its_key(full, usb, neighbour):
    before = files_in(neighbour)

    places.copy_to_second(MORNING)

    assert ours(usb) != neighbour
    assert copies_in(ours(usb)) == {full.name}
    assert files_in(neighbour) == before


def test_the_copies_of_a_neighbour_make_no_room_for_ours(full, usb, neighbour, monkeypatch):
    before = files_in(neighbour)
    monkeypatch.setattr(stick, "free_bytes", lambda _: 1_000)

    second = places.copy_to_second(MORNING)

    assert second.trouble.startswith("USB hết chỗ")
    assert files_in(neighbour) == before


def test_a_file_of_the_same_name_and_size_that_is_another_is_no_copy_of_ours(full, usb):
    ours(usb).mkdir(parents=True)
    (ours(usb) / full.name).write_bytes(b"?" * full.bytes)

    places.copy_to_second(MORNING)

    assert (ours(usb) / full.name).read_bytes() == full.path.read_bytes()


def test_copies_of_before_move_to_the_folder_of_their_key_and_those_of_others_stay(
    full, usb, neighbour
):
    top = usb / "xaso-sao-luu"
    theirs = sorted(neighbour.glob("*.xaso"))[0]
    theirs.rename(top / "cua-xa-khac-day-du.xaso")
    shutil.copy(full.path, top / full.name)
    shutil.copy(f"{full.path}.sha256", top)
    inode = (top / full.name).stat().st_ino

    places.copy_to_second(MORNING)

    assert copies_in(top) == {"cua-xa-khac-day-du.xaso"}
    assert copies_in(ours(usb)) == {full.name}
    assert (ours(usb) / full.name).stat().st_ino == inode, "moved, not copied anew"


def test_the_stick_says_which_copy_is_the_newest_and_how_it_comes_back(full, usb, place):
    quick = make(at=MORNING + timedelta(minutes=5), kind=QUICK)
    places.copy_to_second(MORNING)

    note = (ours(usb) / stick.NOTE).read_text("utf-8-sig")

    assert "xã Gia Phú" in note
    assert f"Số khóa: {ensure_key(place).number}" in note
    assert f"xaso restore {quick.name}" in note
    assert full.name in note
    assert ensure_key(place).line not in note
    assert not any(group in note for group in write_key(ensure_key(place).secret))


@pytest.mark.parametrize(
    ("code", "said"),
    [
        (errno.EFBIG, "FAT32"),
        (errno.EROFS, "chỉ cho đọc"),
        (errno.ENOSPC, "USB hết chỗ"),
        (errno.EIO, "USB đọc, ghi lỗi"),
    ],
)
def test_what_a_stick_refuses_is_said_in_words(full, usb, monkeypatch, code, said):
    def refuse(*_given):
        raise OSError(code, os.strerror(code))

    monkeypatch.setattr(stick, "_copy", refuse)

    assert said in places.copy_to_second(MORNING).trouble


def ours(usb):
    return stick.folder_on(usb, ensure_key(data_dir()))


def copies_in(folder):
    return {path.name for path in folder.glob("*.xaso")}
