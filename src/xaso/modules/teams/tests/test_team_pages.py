"""The register of teams as people see it."""

from __future__ import annotations

import re
from io import BytesIO

import pytest
from openpyxl import load_workbook

from conftest import TODAY
from xaso.core.events.models import Event
from xaso.core.units.models import Village
from xaso.modules.plans.tests.browse import send
from xaso.modules.teams import actions
from xaso.modules.teams.models import Member, MemberRole

from . import make

pytestmark = pytest.mark.django_db
HOME = "/to-cong-nghe/"
PHONE = "0987 654 321"


@pytest.fixture
def team(lan, mau_son):
    return make.team(lan, mau_son)


def seen(browser, path):
    answer = browser.get(path)
    assert answer.status_code == 200, path
    return answer.content.decode()


def test_an_empty_register_says_what_to_do_first(lan, mau_son, sign_in):
    page = seen(sign_in(lan), HOME)

    assert "Chưa ghi tổ nào" in page
    assert f'href="{HOME}thanh-lap/"' in page


def test_a_village_without_a_team_is_found_and_gets_one(lan, mau_son, sign_in):
    browser = sign_in(lan)
    assert "Ghi thành lập" in seen(browser, f"{HOME}?loc=chua-co")

    page = send(
        browser, f"{HOME}thanh-lap/?thon={mau_son.pk}", number="35/QĐ-UBND", day="2/3/2026"
    )

    shown = browser.get(page["Location"]).content.decode()
    assert "Tổ công nghệ số cộng đồng thôn Mẫu Sơn" in shown
    assert "Tổ chưa có tổ trưởng" in shown
    assert "Thôn nào cũng có tổ" in seen(browser, f"{HOME}?loc=chua-co")


def test_the_list_is_narrowed_by_village_and_state(lan, mau_son, team, sign_in):
    na_mau = Village.objects.create(commune=mau_son.commune, name="Nà Mẫu")
    other = make.team(lan, na_mau)
    make.team(lan, Village.objects.create(commune=mau_son.commune, name="An Mẫu"))
    actions.call_renewal(actor=lan, team_id=other.pk, reason="Hai thôn nhập lại")
    browser = sign_in(lan)

    def listed(asked):
        page = seen(browser, f"{HOME}?{asked}")
        return re.findall(r">Thôn ([^<]+)</a>", page)

    assert listed("") == ["An Mẫu", "Mẫu Sơn", "Nà Mẫu"]
    assert listed("q=na+mau") == ["Nà Mẫu"]
    assert listed("loc=can-kien-toan") == ["Nà Mẫu"]
    assert listed("loc=da-giai-the") == []


def test_people_come_are_renewed_and_go_and_all_of_it_is_shown(lan, team, sign_in):
    browser, one = sign_in(lan), f"{HOME}{team.pk}/"
    send(
        browser, f"{one}them-nguoi/", full_name="Giàng A Páo", role="to_truong",
        from_date="2/3/2026", languages=["hmn", "vi"], skills=["VNEID2"], job="TRUONG_THON",
    )  # fmt: skip
    make.member(lan, team, "Vàng Thị Mỷ")
    assert "định danh mức 2" in seen(browser, one)

    stays = str(Member.objects.get(full_name="Giàng A Páo").pk)
    send(browser, f"{one}kien-toan/", number="77/QĐ-UBND", day="1/10/2026", stays=[stays])

    page = seen(browser, one)
    now, before = page.split("Các quyết định và người trước đây")
    assert "Giàng A Páo" in now
    assert "Vàng Thị Mỷ" not in now
    assert "Vàng Thị Mỷ" in before
    assert "77/QĐ-UBND" in before
    assert "35/QĐ-UBND" in before


