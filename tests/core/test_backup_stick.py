"""The second place: a stick that is pulled, shared, prepared by somebody, or back again."""

import shutil
from datetime import timedelta

import pytest
from django.core.exceptions import ValidationError

from conftest import MORNING
from tests.core.backups import keep
from xaso.core.backup import actions, health, places
from xaso.core.backup.book import Second
from xaso.core.backup.manifest import QUICK
from xaso.core.backup.snapshot import make
from xaso.core.doctor.finding import Level

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.usefixtures("place")]


def test_the_stick_gets_the_full_backup_and_the_newest(trung, usb):
    full = make(at=MORNING)
    keep(trung, b"%PDF-1.7 moi", MORNING)
    quick = make(at=MORNING + timedelta(minutes=5), kind=QUICK)

    second = places.copy_to_second(MORNING + timedelta(minutes=5))

    on_stick = {path.name for path in (usb / "xaso-sao-luu").glob("*.xaso")}
    assert on_stick == {full.name, quick.name}
    assert (usb / "xaso-sao-luu" / full.name).read_bytes() == full.path.read_bytes()
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

    assert (usb / "xaso-sao-luu" / newest.name).exists()


def test_an_empty_mount_point_is_no_stick(place, tmp_path):
    folder = tmp_path / "KINGSTON"
    folder.mkdir()
    was_another_disk = Second(folder=str(folder), set_at=MORNING, same_disk=False)

    assert not places.is_there(was_another_disk)


def test_only_what_is_plugged_in_can_be_chosen(trung, tmp_path):
    with pytest.raises(ValidationError, match="Cắm lại USB"):
        actions.choose_second_place(actor=trung, folder=str(tmp_path), at=MORNING)


@pytest.mark.parametrize("name", ["anchors.jsonl", "{full}.sha256"])
def test_a_shortcut_on_the_stick_leads_the_copy_nowhere_else(full, usb, place, name):
    victim = place / "secret_key"
    (place / "anchors.jsonl").write_text("{}\n")
    (usb / "xaso-sao-luu").mkdir()
    (usb / "xaso-sao-luu" / name.format(full=full.name)).symlink_to(victim)

    second = places.copy_to_second(MORNING)

    assert victim.read_text() == "bi-mat"
    assert second.copied_at == MORNING


def test_a_folder_on_the_stick_that_is_a_shortcut_is_refused_with_a_sentence(full, usb, tmp_path):
    elsewhere = tmp_path / "elsewhere"
    elsewhere.mkdir()
    (usb / "xaso-sao-luu").symlink_to(elsewhere)

    second = places.copy_to_second(MORNING)

    assert "lối tắt" in second.trouble
    assert not list(elsewhere.iterdir())
