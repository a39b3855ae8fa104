"""Which backups stay, what lies in the second place, how a trial is told, and when somebody is alarmed."""

import json
import shutil
import threading
from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path

import pytest
from django.core.exceptions import ValidationError

from conftest import MORNING, VIETNAM
from tests.core.backups import keep
from xaso.core.backup import actions, book, health, places
from xaso.core.backup.begin import begin
from xaso.core.backup.book import Second, Snapshot
from xaso.core.backup.manifest import FULL, QUICK
from xaso.core.backup.prune import kept, prune
from xaso.core.backup.snapshot import make
from xaso.core.backup.trial import try_restore
from xaso.core.doctor.finding import Level
from xaso.core.jobs.kinds import KINDS, Running
from xaso.core.jobs.models import Job
from xaso.core.units.actions import add_village

YEAR = timedelta(days=365)


@pytest.fixture(autouse=True)
def place(settings, tmp_path):
    settings.DATA_DIR = tmp_path / "data"
    settings.STORAGE_DIR = tmp_path / "data" / "files"
    settings.DATA_DIR.mkdir()
    return settings.DATA_DIR


@pytest.fixture
def trung(person, gia_phu):
    return person("Trung", gia_phu, "quan_tri")


@pytest.fixture
def usb(tmp_path, settings):
    folder = tmp_path / "KINGSTON"
    folder.mkdir()
    settings.XASO_BACKUP_TO = str(folder)
    return folder


def snapshot(at, kind=FULL, base=""):
    return Snapshot(Path(f"xaso-{at:%Y%m%d-%H%M%S}-{kind}.xaso"), 1, 1, 1, "0", at, kind, base)


def a_year_of_backups():
    """One full at two each night, a quick one every five minutes of the last two days."""
    end = datetime(2026, 11, 24, 8, 0, tzinfo=VIETNAM)
    nights = [end.replace(hour=2) - timedelta(days=days) for days in range(400)]
    fulls = [snapshot(night) for night in sorted(nights)]
    quick = [
        snapshot(end - timedelta(minutes=5 * step), QUICK, base=fulls[-1].name)
        for step in range(60)
    ]
    return sorted([*fulls, *quick], key=lambda each: each.made_at)


def test_a_year_leaves_an_hour_a_day_a_month_and_twelve_months():
    stay = kept(a_year_of_backups())
    left = [each for each in a_year_of_backups() if each.name in stay]
    fulls = [each for each in left if each.is_full]
    newest = a_year_of_backups()[-12:]

    assert {each.name for each in newest} <= stay
    assert len({each.made_at.date() for each in fulls[-30:]}) == 30
    assert len({(each.made_at.year, each.made_at.month) for each in fulls}) == 12
    assert len(left) < 70


def test_a_quick_backup_keeps_the_full_one_it_needs():
    old = snapshot(MORNING - YEAR)
    newer = [snapshot(MORNING - timedelta(days=days)) for days in range(3)]
    quick = snapshot(MORNING, QUICK, base=old.name)

    assert old.name in kept([old, *newer, quick])


def test_the_only_backup_always_stays():
    only = snapshot(MORNING - 3 * YEAR)

    assert kept([only]) == {only.name}


@pytest.mark.django_db(transaction=True)
def test_on_a_full_disk_the_oldest_goes_first_and_two_full_ones_stay(trung, place):
    made = [make(at=MORNING + timedelta(days=day)) for day in range(4)]

    gone = prune(wanted_bytes=10**18)

    assert gone == [each.name for each in made[:2]]
    assert [each.name for each in book.read_book().snapshots] == [each.name for each in made[2:]]
    assert not made[0].path.exists()


@pytest.mark.django_db(transaction=True)
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


@pytest.mark.django_db(transaction=True)
def test_a_pulled_stick_is_told_with_its_days(trung, usb):
    make(at=MORNING)
    places.copy_to_second(MORNING)
    shutil.rmtree(usb)
    later = MORNING + timedelta(days=3)

    places.copy_to_second(later)
    [told] = [each for each in health.findings(later) if each.code.startswith("second")]

    assert told.message == "Đã 3 ngày chưa cắm USB."
    assert told.level is Level.NOTICE


@pytest.mark.django_db(transaction=True)
def test_a_stick_back_in_its_place_gets_what_it_missed(trung, usb):
    make(at=MORNING)
    places.copy_to_second(MORNING)
    shutil.rmtree(usb)
    usb.mkdir()
    newest = make(at=MORNING + timedelta(days=1))

    places.copy_to_second(MORNING + timedelta(days=1))

    assert (usb / "xaso-sao-luu" / newest.name).exists()


@pytest.mark.django_db
def test_an_empty_mount_point_is_no_stick(place, tmp_path):
    folder = tmp_path / "KINGSTON"
    folder.mkdir()
    was_another_disk = Second(folder=str(folder), set_at=MORNING, same_disk=False)

    assert not places.is_there(was_another_disk)


@pytest.mark.django_db
def test_only_what_is_plugged_in_can_be_chosen(trung, tmp_path):
    with pytest.raises(ValidationError, match="Cắm lại USB"):
        actions.choose_second_place(actor=trung, folder=str(tmp_path), at=MORNING)


@pytest.mark.django_db(transaction=True)
def test_a_trial_restore_is_kept_with_its_figures(trung):
    keep(trung, b"%PDF-1.7 anh", MORNING)
    made = make(at=MORNING)

    trial = try_restore(MORNING)

    assert (trial.equal, trial.rows, trial.files) == (True, made.rows, 1)
    assert book.read_book().last_trial == trial
    assert not [path for path in made.path.parent.iterdir() if path.is_dir()]


