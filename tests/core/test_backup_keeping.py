"""Which backups stay, and when somebody is alarmed."""

import json
from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path

import pytest

from conftest import MORNING, VIETNAM
from xaso.core.backup import book, health
from xaso.core.backup.begin import begin
from xaso.core.backup.manifest import FULL, QUICK
from xaso.core.backup.prune import kept, prune
from xaso.core.backup.records import Snapshot
from xaso.core.backup.snapshot import make

YEAR = timedelta(days=365)


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
