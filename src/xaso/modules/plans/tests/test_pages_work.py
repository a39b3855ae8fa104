"""The lead works, a leader decides: each step by its page, without script."""

from __future__ import annotations

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from xaso.modules.plans import actions
from xaso.modules.plans.models import Evidence

from . import make
from .browse import follow, path_of, send, typed
from .test_pages_story import file_of

pytestmark = pytest.mark.django_db


def url(name, row):
    return reverse(f"plans:{name}", args=[row.pk])


def test_the_main_button_changes_with_the_state_and_the_person(sign_in, thao, lan):
    task = make.task(thao, lan)

    def page_of(who):
        return sign_in(who).get(task.get_absolute_url()).content.decode()

    assert url("start-task", task) in page_of(lan)
    assert url("start-task", task) not in page_of(thao)
    sign_in(lan).post(url("start-task", task))
    assert "Nộp minh chứng" in page_of(lan)
    submission = make.handed_in(lan, task)
    assert url("accept-submission", submission) in page_of(thao)
    assert url("accept-submission", submission) not in page_of(lan)


def test_progress_is_told_in_steps_with_what_stands_in_the_way(sign_in, thao, lan):
    task = make.task(thao, lan)
    office = sign_in(lan)

    done = send(office, url("progress", task), progress="50", hindrance="Chưa có kinh phí")

    text = follow(office, done)
    assert "Đã ghi tiến độ 50 %." in text
    assert "Chưa có kinh phí" in text


def test_evidence_of_several_kinds_goes_in_one_form(sign_in, thao, lan):
    task = make.task(thao, lan, evidence_kind="anh", evidence_count=2)
    office = sign_in(lan)

    done = send(
        office,
        url("submit-evidence", task),
        photos=[file_of(make.photo("a.jpg")), file_of(make.photo("b.jpg", "red"))],
        documents="12/BC-UBND\n13/BC-UBND",
        links="https://giaphu.example/tin",
        number="12,5",
        caption="Lớp 20/11",
    )

    kinds = sorted(Evidence.objects.values_list("kind", flat=True))
    assert kinds == ["anh", "anh", "duong_dan", "so_lieu", "so_van_ban", "so_van_ban"]
    assert "Đã nộp đủ. Thào sẽ duyệt hoặc trả lại kèm lý do." in follow(office, done)


def test_too_little_evidence_gathers_and_says_what_is_missing(sign_in, thao, lan):
    task = make.task(thao, lan, evidence_count=2)
    office = sign_in(lan)

    done = send(office, url("submit-evidence", task), documents="12/BC-UBND")

    assert "Mới có 1/2, nộp thêm cho đủ." in follow(office, done)


def test_a_wrong_file_is_refused_by_its_name_and_what_was_typed_stays(sign_in, thao, lan):
    task = make.task(thao, lan, evidence_kind="anh")

    page = send(
        sign_in(lan),
        url("submit-evidence", task),
        photos=SimpleUploadedFile("virus.exe", b"MZ"),
        note="Xem giúp",
    )

    assert page.status_code == 422
    assert "virus.exe" in page.content.decode()
    assert typed(page)["note"] == ["Xem giúp"]
    assert not Evidence.objects.exists()


def test_nothing_sent_is_no_evidence(sign_in, thao, lan):
    task = make.task(thao, lan)

    page = send(sign_in(lan), url("submit-evidence", task))

    assert "Thêm ít nhất một minh chứng" in page.content.decode()


def test_a_result_is_returned_by_pressing_a_common_reason(sign_in, thao, lan):
    task = make.task(thao, lan)
    submission = make.handed_in(lan, task)
    leader = sign_in(thao)

    back = send(leader, url("return-submission", submission), common="1", words="Ghi cả số hộ")

    assert "Thiếu số liệu. Ghi cả số hộ" in follow(leader, back)
    assert "Thào trả lại: Thiếu số liệu. Ghi cả số hộ" in (
        sign_in(lan).get(task.get_absolute_url()).content.decode()
    )


def test_a_return_without_a_reason_is_refused(sign_in, thao, lan):
    submission = make.handed_in(lan, make.task(thao, lan))

    page = sign_in(thao).post(url("return-submission", submission), {"words": " "})

    assert page.status_code == 422
    assert "Chọn hoặc ghi lý do" in page.content.decode()


def test_a_decision_made_elsewhere_leads_back_there(sign_in, thao, lan):
    submission = make.handed_in(lan, make.task(thao, lan))

    done = sign_in(thao).post(url("accept-submission", submission), {"next": "/toan-canh/"})

    assert path_of(done) == "/toan-canh/"