@pytest.mark.django_db(transaction=True)
def test_a_trial_of_a_spoilt_backup_does_not_pass_and_is_told(trung):
    made = make(at=MORNING)
    content = bytearray(made.path.read_bytes())
    content[len(content) // 2] ^= 1
    made.path.write_bytes(content)

    trial = try_restore(MORNING)

    assert not trial.equal
    assert "hỏng" in trial.said
    assert "trial_failed" in {each.code for each in health.findings(MORNING)}


@pytest.mark.django_db(transaction=True)
def test_a_trial_that_does_not_end_is_told_once_and_not_tried_all_day(trung, monkeypatch):
    make(at=MORNING)
    monkeypatch.setattr("xaso.core.backup.trial.WITHIN_S", 0.01)

    trial = try_restore(MORNING)

    assert (trial.equal, trial.said) == (False, "Khôi phục thử mãi chưa xong nên đã dừng lại.")


@pytest.mark.django_db
def test_a_stopped_backup_is_noticed_within_its_period_and_a_tenth(place):
    begin(MORNING)
    made = replace(snapshot(MORNING), path=place / "backups" / "xaso-1-day-du.xaso")
    made.path.write_bytes(b"1")
    book.add_snapshot(made, "")
    book.change(checked_at=MORNING)

    quiet = health.alarm(MORNING + timedelta(minutes=5, seconds=29))
    loud = health.alarm(MORNING + timedelta(minutes=5, seconds=31))

    assert quiet is None
    assert loud.code == "backup_late"


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("code", "hours"), [("backup_full_late", 24 * 1.1), ("trial_late", 24 * 1.1)]
)
def test_a_night_without_backup_or_trial_is_noticed(place, code, hours):
    begin(MORNING)
    book.change(checked_at=MORNING + timedelta(hours=hours))
    just_before = MORNING + timedelta(hours=hours, seconds=-30)
    just_after = MORNING + timedelta(hours=hours, seconds=30)

    assert code not in {each.code for each in health.findings(just_before)}
    assert code in {each.code for each in health.findings(just_after)}


@pytest.mark.django_db
def test_where_no_backup_was_ever_expected_nobody_is_alarmed(place):
    assert health.alarm(MORNING) is None


def test_a_book_nobody_can_read_is_an_empty_one(place):
    (place / "backups").mkdir()
    (place / "backups" / "book.json").write_text("{hỏng")

    assert book.read_book().snapshots == ()


@pytest.mark.django_db
def test_the_book_forgets_a_backup_whose_file_is_gone(place):
    begin(MORNING)
    there = place / "backups" / "a-day-du.xaso"
    there.write_bytes(b"1")
    for path in (there, place / "backups" / "b-day-du.xaso"):
        book.add_snapshot(replace(snapshot(MORNING), path=path), "")

    assert [each.name for each in book.read_book().snapshots] == ["a-day-du.xaso"]
    assert json.loads((place / "backups" / "book.json").read_text())["began_at"]


@pytest.mark.django_db(transaction=True)
def test_the_five_minutes_make_a_backup_only_when_something_happened(trung, place):
    first = run_job("backup.snapshot", MORNING)
    quiet = run_job("backup.snapshot", MORNING + timedelta(minutes=5))
    add_village(actor=trung, name="Mẫu Sơn", kind="thon")
    busy = run_job("backup.snapshot", MORNING + timedelta(minutes=10))

    made = book.read_book()
    assert [each.kind for each in made.snapshots] == [FULL, QUICK]
    assert quiet == "Không có gì mới từ bản trước."
    assert first.startswith("Đã sao lưu")
    assert busy.startswith("Đã sao lưu")
    assert made.checked_at == MORNING + timedelta(minutes=10)


@pytest.mark.django_db(transaction=True)
def test_a_job_that_cannot_back_up_says_why(trung, monkeypatch):
    monkeypatch.setattr("shutil.disk_usage", lambda _: shutil._ntuple_diskusage(10, 10, 1_000))

    with pytest.raises(ValidationError, match="Ổ đĩa còn"):
        run_job("backup.full", MORNING)


@pytest.mark.django_db(transaction=True)
def test_while_another_backup_is_made_the_quick_one_says_so_and_is_no_failure(trung):
    with book.alone():
        said = run_job("backup.snapshot", MORNING)

    assert said == "Đang có một lần sao lưu khác chạy."
    assert book.read_book().trouble == ""


@pytest.mark.django_db(transaction=True)
def test_the_full_backup_waits_until_the_quick_one_is_done(trung):
    is_held, may_end = threading.Event(), threading.Event()

    def hold():
        with book.alone():
            is_held.set()
            may_end.wait(10)

    other = threading.Thread(target=hold)
    other.start()
    is_held.wait(10)
    threading.Timer(0.5, may_end.set).start()
    said = run_job("backup.full", MORNING)
    other.join()

    assert said.startswith("Đã sao lưu")


@pytest.mark.django_db(transaction=True)
def test_the_stick_is_filled_by_work_of_its_own(trung, usb):
    run_job("backup.snapshot", MORNING)
    before = list(usb.rglob("*.xaso"))

    asked = [job.name for job in Job.objects.all()]
    run_job("backup.copy", MORNING)

    assert (before, asked) == ([], ["backup.copy"])
    assert len(list(usb.rglob("*.xaso"))) == 1


@pytest.mark.django_db(transaction=True)
def test_with_all_backups_taken_away_the_next_one_is_made_though_nothing_happened(trung, place):
    run_job("backup.snapshot", MORNING)
    for path in (place / "backups").glob("*.xaso"):
        path.unlink()

    said = run_job("backup.snapshot", MORNING + timedelta(minutes=5))

    assert said.startswith("Đã sao lưu")


def run_job(name, at):
    return KINDS[name].work(Running(Job(name=name), at))
