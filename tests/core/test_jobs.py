"""Work apart from a page: run once, held by one worker, told to people, never lost."""

from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import IntegrityError, transaction
from django.utils import timezone

from conftest import MORNING
from xaso.core.jobs import kinds, lease
from xaso.core.jobs.background import Background
from xaso.core.jobs.enqueue import enqueue, put_in_queue
from xaso.core.jobs.models import Job
from xaso.core.jobs.runner import run, run_next
from xaso.core.jobs.running import LeaseLost, Running, Stopped
from xaso.core.units.models import Village

pytestmark = pytest.mark.django_db


@pytest.fixture
def kind(monkeypatch):
    """Register a kind of work for one test."""

    def register(work, name="test.work", **options):
        monkeypatch.setitem(kinds.KINDS, name, kinds.Kind(name, "Việc thử", work, **options))
        return name

    return register


def asked(actor, name="test.work", **more):
    return enqueue(name, actor=actor, at=timezone.now(), **more)


def fresh(job):
    return Job.objects.get(pk=job.pk)


def test_a_job_runs_and_says_what_came_out(lan, kind):
    kind(lambda running: f"{running.actor.name} xong {running.arguments['rows']} dòng")
    job = asked(lan, arguments={"rows": 3})

    assert run_next("w1")

    assert fresh(job).state == Job.State.DONE
    assert fresh(job).result == "Lan xong 3 dòng"
    assert not run_next("w1")


def test_work_that_was_asked_is_gone_when_the_asker_fails(lan, kind):
    kind(lambda running: "")

    def ask_then_fail():
        with transaction.atomic():
            asked(lan)
            raise ValidationError("không được")

    with pytest.raises(ValidationError):
        ask_then_fail()

    assert not Job.objects.exists()


def test_who_lacks_the_right_does_not_ask(lan, kind):
    kind(lambda running: "", right="people.manage")

    with pytest.raises(PermissionDenied):
        asked(lan)


def test_a_job_is_held_by_one_worker(lan, kind):
    kind(lambda running: "")
    asked(lan)

    first = lease.claim_next("w1", timezone.now())

    assert first is not None
    assert lease.claim_next("w2", timezone.now()) is None


def test_a_lease_that_ran_out_is_given_to_another(lan, kind, clock):
    kind(lambda running: "")
    job = asked(lan)
    lease.claim_next("w1", timezone.now())

    clock.move_to(MORNING + timedelta(seconds=61))
    assert lease.reap(timezone.now()) == 1
    assert fresh(job).state == Job.State.RETRY
    clock.move_to(MORNING + timedelta(seconds=61 + 20))

    assert run_next("w2")
    assert fresh(job).state == Job.State.DONE
    assert fresh(job).attempts == 2


def test_a_beat_keeps_the_lease(lan, kind, clock):
    kind(lambda running: "")
    job = asked(lan)
    lease.claim_next("w1", timezone.now())

    clock.move_to(MORNING + timedelta(seconds=45))
    assert lease.renew(job.pk, "w1", timezone.now())
    clock.move_to(MORNING + timedelta(seconds=75))

    assert lease.reap(timezone.now()) == 0


def test_a_late_worker_does_not_commit_its_end(lan, kind, gia_phu, clock):
    def slow(running):
        with running.finishing():
            Village.objects.create(commune=gia_phu, name="Muộn")
            clock.move_to(timezone.now() + timedelta(seconds=61))
            lease.reap(timezone.now())
        return "xong"

    kind(slow)
    job = asked(lan)

    run_next("w1")

    assert not Village.objects.filter(name="Muộn").exists()
    assert fresh(job).state != Job.State.DONE


def test_a_crash_between_effect_and_end_undoes_the_effect(lan, kind, gia_phu):
    def broken(running):
        with running.finishing():
            Village.objects.create(commune=gia_phu, name="Dở dang")
            raise RuntimeError("mất điện")

    kind(broken)
    job = asked(lan)

    run_next("w1")

    assert not Village.objects.filter(name="Dở dang").exists()
    assert fresh(job).state == Job.State.RETRY


def test_the_effect_and_the_end_commit_together(lan, kind, gia_phu):
    def work(running):
        with running.finishing():
            Village.objects.create(commune=gia_phu, name="Trọn vẹn")
            return "Đã thêm thôn."

    kind(work)
    job = asked(lan)

    run_next("w1")

    assert Village.objects.filter(name="Trọn vẹn").count() == 1
    assert (fresh(job).state, fresh(job).result) == (Job.State.DONE, "Đã thêm thôn.")


