"""The log of a commune: sentences, filters, the head to keep, the check of the chain."""

import json
from datetime import timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import transaction
from django.urls import reverse

from conftest import MORNING
from tests.core.source import all_actions
from xaso.core.edits import wanted
from xaso.core.events.anchors import public_key, write_anchors
from xaso.core.events.models import ChainHead, Event
from xaso.core.events.record import record
from xaso.core.jobs.models import Job
from xaso.core.jobs.runner import run_next
from xaso.core.units.actions import add_village, edit_village
from xaso.desk import log_chain
from xaso.desk.event_sentences import SENTENCES
from xaso.lib.chain import anchor_from, is_signed_by
from xaso.lib.ids import new_id

pytestmark = pytest.mark.django_db


@pytest.fixture
def admin(person, gia_phu):
    """Minh adds two villages, so that the log has two lines."""
    minh = person("Minh", gia_phu, "quan_tri")
    for name in ("Mẫu Sơn", "Nà Mẫu"):
        add_village(actor=minh, name=name, kind="thon")
    return minh


def _check(client, anchor: bytes | None = None):
    files = {"file": SimpleUploadedFile("moc.json", anchor)} if anchor else {}
    return client.post(reverse("desk:log_verify"), files)


def test_each_line_is_a_plain_sentence_newest_first(admin, sign_in):
    page = sign_in(admin).get(reverse("desk:log"))

    assert [line.sentence for line in page.context["lines"]] == [
        "Minh thêm thôn Nà Mẫu.",
        "Minh thêm thôn Mẫu Sơn.",
    ]


def test_a_kind_without_a_sentence_shows_its_code(admin, sign_in):
    with transaction.atomic():
        record("fields.rain.fell", actor=admin, subject_id=new_id())

    page = sign_in(admin).get(reverse("desk:log")).content.decode()

    assert "Minh: fields.rain.fell" in page


@pytest.mark.parametrize("name", ["2026-13-45", "0000-00-00", "９９９９-１２-３１"])
def test_a_name_that_only_looks_like_a_day_breaks_no_diary(admin, sign_in, name):
    add_village(actor=admin, name=name, kind="thon")

    page = sign_in(admin).get(reverse("desk:log"))

    assert name in page.content.decode()


def test_every_event_of_the_program_has_its_sentence():
    kinds = {kind for action in all_actions() for kind in action.kinds}

    assert sorted(kinds - SENTENCES.keys()) == []


def test_lines_are_filtered_by_person_kind_and_day(admin, person, gia_phu, sign_in, clock):
    clock.move_to(MORNING + timedelta(days=1))
    ha = person("Hà", gia_phu, "chanh_van_phong")
    village = add_village(actor=ha, name="Hang Đá", kind="ban")
    edit_village(actor=ha, village_id=village.pk, changes=wanted(village, name="Hang Đá 1"))
    client = sign_in(admin)

    by_person = client.get(reverse("desk:log"), {"nguoi": str(ha.account_id)})
    by_kind = client.get(reverse("desk:log"), {"loai": "people."})
    by_day = client.get(reverse("desk:log"), {"ngay": "24/11/2026"})

    assert len(by_person.context["lines"]) == 2
    assert by_kind.context["lines"] == []
    assert len(by_day.context["lines"]) == 2


def test_the_log_of_another_commune_is_not_shown(admin, person, ta_van, sign_in):
    sua = person("Sua", ta_van, "quan_tri")

    page = sign_in(sua).get(reverse("desk:log")).content.decode()

    assert "Mẫu Sơn" not in page


def test_a_whole_chain_is_said_to_be_whole(admin, sign_in):
    page = _check(sign_in(admin)).content.decode()

    assert "Nhật ký nguyên vẹn: đã kiểm tra 2 dòng." in page


def test_a_changed_line_is_found(admin, sign_in):
    Event.objects.filter(number=1).update(data={"name": "Tên khác"})

    page = _check(sign_in(admin)).content.decode()

    assert "Nhật ký hỏng ở dòng 1: nội dung dòng đã bị sửa." in page


