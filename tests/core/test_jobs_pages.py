"""Đang chạy: one's own work, the commune's for admins, the schedule, what could not be handed on."""

import pytest
from django.db import transaction
from django.urls import reverse

from conftest import MORNING
from tests.core.source import PACKAGE
from xaso.core.events import handlers
from xaso.core.events.deliver import deliver_all
from xaso.core.events.models import Delivery, Event
from xaso.core.events.record import record
from xaso.core.jobs import askers
from xaso.core.jobs.background import work_off
from xaso.core.jobs.kinds import KINDS
from xaso.core.jobs.models import Job
from xaso.core.jobs.schedule import refresh_schedule
from xaso.lib.ids import new_id

pytestmark = pytest.mark.django_db


@pytest.fixture
def admin(person, gia_phu):
    return person("Minh", gia_phu, "quan_tri")


@pytest.fixture
def work():
    """A job of a person in some state."""

    def make(actor, state=Job.State.WAITING, **more):
        ended = {"done_at": MORNING} if state in Job.ENDED else {}
        held = {"worker": "w", "lease_until": MORNING} if state == Job.State.RUNNING else {}
        return Job.objects.create(
            name="jobs.purge",
            commune=actor.commune if actor else None,
            asked_by=actor.account_id if actor else None,
            run_after=MORNING,
            made_at=MORNING,
            state=state,
            **ended,
            **held,
            **more,
        )

    return make


@pytest.fixture
def dead_letter(admin, monkeypatch):
    """An event whose handler failed five times."""
    kind, name = "plans.task.started", "test.listener"

    def fail(event):
        raise RuntimeError("hỏng")

    monkeypatch.setitem(
        handlers.HANDLERS, name, handlers.Handler(name, frozenset({kind}), fail, "Nơi nhận thử")
    )
    with transaction.atomic():
        record(kind, actor=admin, subject_id=new_id())
    deliver_all()
    Delivery.objects.filter(handler=name).update(
        state=Delivery.State.DEAD, done_at=MORNING, attempts=5
    )
    return Delivery.objects.get(handler=name)


def read(client, name, **kwargs):
    return client.get(reverse(name, kwargs=kwargs)).content.decode()


def test_my_work_shows_how_far_it_has_come(lan, work, sign_in):
    work(lan, Job.State.RUNNING, progress_done=1200, progress_total=5000, progress_note="đang đọc")

    page = read(sign_in(lan), "desk:jobs")

    assert "1.200/5.000 · đang đọc" in page
    assert 'hx-trigger="every 4s"' in page


def test_a_page_without_running_work_does_not_ask_again(lan, work, sign_in):
    work(lan, Job.State.DONE, result="Đã xóa 3 việc cũ.")

    page = read(sign_in(lan), "desk:jobs")

    assert "Đã xóa 3 việc cũ." in page
    assert "hx-trigger" not in page


def test_a_page_that_asks_again_gets_the_rows_alone(lan, work, sign_in):
    work(lan)

    page = sign_in(lan).get(reverse("desk:jobs"), headers={"HX-Request": "true"}).content.decode()

    assert "<html" not in page
    assert "Xóa việc cũ ở trang Đang chạy" in page


def test_the_work_of_others_is_not_shown(lan, minh, work, sign_in):
    job = work(minh)
    client = sign_in(lan)

    assert "Xóa việc cũ" not in read(client, "desk:jobs")
    assert client.get(reverse("desk:job", kwargs={"pk": job.pk})).status_code == 404
    assert client.post(reverse("desk:job_drop", kwargs={"pk": job.pk})).status_code == 404


def test_an_admin_sees_all_of_the_commune_and_of_the_installation(admin, lan, sua, work, sign_in):
    for actor in (lan, sua, None):
        work(actor, Job.State.DEAD, error="Ổ đĩa đầy.")

    page = sign_in(admin).get(reverse("desk:jobs"), {"xem": "khong-xong"})

    assert len(page.context["lines"]) == 2


def test_an_officer_does_not_choose_to_see_all(lan, minh, work, sign_in):
    work(minh)

    page = sign_in(lan).get(reverse("desk:jobs"), {"xem": "tat-ca"})

    assert page.context["lines"] == []


def test_dead_work_is_run_again_and_the_log_says_by_whom(admin, work, sign_in):
    job = work(None, Job.State.DEAD, error="Ổ đĩa đầy.", attempts=5)

    sign_in(admin).post(reverse("desk:job_again", kwargs={"pk": job.pk}))
    work_off()

    assert Job.objects.get(pk=job.pk).state == Job.State.DONE
    assert Event.objects.filter(kind="jobs.job.run_again", actor_id=admin.account_id).exists()


def test_no_single_commune_stops_or_reads_into_the_work_of_all(admin, work, ta_van, sign_in):
    job = work(None, error_detail="Traceback: số điện thoại của xã khác")
    client = sign_in(admin)

    answer = client.post(reverse("desk:job_drop", kwargs={"pk": job.pk}))

    assert answer.status_code == 422
    assert "chung cho nhiều xã" in answer.content.decode()
    assert Job.objects.get(pk=job.pk).state == Job.State.WAITING
    assert "Traceback" not in read(client, "desk:job", pk=job.pk)