def test_an_unexpected_error_is_tried_again_later_and_later(lan, kind, clock):
    def broken(running):
        raise RuntimeError("secret path /var/lib")

    kind(broken, most_attempts=3)
    job = asked(lan)
    waits = []

    for _try in range(3):
        run_next("w1")
        waits.append(fresh(job).run_after - timezone.now())
        clock.shift(timedelta(minutes=5))

    assert waits[0] < waits[1]
    assert fresh(job).state == Job.State.DEAD
    assert fresh(job).error == "Phần mềm gặp lỗi khi làm việc này."
    assert "secret path" in fresh(job).error_detail


def test_a_refusal_in_plain_words_is_not_tried_again(lan, kind):
    def refuse(running):
        raise ValidationError("Chưa cắm USB sao lưu.")

    kind(refuse)
    job = asked(lan)

    run_next("w1")

    assert (fresh(job).state, fresh(job).error) == (Job.State.DEAD, "Chưa cắm USB sao lưu.")


def test_a_kind_this_version_does_not_know_is_said_to_be_unknown(lan, kind):
    name = kind(lambda running: "")
    job = asked(lan)
    Job.objects.filter(pk=job.pk).update(name=f"{name}.gone")

    run_next("w1")

    assert fresh(job).error == "Bản phần mềm này không còn loại việc ấy."


def test_the_same_work_asked_twice_is_queued_once(lan, kind):
    kind(lambda running: "")

    first, second = asked(lan, unique_key="k"), asked(lan, unique_key="k")
    run_next("w1")
    third = asked(lan, unique_key="k")

    assert first.pk == second.pk
    assert third.pk != first.pk


def test_the_database_refuses_a_second_open_job_for_a_key(lan, kind):
    kind(lambda running: "")
    asked(lan, unique_key="k")

    with pytest.raises(IntegrityError), transaction.atomic():
        Job(name="x", unique_key="k", run_after=MORNING, made_at=MORNING).save()


def test_progress_is_written_for_people_to_see(lan, kind):
    kind(lambda running: running.progress(2, 5, "đang đọc") or "")
    job = asked(lan)

    run_next("w1")

    assert (fresh(job).progress_done, fresh(job).progress_total) == (2, 5)
    assert fresh(job).progress_note == "đang đọc"


def test_progress_without_the_lease_stops_the_work(lan, kind, clock):
    kind(lambda running: "")
    asked(lan)
    running = Running(lease.claim_next("w1", timezone.now()), MORNING)

    clock.move_to(MORNING + timedelta(seconds=61))

    with pytest.raises(LeaseLost):
        running.progress(1, 2)


def test_a_stopping_server_gives_the_job_back_without_counting_the_try(lan, kind):
    kind(lambda running: running.progress(1, 2) or "")
    job = asked(lan)
    running = Running(lease.claim_next("w1", timezone.now()), MORNING)
    running.stopping.set()

    run(running)

    assert (fresh(job).state, fresh(job).attempts) == (Job.State.WAITING, 0)
    with pytest.raises(Stopped):
        running.progress(1, 2)


def test_work_of_people_goes_before_work_of_the_schedule(lan, kind):
    order = []
    kind(lambda running: order.append(running.job.asked_by) or "")
    put_in_queue(kinds.KINDS["test.work"], commune=None, at=MORNING, run_after=MORNING)
    asked(lan)

    while run_next("w1"):
        pass

    assert order == [lan.account_id, None]


def test_a_clock_put_back_does_not_hold_a_lease_for_ever(lan, kind, clock):
    kind(lambda running: "")
    job = asked(lan)
    lease.claim_next("w1", timezone.now())

    clock.move_to(MORNING - timedelta(hours=1))
    lease.reap(timezone.now())

    assert fresh(job).state == Job.State.RETRY


def test_urgent_work_does_not_wait_behind_long_work(lan, kind):
    long, short = (
        asked(lan, kind(lambda running: "xong", name, urgent=urgent))
        for name, urgent in (("test.long", False), ("test.short", True))
    )
    background = Background()

    background._run_urgent_jobs()
    states = fresh(long).state, fresh(short).state
    background._run_jobs()

    assert states == (Job.State.WAITING, Job.State.DONE)
    assert fresh(long).state == Job.State.DONE
