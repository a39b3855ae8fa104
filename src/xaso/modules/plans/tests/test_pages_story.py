"""The chain through the pages: Lan drafts, Thào gives, Páo reports, Thào accepts."""

from __future__ import annotations

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from xaso.modules.plans.models import Task

from . import make
from .browse import follow, path_of, send, typed

pytestmark = pytest.mark.django_db


def file_of(upload):
    return SimpleUploadedFile(upload.name, upload.content)


def test_one_number_goes_from_the_form_to_the_target(sign_in, lan, thao, pao, mau_son):
    plan = make.plan(lan)
    target = make.target(lan, plan)
    office = sign_in(lan)
    drafted = send(
        office,
        f"{reverse('plans:draft-task')}?ct={target.pk}&thon={mau_son.pk}",
        title="Vận động hộ dùng VNeID",
        due_date="15/12/2026",
        expected_per_village="60",
        lam="nhap",
    )
    task = Task.objects.get()
    assert path_of(drafted) == task.get_absolute_url()
    assert "Đã ghi nháp" in office.get(task.get_absolute_url()).content.decode()

    given = sign_in(thao).post(reverse("plans:assign-task", args=[task.pk]))
    assert "Đã giao NV-2026-001 cho Trưởng thôn (1 thôn), hạn Thứ Ba 15/12." in follow(
        sign_in(thao), given
    )

    phone = sign_in(pao)
    report_url = reverse("plans:village-report", args=[task.pk, mau_son.pk])
    assert report_url in phone.get(reverse("plans:village")).content.decode()
    sent = send(
        phone, report_url, number="25", outcome="XONG", photos=file_of(make.photo("nha.jpg"))
    )
    assert "Đã gửi lúc 08:00 ngày 24/11/2026. Xã sẽ duyệt." in follow(phone, sent)

    board = sign_in(thao)
    page = board.get(task.get_absolute_url()).content.decode()
    submission = task.submissions.get()
    accept_url = reverse("plans:accept-submission", args=[submission.pk])
    assert accept_url in page
    assert "25 / 60" in page
    assert "?co=nho" in page
    assert "Đã duyệt. NV-2026-001 xong." in follow(board, board.post(accept_url))

    told = board.get(target.get_absolute_url()).content.decode()
    assert "<strong>25</strong> hộ" in told
    assert "1/1 thôn đã báo" in told
    assert "Thôn Mẫu Sơn" in told


def test_a_leader_gives_a_task_in_one_go(sign_in, thao, lan):
    office = sign_in(thao)

    done = send(
        office,
        reverse("plans:draft-task"),
        title="  Lắp   wifi nhà văn hóa ",
        lead=str(lan.account_id),
        due_date="15/12",
        lam="giao",
    )

    task = Task.objects.get()
    assert (task.state, task.title, task.follower_id) == (
        "chua_bat_dau", "Lắp wifi nhà văn hóa", thao.account_id,
    )  # fmt: skip
    assert "Đã giao NV-2026-001 cho Lan" in follow(office, done)


def test_giving_names_what_is_missing_and_loses_nothing_typed(sign_in, thao):
    office = sign_in(thao)

    page = send(office, reverse("plans:draft-task"), title="Mua máy in", lam="giao")

    text = page.content.decode()
    assert page.status_code == 422
    assert "Chưa rõ người" in text
    assert "Chưa rõ thời gian" in text
    assert typed(page)["title"] == ["Mua máy in"]
    assert not Task.objects.exists()


def test_a_due_day_off_work_is_said_at_once(sign_in, lan):
    office = sign_in(lan)

    done = send(office, reverse("plans:draft-task"), title="Đo sóng", due_date="29/11/2026")

    assert "Hạn rơi vào ngày nghỉ: Chủ nhật 29/11." in follow(office, done)


def test_a_document_becomes_tasks_one_after_the_other(sign_in, thao, lan):
    office = sign_in(thao)
    send(
        office,
        reverse("plans:draft-from-document"),
        source_number="345/UBND-VX",
        source_date="20/11/2026",
        source_issuer="UBND tỉnh",
        title="Lập danh sách hộ chưa có tài khoản",
        lead=str(lan.account_id),
        due_date="30/11/2026",
        scan=SimpleUploadedFile("cv.pdf", b"%PDF-1.4 cong van"),
        lam="giao",
    )
    first = Task.objects.get()

    page = office.get(f"{reverse('plans:draft-from-document')}?nhu={first.pk}")

    assert first.source_file.name == "cv.pdf"
    assert first.source_kind == "van_ban_den"
    assert typed(page)["source_number"] == ["345/UBND-VX"]
    assert b"".join(office.get(reverse("plans:source-file", args=[first.pk]))) == (
        b"%PDF-1.4 cong van"
    )


def test_all_villages_are_one_tick(sign_in, thao, gia_phu, mau_son):
    make.village(gia_phu, "Nà Mẫu")

    send(
        sign_in(thao),
        reverse("plans:draft-task"),
        title="Đo sóng",
        lead_role="truong_thon",
        all_villages="on",
        due_date="15/12/2026",
        evidence_kind="so_lieu",
        expected_per_village="6",
        lam="giao",
    )

    assert [row.expected for row in Task.objects.get().villages.all()] == [6, 6]


def test_a_draft_says_what_is_missing_and_where_to_mend_it(sign_in, lan):
    task = make.draft(lan, "Mua máy in")

    text = sign_in(lan).get(task.get_absolute_url()).content.decode()

    assert "Chưa giao được, còn thiếu" in text
    assert f"{reverse('plans:edit-task', args=[task.pk])}#id_due_date" in text


def test_a_dropped_draft_asks_by_its_name_and_leads_back_to_the_plan(sign_in, lan):
    plan = make.plan(lan)
    task = make.draft(lan, "Mua máy in", plan=plan)
    office, url = sign_in(lan), reverse("plans:drop-draft", args=[task.pk])

    assert "Bỏ bản nháp “Mua máy in”?" in office.get(url).content.decode()
    gone = office.post(url)

    assert path_of(gone) == plan.get_absolute_url()
    assert "Đã bỏ bản nháp." in follow(office, gone)
