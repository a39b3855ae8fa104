"""The month of the teams, as the leader reads it."""

from __future__ import annotations

from datetime import date
from io import BytesIO

import pytest
from openpyxl import load_workbook

from xaso.core.units.models import Village
from xaso.modules.teams import actions
from xaso.modules.teams.views import activity

from . import make

pytestmark = pytest.mark.django_db
HOME = "/to-cong-nghe/ket-qua/"


@pytest.fixture
def na_mau(lan, mau_son):
    """Both villages have a team; the one of Mẫu Sơn writes its visits down."""
    make.team(lan, mau_son)
    village = Village.objects.create(commune=lan.commune, name="Nà Mẫu")
    make.team(lan, village)
    return village


def seen(browser, path=HOME):
    answer = browser.get(path)
    assert answer.status_code == 200
    return answer.content.decode()


def test_a_month_without_visits_says_so_and_names_the_silent_teams(thao, na_mau, sign_in):
    page = seen(sign_in(thao))

    assert "Chưa có lượt nào trong tháng này" in page
    assert "2 trên 2 tổ chưa ghi lượt nào" in page


def test_the_leader_sees_who_works_what_works_and_why_not(thao, lan, mau_son, na_mau, sign_in):
    for said in ("VNEID2 XONG", "VNEID2 XONG", "DVCTT CHUA_XONG KHONG_SIM", "QR VANG"):
        make.visit(lan, mau_son, said, minutes=20)
    old = make.visit(lan, mau_son, "VNEID2 TU_CHOI PHI")
    actions.withdraw_visit(actor=lan, visit_id=old.pk, reason="Ghi trùng")
    make.visit(lan, mau_son, "BHYT TU_CHOI PHI", day=date(2026, 10, 5))

    page = seen(sign_in(thao))

    assert "66,67" in page
    assert "Không có SIM chính chủ: 1/1 lần (100 %)" in page
    assert "1 trên 2 tổ chưa ghi lượt nào" in page
    assert "Ngại phí" not in page
    october = seen(sign_in(thao), f"{HOME}?thang=2026-10")
    assert "Ngại phí: 1/1 lần (100 %)" in october


def test_a_month_to_come_is_the_running_one(thao, na_mau, sign_in):
    assert "tháng 11/2026" in seen(sign_in(thao), f"{HOME}?thang=2027-03")


def test_people_of_a_village_see_their_own_team_alone(lan, pao, mau_son, na_mau, sign_in):
    make.visit(lan, na_mau)

    page = seen(sign_in(pao))

    assert "Nà Mẫu" not in page
    assert "1 trên 1 tổ chưa ghi lượt nào" in page
    assert sign_in(pao).get(f"{HOME}?tai=xlsx").status_code == 403


def test_a_silent_team_has_no_numbers_in_the_workbook(thao, lan, mau_son, na_mau, sign_in):
    make.visit(lan, mau_son)

    book = load_workbook(BytesIO(sign_in(thao).get(f"{HOME}?tai=xlsx").content))

    rows = [[cell.value for cell in row] for row in book.active.iter_rows()]
    worked = next(row for row in rows if row[0] == "Thôn Mẫu Sơn")
    silent = next(row for row in rows if row[0] == "Thôn Nà Mẫu")
    assert worked[1] == 1
    assert 0 not in silent[1:]


def test_the_page_costs_the_same_however_many_visits_there_are(
    thao, lan, mau_son, na_mau, sign_in, django_assert_max_num_queries
):
    for _number in range(10):
        make.visit(lan, mau_son, "VNEID2 XONG", "DVCTT CHUA_XONG OTP")
    browser = sign_in(thao)
    browser.get(HOME)

    with django_assert_max_num_queries(11):
        assert browser.get(HOME).status_code == 200


def test_people_of_a_village_begin_with_the_button_and_their_own_visits(
    lan, pao, mau_son, na_mau, sign_in
):
    make.visit(lan, mau_son, "VNEID2 CHUA_XONG KHONG_SIM")
    make.visit(lan, na_mau, "QR TU_CHOI SO_LUA")

    page = seen(sign_in(pao), "/to-cong-nghe/cua-to/")

    assert 'href="/to-cong-nghe/luot/ghi/"' in page
    assert "không có SIM chính chủ" in page
    assert "sợ lừa đảo" not in page
    assert sign_in(lan).get("/to-cong-nghe/cua-to/").status_code == 403


def test_the_sketch_shows_where_who_works_who_is_silent_and_where_nobody_is(
    thao, lan, mau_son, na_mau, sign_in, monkeypatch
):
    alone = Village.objects.create(commune=lan.commune, name="Khe Vắng")
    lost = Village.objects.create(commune=lan.commune, name="Bản Xa")
    places = {mau_son.pk: (104.0, 22.3), na_mau.pk: (104.1, 22.4), alone.pk: (104.2, 22.5)}
    monkeypatch.setattr(activity, "village_points", lambda _commune: places)
    for _time in range(3):
        make.visit(lan, mau_son, "VNEID2 XONG")

    page = seen(sign_in(thao))

    assert f"{mau_son.name}</a>: 3 lượt" in page
    assert "Nà Mẫu</a>: chưa ghi lượt nào" in page
    assert "<li>Khe Vắng: chưa có tổ" in page
    assert f"{lost.name} (chưa có tổ)" in page
    assert page.count('<use href="#o-') == 3 + 4


def test_without_a_place_of_any_village_there_is_no_sketch(thao, na_mau, sign_in):
    assert "Sơ đồ các tổ" not in seen(sign_in(thao))