def test_a_decision_never_leads_to_another_house(sign_in, thao, lan):
    task = make.task(thao, lan)
    submission = make.handed_in(lan, task)

    done = sign_in(thao).post(url("accept-submission", submission), {"next": "//evil.example/"})

    assert path_of(done) == task.get_absolute_url()


def test_a_second_press_says_that_it_is_decided(sign_in, thao, lan):
    submission = make.handed_in(lan, make.task(thao, lan))
    leader = sign_in(thao)
    leader.post(url("accept-submission", submission))

    page = leader.post(url("accept-submission", submission))

    assert page.status_code == 422
    assert "đã được xử lý" in page.content.decode()


def test_more_time_is_asked_and_granted_by_one_press(sign_in, thao, lan):
    task = make.task(thao, lan)
    send(sign_in(lan), url("ask-extension", task), to_date="25/12/2026", reason="Mưa lớn")
    leader = sign_in(thao)
    extension = task.extensions.get()
    page = leader.get(task.get_absolute_url()).content.decode()
    assert "Xin gia hạn, chờ anh chị quyết" in page

    done = leader.post(url("decide-extension", extension), {"granted": "1"})

    text = follow(leader, done)
    assert "có hạn mới Thứ Sáu 25/12" in text
    assert "Hạn gốc 15/12/2026, gia hạn lần 1" in text


def test_no_to_more_time_needs_a_word(sign_in, thao, lan):
    task = make.task(thao, lan)
    extension = actions.ask_extension(
        actor=lan, task_id=task.pk, to_date=make.DUE.replace(day=25), reason="Mưa", at=make.NOW
    )

    page = sign_in(thao).post(url("decide-extension", extension), {"granted": "0"})

    assert page.status_code == 422
    assert "Ghi lý do." in page.content.decode()


def test_a_pause_can_be_taken_back_at_once(sign_in, thao, lan):
    task = make.task(thao, lan)
    leader = sign_in(thao)

    text = follow(leader, send(leader, url("pause-task", task), reason="Chờ tỉnh"))

    assert "Đang tạm dừng" in text
    assert "Hoàn tác" in text
    leader.post(url("resume-task", task))
    task.refresh_from_db()
    assert (task.state, task.due_date) == ("dang_lam", make.DUE)


def test_cancelling_repeats_the_name_and_asks_why(sign_in, thao, lan):
    task = make.task(thao, lan)
    leader = sign_in(thao)

    page = leader.get(url("cancel-task", task)).content.decode()
    done = send(leader, url("cancel-task", task), reason="Trùng việc của đoàn xã")

    assert "Hủy việc “Lắp wifi nhà văn hóa”?" in page
    assert "Trùng việc của đoàn xã" in follow(leader, done)


def test_a_finished_task_is_opened_again_with_a_reason(sign_in, thao, lan):
    task = make.done(thao, lan, make.task(thao, lan))
    leader = sign_in(thao)

    done = send(leader, url("reopen-task", task), reason="Số văn bản sai")

    assert "Đã mở lại việc." in follow(leader, done)
    task.refresh_from_db()
    assert task.state == "dang_lam"


def test_the_history_speaks_in_sentences(sign_in, thao, lan):
    task = make.done(thao, lan, make.task(thao, lan))

    text = sign_in(lan).get(task.get_absolute_url()).content.decode()

    for sentence in ("Thào giao việc, mã NV-2026-001.", "Lan nộp minh chứng.", "Thào duyệt"):
        assert sentence in text


def test_villages_and_their_numbers_are_set_on_one_page(sign_in, thao, gia_phu, mau_son):
    other = make.village(gia_phu, "Nà Mẫu")
    task = make.village_task(thao, [mau_son])
    leader = sign_in(thao)

    send(
        leader,
        url("task-villages", task),
        **{f"thon-{other.pk}": "on", f"so-{other.pk}": "40", "each": "25"},
    )

    numbers = {row.village.name: row.expected for row in task.villages.all()}
    assert numbers == {"Mẫu Sơn": 25, "Nà Mẫu": 40}


def test_the_next_copy_of_a_repeated_task_is_opened_by_a_press(sign_in, thao, lan):
    task = make.task(thao, lan, due_date=None, recurrence="monthly")
    leader = sign_in(thao)

    done = leader.post(url("next-copy", task))

    assert "Đã giao NV-2026-002 cho Lan" in follow(leader, done)
