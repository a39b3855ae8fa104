"""What happens by itself: every five minutes, at two and at three in the night."""

import shutil
import threading
from datetime import timedelta

import pytest
from django.core.exceptions import ValidationError

from conftest import MORNING
from tests.core.backups import keep, run_job
from xaso.core.backup import book, health, turns
from xaso.core.backup.manifest import FULL, QUICK
from xaso.core.backup.snapshot import make
from xaso.core.backup.trial import try_restore
from xaso.core.jobs.models import Job
from xaso.core.units.actions import add_village

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.usefixtures("place")]


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


def test_a_job_that_cannot_back_up_says_why(trung, monkeypatch):
    monkeypatch.setattr("shutil.disk_usage", lambda _: shutil._ntuple_diskusage(10, 10, 1_000))

    with pytest.raises(ValidationError, match="Ổ đĩa còn"):
        run_job("backup.full", MORNING)


def test_while_another_backup_is_made_the_quick_one_says_so_and_is_no_failure(trung):
    with turns.alone():
        said = run_job("backup.snapshot", MORNING)

    assert said == "Đang có một lần sao lưu khác chạy."
    assert book.read_book().trouble == ""


def test_the_full_backup_waits_until_the_quick_one_is_done(trung):
    is_held, may_end = threading.Event(), threading.Event()

    def hold():
        with turns.alone():
            is_held.set()
            may_end.wait(10)

    other = threading.Thread(target=hold)
    other.start()
    is_held.wait(10)
    threading.Timer(0.5, may_end.set).start()
    said = run_job("backup.full", MORNING)
    other.join()

    assert said.startswith("Đã sao lưu")


def test_the_stick_is_filled_by_work_of_its_own(trung, usb):
    run_job("backup.snapshot", MORNING)
    before = list(usb.rglob("*.xaso"))

    asked = [job.name for job in Job.objects.all()]
    run_job("backup.copy", MORNING)

    assert (before, asked) == ([], ["backup.copy"])
    assert len(list(usb.rglob("*.xaso"))) == 1


def test_with_all_backups_taken_away_the_next_one_is_made_though_nothing_happened(trung, place):
    run_job("backup.snapshot", MORNING)
    for path in (place / "backups").glob("*.xaso"):
        path.unlink()

    said = run_job("backup.snapshot", MORNING + timedelta(minutes=5))

    assert said.startswith("Đã sao lưu")


def test_a_trial_restore_is_kept_with_its_figures(trung):
    keep(trung, b"%PDF-1.7 anh", MORNING)
    made = make(at=MORNING)

    trial = try_restore(MORNING)

    assert (trial.equal, trial.rows, trial.files) == (True, made.rows, 1)
    assert book.read_book().last_trial == trial
    assert not [path for path in made.path.parent.iterdir() if path.is_dir()]


def test_a_trial_of_a_spoilt_backup_does_not_pass_and_is_told(trung):
    made = make(at=MORNING)
    content = bytearray(made.path.read_bytes())
    content[len(content) // 2] ^= 1
    made.path.write_bytes(content)

    trial = try_restore(MORNING)

    assert not trial.equal
    assert "hỏng" in trial.said
    assert "trial_failed" in {each.code for each in health.findings(MORNING)}


def test_a_trial_that_does_not_end_is_told_once_and_not_tried_all_day(trung, monkeypatch):
    make(at=MORNING)
    monkeypatch.setattr("xaso.core.backup.trial.WITHIN_S", 0.01)

    trial = try_restore(MORNING)

    assert (trial.equal, trial.said) == (False, "Khôi phục thử mãi chưa xong nên đã dừng lại.")
