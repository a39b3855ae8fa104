"""Toàn cảnh: who is late, which village, why, and what to decide; each number opens its rows."""

from datetime import date
from decimal import Decimal
from io import BytesIO

import pytest
from django.urls import reverse
from openpyxl import load_workbook

from xaso.modules.plans import actions
from xaso.modules.plans.models import Extension, Plan, Submission
from xaso.modules.plans.tests import make

pytestmark = pytest.mark.django_db
ADDRESS = "/toan-canh/"
LATE = date(2026, 11, 20)


@pytest.fixture
def board(sign_in):
    return lambda actor, address=ADDRESS: sign_in(actor).get(address).content.decode()


@pytest.fixture
def drive(thao, pao, mau_son):
    """Mẫu Sơn could not do it: no signal."""
    task = make.village_task(thao, [mau_son], "Cài VNeID tại thôn", due_date=LATE)
    actions.send_village_report(
        actor=pao,
        task_id=task.pk,
        village_id=mau_son.pk,
        outcome="CHUA_XONG",
        reason_code="KHONG_SONG",
        at=make.NOW,
    )
    return task


def village_report(thao, pao, mau_son, **fields):
    task = make.village_task(thao, [mau_son], "Vận động dùng VNeID", **fields)
    return actions.send_village_report(
        actor=pao,
        task_id=task.pk,
        village_id=mau_son.pk,
        number=Decimal(25),
        photos=[make.photo()],
        at=make.NOW,
    )


def test_it_says_who_which_village_and_why(board, thao, lan, drive):
    task = make.task(thao, lan, "Kê khai máy tính", due_date=LATE)
    actions.report_progress(
        actor=lan, task_id=task.pk, progress=10, hindrance="Máy in hỏng", at=make.NOW
    )

    page = board(thao)

    assert "Kê khai máy tính: quá hạn 4 ngày" in page
    assert "Thôn Mẫu Sơn" in page
    assert "1 việc quá hạn" in page
    assert "Không có sóng" in page
    assert "Máy in hỏng" in page
    assert "Gỡ lý do các thôn nêu" in page


def test_a_village_report_is_decided_where_it_stands_with_its_photo_and_figure(
    board, sign_in, thao, pao, mau_son
):
    report = village_report(thao, pao, mau_son)
    page = board(thao)
    photo = report.evidence.exclude(file=None).get()
    accept = reverse("plans:accept-submission", args=[report.pk])
    assert ">25<" in page
    assert f"{photo.pk}/?co=nho" in page
    assert accept in page

    response = sign_in(thao).post(accept, {"next": ADDRESS}, follow=True)

    assert response.redirect_chain[-1][0] == ADDRESS
    assert "Đã duyệt" in response.content.decode()
    assert Submission.objects.get().state == "chap_nhan"


def test_more_time_is_given_with_one_press_and_refused_with_a_reason(board, sign_in, thao, lan):
    task = make.task(thao, lan)
    asked = actions.ask_extension(
        actor=lan, task_id=task.pk, to_date=date(2026, 12, 25), reason="Chờ máy", at=make.NOW
    )
    page = board(thao)
    assert "Xin gia hạn đến 25/12/2026: Chờ máy" in page
    assert "granted=0" in page

    sign_in(thao).post(
        reverse("plans:decide-extension", args=[asked.pk]),
        {"next": ADDRESS, "granted": "1"},
    )

    assert Extension.objects.get().result == "dong_y"


def test_a_plan_is_approved_where_it_stands(board, sign_in, thao, minh):
    plan = make.plan(minh)
    actions.submit_plan(actor=minh, plan_id=plan.pk, at=make.NOW)
    approve = reverse("plans:approve-plan", args=[plan.pk])
    assert approve in board(thao)

    sign_in(thao).post(approve, {"next": ADDRESS})

    assert Plan.objects.get().state == "ban_hanh"


def test_only_what_the_person_may_decide_is_shown(board, thao, minh, lan, person, gia_phu):
    make.handed_in(lan, make.task(thao, lan, "Chờ Thào"))
    secretary = person("Dua", gia_phu, "bi_thu")

    assert "Chờ tôi quyết (1)" in board(thao)
    assert "Chờ tôi quyết (0)" in board(minh)
    assert "Chờ tôi quyết" not in board(secretary)


def test_four_stand_on_the_board_and_all_behind_one_link(board, thao, lan):
    for number in range(6):
        make.handed_in(lan, make.task(thao, lan, f"Kết quả {number}"))

    assert board(thao).count('class="decision"') == 4
    assert board(thao, f"{ADDRESS}cho-toi-quyet/").count('class="decision"') == 6


