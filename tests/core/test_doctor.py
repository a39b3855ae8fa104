"""Each thing that can be wrong is found and named with what to do."""

from datetime import timedelta

import pytest
from django.db import connection

from conftest import MORNING
from tests.core.backups import keep, path_of
from xaso.core.backup.begin import begin
from xaso.core.doctor import database, examine, kept, knowledge, machine, storage, work
from xaso.core.doctor.finding import Level, problem
from xaso.core.events.models import ChainHead, Event
from xaso.core.jobs.models import Job
from xaso.core.law.seed import load_law
from xaso.core.units.actions import add_village
from xaso.core.worktime.models import CalendarRow
from xaso.core.worktime.seed import load_calendar

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def begun(place):
    begin(MORNING)


def only(found):
    found = list(found) if not hasattr(found, "code") else [found]
    assert len(found) == 1
    return found[0]


def test_the_doctor_always_says_what_to_do(trung):
    found = examine.examine(MORNING, thorough=True)

    assert all(each.advice for each in found if each.level is not Level.GOOD)
    assert [each.level for each in found] == sorted(
        (each.level for each in found), key=examine.ORDER.get
    )


def test_a_check_that_breaks_is_a_finding_itself(monkeypatch, caplog):
    def heartbeat(_at):
        raise OSError("đứt cáp")

    monkeypatch.setattr(examine, "QUICK", (heartbeat,))

    found = only(examine.examine(MORNING, thorough=False))

    assert (found.code, found.level) == ("check_failed_heartbeat", Level.PROBLEM)
    assert "đứt cáp" in found.message
    assert caplog.records


def test_a_lost_attachment_is_counted(trung):
    path_of(keep(trung, b"%PDF-1.7 a", MORNING).sha256).unlink()

    found = only(storage.files(MORNING))

    assert found.code == "files_missing"
    assert "1 tệp" in found.message


def test_a_file_without_a_row_is_told_and_harmless(trung):
    stored = keep(trung, b"%PDF-1.7 a", MORNING)
    stored.delete()

    found = {each.code: each.level for each in storage.files(MORNING)}

    assert found == {"files": Level.GOOD, "files_orphaned": Level.GOOD}


def test_a_secret_others_can_read_is_named(place):
    (place / "backup.key").chmod(0o644)

    found = storage.secrets(MORNING)

    assert found.code == "secret_files"
    assert "chmod 600 backup.key" in found.advice


def test_a_full_disk_is_told_in_time(monkeypatch):
    def left(gigabytes):
        monkeypatch.setattr(storage, "free_bytes", lambda _: int(gigabytes * 1e9))
        return storage.disk(MORNING).level

    assert [left(each) for each in (0.9, 3, 50)] == [Level.PROBLEM, Level.NOTICE, Level.GOOD]


def test_a_clock_behind_the_diary_is_found(trung):
    add_village(actor=trung, name="Mẫu Sơn", kind="thon")

    good, wrong = machine.clock(MORNING), machine.clock(MORNING - timedelta(days=400))

    assert (good.level, wrong.level) == (Level.GOOD, Level.PROBLEM)
    assert "pin CMOS" in wrong.advice


def test_a_clock_that_leapt_ahead_is_found(trung):
    add_village(actor=trung, name="Mẫu Sơn", kind="thon")

    wrong = machine.clock(MORNING + timedelta(days=400))

    assert wrong.level == Level.PROBLEM
    assert "đang được giữ lại" in wrong.message


def test_a_changed_event_is_found(trung):
    add_village(actor=trung, name="Mẫu Sơn", kind="thon")
    Event.objects.update(data={"name": "Thôn khác"})

    found = database.chains(MORNING)

    assert found.code == "chain_broken"
    assert "dòng 1" in found.message


@pytest.mark.django_db(transaction=True)
@pytest.mark.skipif(connection.vendor != "sqlite", reason="PostgreSQL keeps keys whole itself")
def test_a_row_that_points_nowhere_is_found():
    before = only(database.integrity(MORNING)).level
    with connection.constraint_checks_disabled():
        ChainHead.objects.create(commune_id="99999")
    found = only(database.integrity(MORNING))
    ChainHead.objects.all().delete()

    assert (before, found.level) == (Level.GOOD, Level.PROBLEM)
    assert "1 dòng dẫn đến chỗ không có" in found.message


def test_tables_are_as_the_program_wants_them():
    assert database.migrations(MORNING).level is Level.GOOD


def test_work_given_up_is_counted():
    Job.objects.create(
        name="backup.full",
        state=Job.State.DEAD,
        run_after=MORNING,
        made_at=MORNING,
        done_at=MORNING,
    )

    assert only(work.dead_letters(MORNING)).message.startswith("1 việc và 0 tin báo")


def test_next_year_without_holidays_is_pressing_in_december():
    load_calendar()
    CalendarRow.objects.filter(day__year=2027).delete()

    november = knowledge.calendar(MORNING)
    december = knowledge.calendar(MORNING + timedelta(days=20))

    assert (november.level, december.level) == (Level.NOTICE, Level.PROBLEM)
    assert "2027" in december.message


def test_rules_nobody_confirmed_are_counted():
    load_law()

    assert only(knowledge.rules(MORNING)).code == "rules_unconfirmed"


def test_plain_http_for_a_real_commune_is_a_problem(gia_phu, settings):
    settings.XASO_URL, settings.HTTPS = "http://192.168.1.10:8000", False

    assert only(machine.web_address(MORNING)).level is Level.PROBLEM


def test_what_the_night_found_is_read_in_the_morning():
    found = [problem("files_missing", "Thiếu 3 tệp đính kèm trên đĩa.", "Khôi phục.")]

    kept.keep(MORNING, found)

    assert kept.last_kept() == kept.Kept(MORNING, found)
