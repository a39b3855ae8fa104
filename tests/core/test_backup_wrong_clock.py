"""Old PCs lose their clock: what was made last is the newest, whatever date it bears."""

import shutil
from datetime import datetime, timedelta
from pathlib import Path

import pytest

from conftest import MORNING, VIETNAM
from tests.core.backups import run_job
from xaso.core.backup import book, health, places, stick, turns
from xaso.core.backup.begin import begin
from xaso.core.backup.keys import ensure_key
from xaso.core.backup.prune import kept, prune
from xaso.core.backup.records import Second, Snapshot, Trial
from xaso.core.backup.snapshot import make
from xaso.core.doctor import machine
from xaso.core.doctor.finding import Level
from xaso.core.jobs.models import Job
from xaso.core.jobs.schedule import refresh_schedule, start_due
from xaso.core.units.actions import add_village

pytestmark = pytest.mark.django_db
YEAR_2000 = datetime(2000, 1, 1, 7, 0, tzinfo=VIETNAM)


@pytest.fixture
def home(place):
    (place / "backups").mkdir()
    return place / "backups"


def noted(home: Path, at: datetime, kind="day-du", base="") -> Snapshot:
    path = home / f"xaso-{at:%Y-%m-%d-%H%M%S}-{kind}.xaso"
    path.write_bytes(b"1")
    digest = "6b86b273ff34fce19d6b804eff5a3f5747ada4eaa22f1d49c01e52ddb7875b4b"
    made = Snapshot(path, 1, 1, 0, digest, at, kind, base)
    book.add_snapshot(made, "")
    return made


def test_a_clock_back_in_the_year_2000_takes_no_new_backup_away(home):
    full = [noted(home, MORNING + timedelta(days=day)) for day in range(3)][-1]
    for step in range(40):
        noted(home, MORNING + timedelta(days=3, minutes=5 * step), "nhanh", full.name)
    newest = noted(home, YEAR_2000, "nhanh", full.name)

    prune()

    assert newest.path.exists()
    assert book.last_good() == newest


def test_a_backup_dated_ahead_is_not_the_newest_for_ever(home):
    noted(home, MORNING + timedelta(days=10))
    newest = noted(home, MORNING)

    assert book.last_good() == newest
    assert newest.name in kept(book.read_book().snapshots)


def test_the_stick_keeps_what_was_just_copied_however_old_its_name_is(home, place, usb):
    full = noted(home, MORNING)
    for step in range(15):
        noted(home, MORNING + timedelta(minutes=5 * step), "nhanh", full.name)
        places.copy_to_second(MORNING)
    newest = noted(home, YEAR_2000, "nhanh", full.name)

    places.copy_to_second(YEAR_2000)

    assert (stick.folder_on(usb, ensure_key(place)) / newest.name).exists()
    assert (stick.folder_on(usb, ensure_key(place)) / full.name).exists()


def test_a_place_chosen_while_the_old_one_was_filled_stays_chosen(home, settings, tmp_path):
    settings.XASO_BACKUP_TO = ""
    book.change(second=Second(folder=str(tmp_path / "moi"), set_at=MORNING))

    places._kept(Second(folder=str(tmp_path / "cu"), set_at=MORNING, copied_at=MORNING))

    assert book.read_book().second.folder == str(tmp_path / "moi")


def test_two_copies_at_once_are_no_trouble_of_the_stick(home, usb):
    noted(home, MORNING)

    with turns.copying_alone():
        second = places.copy_to_second(MORNING)

    assert second.trouble == ""
    assert not list(usb.rglob("*.xaso"))


def test_a_book_the_disk_does_not_give_is_not_written_over(home):
    made = noted(home, MORNING)
    saved = (home / "book.json").read_bytes()
    (home / "book.json").unlink()
    (home / "book.json").mkdir()

    with pytest.raises(IsADirectoryError):
        book.change(trouble="đĩa lỗi")

    (home / "book.json").rmdir()
    (home / "book.json").write_bytes(saved)
    assert book.last_good() == made


def test_a_machine_that_was_off_for_two_months_backs_up_as_soon_as_it_starts(trung, clock):
    refresh_schedule(MORNING)
    add_village(actor=trung, name="Mẫu Sơn", kind="thon")
    clock.move_to(back := MORNING + timedelta(days=60))
    refresh_schedule(back)

    start_due(back)

    begun = set(Job.objects.values_list("name", flat=True))
    assert begun == {"backup.snapshot", "backup.full", "backup.trial"}
    assert "Sao lưu vẫn chạy" in machine.clock(back).message


@pytest.mark.django_db(transaction=True)
def test_after_the_clock_is_put_right_a_full_backup_is_made_at_once(trung, place):
    begin(MORNING)
    make(at=MORNING + timedelta(days=400))
    told = health.alarm(MORNING)

    run_job("backup.snapshot", MORNING)
    run_job("backup.snapshot", MORNING + timedelta(minutes=5))

    made = book.read_book().snapshots
    assert [(each.kind, each.made_at) for each in made[1:]] == [("day-du", MORNING)]
    assert "đồng hồ" in told.message
    wrong = {each.code for each in health.findings(MORNING) if each.level is Level.PROBLEM}
    assert wrong == set()


@pytest.mark.parametrize("code", ["backup_late", "backup_full_late", "trial_late"])
def test_what_was_done_in_the_future_does_not_keep_the_alarm_quiet(home, code):
    ahead = MORNING + timedelta(days=400)
    begin(MORNING)
    made = noted(home, ahead)
    book.change(checked_at=ahead)
    book.add_trial(Trial(ahead, made.name, ahead, 1, 0, True, 1.0, "đạt"))

    [told] = [each for each in health.findings(MORNING) if each.code == code]

    assert told.level is Level.PROBLEM
    assert "08:00 29/12/2027" in told.message


def test_a_stick_last_seen_in_the_future_is_missed_now(home, settings, tmp_path):
    settings.XASO_BACKUP_TO = ""
    seen = MORNING + timedelta(days=400)
    book.change(second=Second(folder=str(tmp_path / "mat"), set_at=MORNING, seen_at=seen))

    [told] = [each for each in health.findings(MORNING) if each.code.startswith("second")]

    assert (told.level, told.message) == (Level.NOTICE, "Chưa cắm USB ở nơi cất thứ hai.")


def test_copies_dated_ahead_leave_the_stick_like_any_others(home, place, usb):
    full = noted(home, MORNING)
    ahead = [
        noted(home, MORNING + timedelta(days=400, minutes=5 * step), "nhanh", full.name)
        for step in range(3)
    ]
    folder = stick.folder_on(usb, ensure_key(place))
    folder.mkdir(parents=True)
    for each in ahead:  # copied while the clock was wrong
        shutil.copy(each.path, folder)
    for step in range(stick.MOST_QUICK):
        noted(home, MORNING + timedelta(minutes=5 * step), "nhanh", full.name)
        places.copy_to_second(MORNING)

    assert not [each.name for each in ahead if (folder / each.name).exists()]
    assert len(list(folder.glob("*-nhanh*.xaso"))) == stick.MOST_QUICK