def test_running_again_is_refused_while_the_same_work_waits(admin, work, sign_in):
    job = work(admin, Job.State.DEAD, unique_key="k")
    work(admin, unique_key="k")

    page = sign_in(admin).post(reverse("desk:job_again", kwargs={"pk": job.pk}))

    assert page.status_code == 422
    assert "đang chờ hoặc đang chạy rồi" in page.content.decode()


def test_waiting_work_is_cancelled_by_whoever_asked(lan, work, sign_in):
    job = work(lan)

    sign_in(lan).post(reverse("desk:job_drop", kwargs={"pk": job.pk}))

    assert Job.objects.get(pk=job.pk).state == Job.State.DROPPED
    assert work_off()[0] == 0


def test_running_work_is_not_broken_off(lan, work, sign_in):
    job = work(lan, Job.State.RUNNING)

    page = sign_in(lan).post(reverse("desk:job_drop", kwargs={"pk": job.pk}))

    assert "không bỏ giữa chừng" in page.content.decode()


def test_the_technical_part_of_a_fault_is_for_admins(admin, lan, work, sign_in):
    job = work(lan, Job.State.DEAD, error="Phần mềm gặp lỗi.", error_detail="Traceback at /var")

    assert "Traceback" not in read(sign_in(lan), "desk:job", pk=job.pk)
    assert "Traceback" in read(sign_in(admin), "desk:job", pk=job.pk)


def test_a_quiet_sign_stands_at_the_top_while_my_work_runs(lan, work, sign_in):
    job = work(lan)
    askers.refresh()
    client = sign_in(lan)

    during = read(client, "desk:home")
    Job.objects.filter(pk=job.pk).delete()
    askers.refresh()
    after = read(client, "desk:home")

    sign = f'<a class="tool" href="{reverse("desk:jobs")}"'
    assert sign in during
    assert sign not in after


def test_the_schedule_is_read_in_words(admin, sign_in):
    refresh_schedule(MORNING)

    page = read(sign_in(admin), "desk:schedule")

    assert "mỗi ngày lúc 00:10" in page
    assert "00:10 ngày 25/11/2026" in page


def test_a_dead_letter_is_told_in_words_and_handed_over_again(
    admin, dead_letter, sign_in, monkeypatch
):
    client, heard = sign_in(admin), []
    page = read(client, "desk:deliveries")
    name = dead_letter.handler
    monkeypatch.setitem(
        handlers.HANDLERS, name, handlers.Handler(name, frozenset(), heard.append, name)
    )

    client.post(reverse("desk:deliveries"), {"luot": dead_letter.pk, "viec": "giao-lai"})
    deliver_all()

    assert "Minh bắt đầu một nhiệm vụ." in page
    assert [event.pk for event in heard] == [dead_letter.event_id]


def test_a_dead_letter_is_dropped_and_the_event_stays(admin, dead_letter, sign_in):
    client = sign_in(admin)

    client.post(reverse("desk:deliveries"), {"luot": dead_letter.pk, "viec": "bo"})

    assert "Không còn gì phải xử lý" in read(client, "desk:deliveries")
    assert Event.objects.filter(pk=dead_letter.event_id).exists()


def test_a_dead_letter_of_another_commune_does_not_exist(dead_letter, person, ta_van, sign_in):
    sua = person("Sua", ta_van, "quan_tri")

    answer = sign_in(sua).post(
        reverse("desk:deliveries"), {"luot": dead_letter.pk, "viec": "giao-lai"}
    )

    assert answer.status_code == 404


@pytest.mark.parametrize("sent", [{}, {"luot": "x", "viec": "bo"}, {"luot": "1", "viec": "xoa"}])
def test_a_form_that_makes_no_sense_is_refused(admin, sign_in, sent):
    assert sign_in(admin).post(reverse("desk:deliveries"), sent).status_code == 400


JARGON = (
    "lượt giao",
    "chạy nền",
    "việc nền",
    "chuỗi",
    "số đếm sẵn",
    "mồ côi",
    "cơ sở dữ liệu",
    "xếp hàng",
)
"""Words of the workshop; a clerk reads "tin báo", "máy tự làm", "dữ liệu"."""
MACHINE = (
    "jobs",
    "jobs_rows",
    "job",
    "job_card",
    "asleep",
    "schedule",
    "deliveries",
    "doctor",
    "finding",
)


@pytest.mark.parametrize(
    "kind", [each for each in KINDS.values() if each.cron], ids=lambda each: each.name
)
def test_what_the_machine_does_by_itself_is_said_in_plain_words(kind):
    assert not [word for word in JARGON if word in str(kind.label).lower()]


@pytest.mark.parametrize(
    "path",
    [
        *(
            PACKAGE / "desk" / "templates" / "desk" / "machine" / f"{name}.html"
            for name in MACHINE
        ),
        *(PACKAGE / "core" / "doctor").glob("*.py"),
        *(PACKAGE / "desk" / "machine").glob("jobs*.py"),
    ],
    ids=lambda path: path.name,
)
def test_the_pages_about_the_machine_speak_plainly(path):
    text = path.read_text().lower()

    assert not [word for word in JARGON if word in text]
