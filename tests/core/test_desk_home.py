"""Việc của tôi: what a person must do now, and nothing of anybody else."""

from datetime import date, timedelta

import pytest
from django.urls import reverse

from xaso.core.people.models import Account
from xaso.modules.plans import actions
from xaso.modules.plans.tests import make

pytestmark = pytest.mark.django_db
ADDRESS = "/viec-cua-toi/"
OWN_QUERIES, SIGN_IN_QUERIES = 14, 3


@pytest.fixture
def home(sign_in):
    return lambda actor: sign_in(actor).get(ADDRESS).content.decode()


def in_order(page, *words):
    places = [page.index(word) for word in words]
    return places == sorted(places)


def test_what_is_urgent_stands_first_the_late_before_the_returned(home, thao, lan):
    make.task(thao, lan, "Hạn hôm nay đây", due_date=make.TODAY)
    returned = make.task(thao, lan, "Bị trả về")
    submission = make.handed_in(lan, returned)
    actions.return_submission(
        actor=thao, submission_id=submission.pk, reason="Ảnh mờ, chụp lại", at=make.NOW
    )
    make.task(thao, lan, "Đã trễ", due_date=date(2026, 11, 20))

    page = home(lan)

    assert "Cần làm ngay (3)" in page
    assert in_order(page, "Quá hạn 4 ngày", "Ảnh mờ, chụp lại", "Hạn hôm nay đây")
    assert page.count("Nộp lại") == 1


def test_what_waits_for_a_leader_is_urgent_for_the_leader(home, thao, lan):
    make.handed_in(lan, make.task(thao, lan, "Lập danh sách hộ"))

    page = home(thao)

    assert "Cần làm ngay (1)" in page
    assert in_order(page, "Chờ tôi duyệt", "Lập danh sách hộ", "Xem và duyệt")
    assert "Chờ tôi duyệt" not in home(lan)


def test_who_gave_work_sees_how_much_of_it_is_late(home, thao, lan):
    make.task(thao, lan, "Việc A", due_date=date(2026, 11, 20))
    make.task(thao, lan, "Việc B")

    page = home(thao)

    assert "Tôi giao cho người khác (2: 1 chậm)" in page
    assert in_order(page, "Việc A", "Việc B")


def test_this_week_and_what_is_new_stand_apart(home, thao, lan):
    make.task(thao, lan, "Trong tuần", due_date=date(2026, 11, 27))
    make.task(thao, lan, "Tháng sau", due_date=date(2026, 12, 20))

    page = home(lan)

    assert "Cần làm ngay (0)" in page
    assert in_order(page, "Tuần này (1)", "Trong tuần", "Mới giao cho tôi (1)", "Tháng sau")


def test_a_result_accepted_lately_is_told(home, thao, lan):
    make.done(thao, lan, make.task(thao, lan, "Kê khai máy"))

    page = home(lan)

    assert in_order(page, "Mới thay đổi", "Đã được duyệt, xong", "Kê khai máy")


def test_who_may_give_work_finds_the_button_and_others_do_not(home, thao, lan):
    make.task(thao, lan)

    assert f'href="{reverse("plans:draft-task")}"' in home(thao)
    assert "Giao việc" not in home(lan)


def test_another_commune_sees_none_of_it(home, thao, lan, sua):
    make.task(thao, lan, "Việc của Gia Phú", due_date=date(2026, 11, 20))

    assert "Việc của Gia Phú" not in home(sua)


def test_a_new_commune_is_shown_its_first_three_steps_by_right(home, minh, lan, mau_son):
    page = home(minh)

    assert in_order(page, "Thêm thôn", "Thêm cán bộ", "Nhập phụ lục kế hoạch")
    assert f'href="{reverse("plans:import")}"' in page
    assert page.count("người có quyền làm bước này") == 0
    assert home(lan).count("người có quyền làm bước này") == 1


def test_without_work_of_the_own_the_plan_is_one_press_away(home, thao, lan, minh):
    make.task(thao, lan)

    assert "Chưa có việc nào cho anh chị" in home(minh)


def test_the_admin_of_a_new_commune_is_shown_the_same_steps(home, person, gia_phu):
    page = home(person("Trung", gia_phu, "quan_tri"))

    assert in_order(page, "Thêm thôn", "Thêm cán bộ", "Nhập phụ lục kế hoạch", "Nhật ký")


def test_an_admin_finds_the_doors_that_open(home, person, gia_phu):
    page = home(person("Trung", gia_phu, "quan_tri"))

    for address in ("/can-bo/", "/don-vi/", "/can-cu/", "/nhat-ky/"):
        assert f'href="{address}"' in page
    assert "Cần làm ngay" not in page


def test_a_name_full_of_signs_is_shown_as_text(home, lan, thao):
    Account.objects.filter(pk=lan.account_id).update(full_name="<b>Lan</b>")
    make.task(thao, lan, "<script>alert(1)</script>", due_date=date(2026, 11, 20))

    page = home(lan)

    assert "<b>Lan</b>" not in page
    assert "<script>alert" not in page


@pytest.mark.parametrize("count", [1, 40])
def test_it_reads_the_same_few_times_however_much_there_is(
    sign_in, thao, lan, count, django_assert_max_num_queries
):
    for number in range(count):
        task = make.task(
            thao, lan, f"Việc {number}", due_date=make.TODAY + timedelta(days=number - 9)
        )
        if number % 3 == 0:
            make.handed_in(lan, task)

    for actor in (lan, thao):
        client = sign_in(actor)
        with django_assert_max_num_queries(OWN_QUERIES + SIGN_IN_QUERIES):
            client.get(ADDRESS)