def test_targets_stand_red_first_with_the_reason_of_their_task(board, thao, lan):
    plan = make.plan(thao)
    good = make.target(thao, plan, code="CT 1", name="Đã có số", value_code="", unit="bài")
    bad = make.target(thao, plan, code="CT 2", name="Chưa có số", value_code="", unit="bài")
    task = make.task(
        thao, lan, plan=plan, target=good, evidence_kind="so_lieu", pillar="xa_hoi_so"
    )
    proof = actions.GivenEvidence("so_lieu", number=Decimal(120), unit="bài")
    sent = actions.submit_evidence(actor=lan, task_id=task.pk, evidence=[proof], at=make.NOW)
    actions.accept_submission(actor=thao, submission_id=sent.pk, at=make.NOW)
    late = make.task(thao, lan, plan=plan, target=bad, due_date=LATE)
    actions.report_progress(
        actor=lan, task_id=late.pk, progress=1, hindrance="Chờ tỉnh trả lời", at=make.NOW
    )

    page = board(thao)

    assert page.index("CT 2. Chưa có số") < page.index("CT 1. Đã có số")
    assert f"{late.code}: Chờ tỉnh trả lời" in page
    assert "1/2</strong> chỉ tiêu đạt" in page


@pytest.mark.parametrize(
    ("slug", "title"),
    [
        ("viec-qua-han", "Việc quá hạn (2)"),
        ("viec-nguy-co", "Việc có nguy cơ chậm (1)"),
        ("vi-sao", "Vì sao chậm"),
        ("thon", "Thôn nào còn nợ việc (1)"),
        ("chi-tieu", "Chỉ tiêu của kế hoạch (1)"),
    ],
)
def test_every_number_opens_its_rows_and_a_workbook(board, sign_in, thao, lan, drive, slug, title):
    make.task(thao, lan, "Trễ", due_date=LATE)
    make.task(thao, lan, "Sắp trễ", due_date=date(2026, 11, 26))
    make.task(thao, lan, "Đúng hạn", target=make.target(thao, make.plan(thao)))

    page = board(thao, f"{ADDRESS}{slug}/")
    response = sign_in(thao).get(f"{ADDRESS}{slug}/?tai=xlsx")

    assert title in page
    book = load_workbook(BytesIO(response.content))
    assert book.active.max_row > 1


def test_rows_of_one_person_one_village_and_one_reason(board, thao, lan, minh, drive, mau_son):
    make.task(thao, lan, "Việc của Lan", due_date=LATE)
    make.task(thao, minh, "Việc của Minh", due_date=LATE)

    of_lan = board(thao, f"{ADDRESS}viec-qua-han/?nguoi={lan.account_id}")
    of_village = board(thao, f"{ADDRESS}thon/?thon={mau_son.pk}")
    of_reason = board(thao, f"{ADDRESS}vi-sao/?ly-do=không có sóng")

    assert ("Việc của Lan" in of_lan, "Việc của Minh" in of_lan) == (True, False)
    assert ("Cài VNeID tại thôn" in of_village, "Việc của Lan" in of_village) == (True, False)
    assert ("Cài VNeID tại thôn" in of_reason, "Việc của Lan" in of_reason) == (True, False)


def test_rows_nobody_named_do_not_exist(sign_in, thao):
    assert sign_in(thao).get(f"{ADDRESS}khong-co/").status_code == 404


def test_a_filter_that_makes_no_sense_breaks_nothing(board, thao, drive):
    for asked in ("thon/?thon=x", "chi-tieu/?tt=x", "viec-qua-han/?nguoi=x", "vi-sao/?ly-do=<b>"):
        assert "<b>" not in board(thao, f"{ADDRESS}{asked}")


def test_who_has_no_right_to_the_board_does_not_get_it(sign_in, lan, sua):
    assert sign_in(lan).get(ADDRESS).status_code == 403
    assert sign_in(lan).get(f"{ADDRESS}viec-qua-han/").status_code == 403


def test_another_communes_late_work_is_not_shown(board, person, ta_van, thao, lan, drive):
    senh = person("Sênh", ta_van, "chu_tich")

    page = board(senh)

    assert "Mẫu Sơn" not in page
    assert "Cài VNeID" not in page


def test_a_commune_without_a_plan_is_told_what_to_do_first(board, thao, minh):
    assert "Chưa có kế hoạch" in board(thao)
    assert f'href="{reverse("plans:import")}"' in board(minh)


def test_a_commune_without_late_work_reads_calmly(board, thao, lan):
    make.task(thao, lan)

    page = board(thao)

    assert "Không ai có việc quá hạn" in page
    assert "Xã chưa nhập thôn nào" in page


def test_it_reads_the_same_few_times_however_much_there_is(
    sign_in, thao, lan, pao, mau_son, django_assert_max_num_queries
):
    for number in range(12):
        make.task(thao, lan, f"Trễ {number}", due_date=LATE)
        village_report(thao, pao, mau_son)
    client = sign_in(thao)

    # One of them reads the commune's own rules of signal, by which figures judge villages.
    with django_assert_max_num_queries(40):
        client.get(ADDRESS)
