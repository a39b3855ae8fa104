"""The pages of backups and of the machine: who sees what, and what a press does."""

import pytest

from conftest import MORNING
from xaso.core.backup import book
from xaso.core.backup.begin import begin
from xaso.core.backup.keys import ensure_key
from xaso.core.backup.snapshot import make
from xaso.core.events.models import Event
from xaso.core.jobs.models import Job
from xaso.core.units.models import Commune
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


def test_the_key_sheet_comes_by_a_press_and_is_recorded(trung, sign_in, place):
    client = sign_in(trung)

    page = client.get("/sao-luu/phieu-khoa/").content.decode()
    answer = client.post("/sao-luu/phieu-khoa/", {"halves": "no"})

    assert write_key(ensure_key(place).secret)[0] not in page
    assert answer["Content-Type"] == "application/pdf"
    assert answer["Cache-Control"] == "no-store"
    assert answer.content.startswith(b"%PDF")
    assert kinds() == ["backup.key.printed"]


def test_on_a_machine_of_many_communes_no_commune_gets_the_key_a_file_or_the_second_place(
    trung, sign_in, ta_van
):
    client = sign_in(trung)

    printed = client.post("/sao-luu/phieu-khoa/", {"halves": "no"})
    taken = client.post("/sao-luu/tai/", {"ban": "x"})
    ended = client.post("/sao-luu/noi-thu-hai/chon/", {"o": ""})
    page = client.get("/sao-luu/noi-thu-hai/").content.decode()

    assert "người trông máy chủ chọn" in page
    for answer in (printed, taken, ended):
        assert answer.status_code == 422
        assert "nhiều xã" in answer.content.decode()


def test_a_sample_of_many_communes_shows_its_key(trung, sign_in, ta_van):
    Commune.objects.filter(opened_at__isnull=False).update(is_sample=True)

    answer = sign_in(trung).post("/sao-luu/phieu-khoa/", {"halves": "yes"})

    assert answer.content.startswith(b"%PDF")


def test_a_sample_beside_a_real_commune_gets_no_key_and_no_file(gia_phu, person, sign_in, ta_van):
    """Anybody may become the admin of a sample with one press."""
    Commune.objects.filter(pk=ta_van.pk).update(is_sample=True)
    ta_van.refresh_from_db()
    client = sign_in(person("Khách", ta_van, "quan_tri"))

    printed = client.post("/sao-luu/phieu-khoa/", {"halves": "no"})
    taken = client.post("/sao-luu/tai/", {"ban": "x"})
    ended = client.post("/sao-luu/noi-thu-hai/chon/", {"o": ""})

    for answer in (printed, taken, ended):
        assert answer.status_code == 422
        assert "nhiều xã" in answer.content.decode()


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


@pytest.mark.django_db(transaction=True)
def test_a_downloaded_backup_leaves_its_line_in_the_diary(trung, sign_in):
    made = make(at=MORNING)

    answer = sign_in(trung).post("/sao-luu/tai/", {"ban": made.name})

    assert b"".join(answer.streaming_content) == made.path.read_bytes()
    assert kinds() == ["backup.file.taken"]


@pytest.mark.parametrize("name", ["../secret_key", "book.json", "backup.key", ""])
def test_nothing_but_a_listed_backup_is_downloaded(trung, sign_in, name):
    answer = sign_in(trung).post("/sao-luu/tai/", {"ban": name})

    assert answer.status_code == 422


def test_the_way_back_hangs_beside_the_machine_without_the_key(thao, sign_in, place):
    page = sign_in(thao).get("/sao-luu/khoi-phuc/").content.decode()

    assert "xaso restore" in page
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

    assert "Việc nền chưa chạy lần nào" in page
    # The servers of tests are set to be fast, and it says so.
    assert "ghi chắc xuống đĩa" in page or "chế độ không an toàn" in page


def test_a_thorough_look_is_a_job(trung, sign_in):
    sign_in(trung).post("/suc-khoe-may/kham-ky/")

    assert [job.name for job in Job.objects.all()] == ["doctor.examine"]