def test_a_number_is_dots_without_consent_and_open_with_it(lan, minh, pao, team, sign_in):
    member = make.member(lan, team, phone=PHONE)
    one, look = f"{HOME}{team.pk}/", f"{HOME}nguoi/{member.pk}/dien-thoai/"
    for person in (lan, minh, pao):
        assert PHONE not in seen(sign_in(person), one)
    assert sign_in(lan).get(look).status_code == 403

    shown = sign_in(minh).post(look, {"reason": "lien-he"})

    assert PHONE in shown.content.decode()
    assert shown["Cache-Control"] == "no-store"
    assert PHONE not in str(Event.objects.get(kind="privacy.field.read").data)
    make.edited(lan, member, is_phone_open=True)
    assert PHONE in seen(sign_in(pao), one)


def test_editing_leaves_a_masked_number_as_it_is(lan, team, sign_in):
    member = make.member(lan, team, phone=PHONE)
    edit = f"{HOME}nguoi/{member.pk}/sua/"

    send(sign_in(lan), edit, full_name="Vàng Thị Mỵ")

    member.refresh_from_db()
    assert (member.full_name, member.phone) == ("Vàng Thị Mỵ", PHONE)
    send(sign_in(lan), edit, phone="0912 000 111")
    member.refresh_from_db()
    assert member.phone == "0912 000 111"


def test_village_people_see_their_own_team_alone_and_take_no_list_away(
    lan, mau_son, pao, team, sign_in
):
    other = make.team(lan, Village.objects.create(commune=mau_son.commune, name="Nà Mẫu"))
    browser = sign_in(pao)

    assert "Nà Mẫu" not in seen(browser, HOME)
    assert "Mẫu Sơn" in seen(browser, f"{HOME}{team.pk}/")
    assert browser.get(f"{HOME}{other.pk}/").status_code == 404
    assert browser.get(f"{HOME}?tai=xlsx").status_code == 403


def test_the_workbook_holds_no_formula_and_no_number(lan, team, sign_in):
    make.member(lan, team, "=HYPERLINK(1)", role=MemberRole.HEAD, phone=PHONE)

    book = load_workbook(BytesIO(sign_in(lan).get(f"{HOME}?tai=xlsx").content))

    cells = [cell for row in book.active.iter_rows() for cell in row]
    assert not [cell for cell in cells if cell.data_type == "f"]
    said = " ".join(str(cell.value) for cell in cells)
    assert "HYPERLINK" in said
    assert PHONE not in said


def test_the_list_costs_the_same_however_many_teams_there_are(
    lan, mau_son, sign_in, django_assert_max_num_queries
):
    for number in range(8):
        village = Village.objects.create(commune=mau_son.commune, name=f"Thôn {number}")
        make.member(lan, make.team(lan, village), role=MemberRole.HEAD)
    browser = sign_in(lan)
    browser.get(HOME)

    with django_assert_max_num_queries(8):
        assert browser.get(HOME).status_code == 200


def test_the_decision_names_those_in_the_team_and_the_head_where_there_is_none(
    lan, mau_son, pao, team, sign_in
):
    make.member(lan, team, "Vàng Thị Mỷ", job="GIAO_VIEN")
    khe = Village.objects.create(commune=mau_son.commune, name="Khe Mẫu")
    browser = sign_in(lan)

    for about, title, named in (
        (str(team.pk), "kiện toàn Tổ công nghệ số cộng đồng thôn Mẫu Sơn", "Vàng Thị Mỷ"),
        (str(khe.pk), "thành lập Tổ công nghệ số cộng đồng thôn Khe Mẫu", "Điều 1"),
        ("kien-toan", "kiện toàn các Tổ công nghệ số cộng đồng", "Vàng Thị Mỷ"),
        ("thanh-lap", "thành lập các Tổ công nghệ số cộng đồng", "Điều 1"),
    ):
        paper = send(browser, "/van-ban/lap/quyet-dinh-to-cong-nghe/", about=about)
        page = browser.get(paper["Location"]).content.decode()
        assert title in page
        assert named in page


def test_the_head_of_a_village_is_proposed_to_lead_its_first_team(lan, mau_son, pao):
    from xaso.modules.teams.public import listed_members

    (line,) = listed_members(lan.commune, str(mau_son.pk), TODAY)

    assert (line.village, line.name, line.role) == ("Thôn Mẫu Sơn", "Páo", "Tổ trưởng")