def test_a_saved_head_shows_that_the_chain_was_cut(admin, gia_phu, sign_in):
    client = sign_in(admin)
    anchor = client.get(reverse("desk:log_head_file")).content
    Event.objects.filter(number=2).delete()
    first = Event.objects.get(number=1)
    ChainHead.objects.filter(commune=gia_phu).update(number=1, hash=first.hash)

    without, with_anchor = _check(client), _check(client, anchor)

    assert "nguyên vẹn" in without.content.decode()
    assert "chuỗi bị cắt hoặc bị thay" in with_anchor.content.decode()


def test_the_saved_head_is_what_the_command_reads(admin, gia_phu, sign_in):
    head = json.loads(sign_in(admin).get(reverse("desk:log_head_file")).content)

    assert (head["commune"], head["number"]) == (gia_phu.pk, 2)
    assert head["hash"] == Event.objects.get(number=2).hash
    assert is_signed_by(anchor_from(head), public_key())


def test_the_code_copied_from_paper_is_compared(admin, sign_in):
    client = sign_in(admin)
    page = client.get(reverse("desk:log_head"))
    copied = {"number": "2", "code": page.context["short"]}

    right = client.post(reverse("desk:log_verify"), copied).content.decode()
    wrong = client.post(reverse("desk:log_verify"), copied | {"number": "1"}).content.decode()

    assert "nguyên vẹn" in right
    assert "chuỗi bị cắt hoặc bị thay" in wrong


@pytest.mark.parametrize(
    "copied",
    [
        {"number": "2", "code": "3fa2"},
        {"number": "2", "code": "không phải mã nào cả"},
        {"number": "hai", "code": "3fa2 91c0 77be 0d14"},
        {"number": "", "code": "3fa2 91c0 77be 0d14"},
        {"number": "2", "code": ""},
    ],
)
def test_a_code_that_was_not_copied_whole_is_asked_for_again(admin, sign_in, copied):
    assert sign_in(admin).post(reverse("desk:log_verify"), copied).status_code == 422


@pytest.mark.parametrize(
    "file",
    [b"[" * 200_000, b'{"commune": "02923", "number": 1e400, "hash": "ab"}', b'{"number": []}'],
)
def test_a_file_made_to_break_the_check_is_refused_with_a_sentence(admin, sign_in, file):
    answer = _check(sign_in(admin), file)

    assert answer.status_code == 422
    assert "Không đọc được tệp mốc" in answer.content.decode()


def test_what_the_machine_wrote_hour_by_hour_shows_a_cut_without_being_asked(
    admin, gia_phu, sign_in
):
    write_anchors(MORNING)
    Event.objects.filter(number=2).delete()
    first = Event.objects.get(number=1)
    ChainHead.objects.filter(commune=gia_phu).update(number=1, hash=first.hash)

    assert "chuỗi bị cắt hoặc bị thay" in _check(sign_in(admin)).content.decode()


def test_a_long_diary_is_checked_in_the_background(admin, gia_phu, sign_in, monkeypatch):
    monkeypatch.setattr(log_chain, "AT_ONCE", 1)

    page = _check(sign_in(admin))
    run_next("w1")

    job = Job.objects.get()
    assert page.headers["Location"] == reverse("desk:job", kwargs={"pk": job.pk})
    assert job.result == "Nhật ký nguyên vẹn: đã kiểm tra 2 dòng."


@pytest.mark.parametrize("content", [b"khong phai json", b"3", b'{"commune": "02923"}', b"\xff"])
def test_a_file_that_is_no_head_says_what_to_do(admin, sign_in, content):
    page = _check(sign_in(admin), content)

    assert page.status_code == 422
    assert "Chọn tệp đã tải ở trang Mốc" in page.content.decode()


def test_a_head_of_another_commune_is_not_taken(admin, sign_in):
    anchor = json.dumps({"commune": "03037", "number": 1, "hash": "x"}).encode()

    assert "Mốc này của xã khác" in _check(sign_in(admin), anchor).content.decode()


def test_officers_do_not_read_the_log(lan, sign_in):
    assert sign_in(lan).get(reverse("desk:log")).status_code == 403
