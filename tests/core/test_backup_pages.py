"""The pages of backups and of the machine: who sees what, and what a press does."""

import pytest

from conftest import MORNING
from xaso.core.backup import book
from xaso.core.backup.begin import begin
from xaso.core.backup.keys import ensure_key
from xaso.core.events.models import Event
from xaso.core.jobs.models import Job
from xaso.lib.key_text import write_key

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def begun(place):
    begin(MORNING)


def kinds():
    return list(Event.objects.order_by("number").values_list("kind", flat=True))


def test_before_the_first_backup_the_page_says_what_to_press(trung, sign_in):
    page = sign_in(trung).get("/sao-luu/").content.decode()

    assert "Chưa có bản sao lưu nào" in page
    assert "/sao-luu/ngay/" in page


def test_sao_luu_ngay_puts_one_job_in_the_queue(trung, sign_in):
    client = sign_in(trung)

    client.post("/sao-luu/ngay/")
    client.post("/sao-luu/ngay/")

    assert [job.name for job in Job.objects.all()] == ["backup.full"]
    assert set(kinds()) == {"backup.backup.ordered"}


def test_a_trial_without_a_backup_is_refused_with_a_sentence(trung, sign_in):
    answer = sign_in(trung).post("/sao-luu/khoi-phuc-thu/ngay/")

    assert answer.status_code == 422
    assert "Chưa có bản sao lưu nào để khôi phục thử" in answer.content.decode()


def test_the_chairman_reads_and_does_not_manage(thao, sign_in):
    client = sign_in(thao)

    page = client.get("/sao-luu/").content.decode()

    assert "/sao-luu/ngay/" not in page
    assert client.post("/sao-luu/ngay/").status_code == 403
    assert client.get("/sao-luu/phieu-khoa/").status_code == 403


def test_an_officer_sees_no_backups(lan, sign_in):
    assert sign_in(lan).get("/sao-luu/").status_code == 403


def test_the_reminder_of_the_key_goes_once_it_is_stowed(trung, sign_in):
    client = sign_in(trung)

    before = client.get("/viec-cua-toi/").content.decode()
    client.post("/sao-luu/phieu-khoa/da-cat/")
    after = client.get("/viec-cua-toi/").content.decode()

    assert "Phiếu khóa sao lưu chưa được in và cất" in before
    assert "Phiếu khóa sao lưu chưa được in và cất" not in after
    assert kinds() == ["backup.key.stowed"]


def test_admin_and_leader_are_told_on_their_first_page_when_backups_stop(
    trung, thao, lan, sign_in, clock
):
    clock.shift(6 * 60)

    told = {
        name: "Chưa có bản sao lưu nào" in sign_in(who).get("/viec-cua-toi/").content.decode()
        for name, who in (("Trung", trung), ("Thào", thao), ("Lan", lan))
    }

    assert told == {"Trung": True, "Thào": True, "Lan": False}


def test_the_way_back_hangs_beside_the_machine_without_the_key(thao, sign_in, place):
    page = sign_in(thao).get("/sao-luu/khoi-phuc/").content.decode()

    assert "xaso restore" in page
    assert f"khoa-{ensure_key(place).number}" in page
    assert ".venv/bin/xaso" in page
    assert ensure_key(place).line not in page
    assert not any(group in page for group in write_key(ensure_key(place).secret))


def test_the_trial_page_says_when_nothing_was_tried(thao, sign_in):
    page = sign_in(thao).get("/sao-luu/khoi-phuc-thu/").content.decode()

    assert "Chưa khôi phục thử lần nào" in page


def test_the_second_place_says_when_no_stick_is_there(trung, sign_in):
    client = sign_in(trung)

    page = client.get("/sao-luu/noi-thu-hai/").content.decode()
    wrong = client.post("/sao-luu/noi-thu-hai/chon/", {"o": "/etc"})

    assert "Chưa thấy USB nào" in page
    assert wrong.status_code == 422
    assert book.read_book().second.folder == ""


def test_the_health_of_the_machine_is_one_page_of_sentences(trung, sign_in):
    page = sign_in(trung).get("/suc-khoe-may/").content.decode()

    assert "Máy chưa tự làm việc lần nào" in page
    # The servers of tests are set to be fast, and it says so.
    assert "ghi chắc xuống ổ đĩa" in page or "cách không an toàn" in page


def test_a_thorough_look_is_a_job(trung, sign_in):
    sign_in(trung).post("/suc-khoe-may/kham-ky/")

    assert [job.name for job in Job.objects.all()] == ["doctor.examine"]
