"""Visits as people see them: phoned in, listed, put right."""

from __future__ import annotations

from io import BytesIO

import pytest
from openpyxl import load_workbook

from conftest import TODAY
from xaso.core.files.actions import keep_file
from xaso.core.units.models import Village
from xaso.modules.plans.tests.browse import send
from xaso.modules.teams import actions
from xaso.modules.teams.models import Visit

from . import make

pytestmark = pytest.mark.django_db
HOME = "/to-cong-nghe/luot/"
PHONED = {
    "service_1": "VNEID2", "outcome_1": "XONG", "service_2": "DVCTT", "outcome_2": "CHUA_XONG",
    "reason_2": "KHONG_SIM", "female": "2", "from_60": "1",
}  # fmt: skip


@pytest.fixture
def team(lan, mau_son):
    return make.team(lan, mau_son)


def seen(browser, path):
    answer = browser.get(path)
    assert answer.status_code == 200, path
    return answer.content.decode()


def test_what_was_phoned_in_is_written_down_and_shown(lan, mau_son, team, sign_in):
    browser = sign_in(lan)
    assert "Chưa ghi lượt hỗ trợ nào" in seen(browser, HOME)

    sent = send(browser, f"{HOME}ghi/", village=str(mau_son.pk), **PHONED)

    visit = Visit.objects.get()
    assert sent["Location"] == f"{HOME}{visit.pk}/"
    assert (visit.place, visit.source, visit.people) == ("DIEN_THOAI", "xa", 2)
    page = seen(browser, f"{HOME}{visit.pk}/")
    assert "Không có SIM chính chủ" in page
    assert "2 người: 0 nam, 2 nữ; từ 60 tuổi: 1" in page


def test_what_is_wrong_stands_at_its_box_and_nothing_typed_is_lost(lan, mau_son, team, sign_in):
    wrong = {**PHONED, "reason_2": "", "note": "Gặp ở chợ"}

    answer = send(sign_in(lan), f"{HOME}ghi/", village=str(mau_son.pk), **wrong)

    assert answer.status_code == 422
    assert "reason_2" in answer.context["form"].errors
    page = answer.content.decode()
    assert "thì phải chọn lý do" in page
    assert "Gặp ở chợ" in page
    assert not Visit.objects.exists()


def test_a_correction_shows_what_stood_there_and_is_refused_twice(lan, mau_son, team, sign_in):
    visit = make.visit(lan, mau_son, "VNEID2 XONG", note="Lần đầu")
    browser, fix = sign_in(lan), f"{HOME}{visit.pk}/sua/"
    stale = browser.get(fix)

    send(browser, fix, outcome_1="CHUA_XONG", reason_1="KHONG_SONG")

    newer = Visit.objects.get(replaces=visit)
    assert (newer.note, newer.day) == ("Lần đầu", visit.day)
    page = seen(browser, f"{HOME}{newer.pk}/")
    assert "Trước khi sửa" in page
    assert "Định danh mức 2 (VNeID): xong" in page
    assert "Bản này đã được sửa" in seen(browser, f"{HOME}{visit.pk}/")
    assert stale.status_code == 200
    assert "đã có người sửa" in send(browser, fix).content.decode()


def test_a_withdrawn_visit_leaves_the_list_and_stays_to_be_looked_up(lan, mau_son, team, sign_in):
    visit = make.visit(lan, mau_son)
    browser = sign_in(lan)

    send(browser, f"{HOME}{visit.pk}/rut/", reason="Ghi trùng")

    link = f'href="{HOME}{visit.pk}/"'
    assert link not in seen(browser, HOME)
    assert link in seen(browser, f"{HOME}?loc=khong-tinh")
    assert "Ghi trùng" in seen(browser, f"{HOME}{visit.pk}/")


def test_the_list_is_narrowed_by_village_month_service_and_outcome(lan, mau_son, team, sign_in):
    na_mau = Village.objects.create(commune=lan.commune, name="Nà Mẫu")
    make.team(lan, na_mau)
    here = make.visit(lan, mau_son, "VNEID2 XONG", "QR TU_CHOI SO_LUA")
    there = make.visit(lan, na_mau, "DVCTT XONG", day=TODAY.replace(month=10))
    browser = sign_in(lan)

    def listed(asked):
        page = seen(browser, f"{HOME}?{asked}")
        return [v for v in (here, there) if f'href="{HOME}{v.pk}/"' in page]

    assert listed("") == [here, there]
    assert listed(f"thon={na_mau.pk}") == [there]
    assert listed("thang=2026-11") == [here]
    assert listed("viec=QR") == [here]
    assert listed("ket-qua=XONG") == [here, there]
    assert listed("viec=QR&ket-qua=XONG") == [here]
    assert listed("ket-qua=TU_CHOI&thang=2026-10") == []


def test_the_workbook_holds_no_formula_and_four_signs_of_a_dossier(lan, mau_son, team, sign_in):
    make.visit(
        lan, mau_son, note="=HYPERLINK(1)", procedure="Khai sinh", outside_code="H36.24.987654"
    )

    book = load_workbook(BytesIO(sign_in(lan).get(f"{HOME}?tai=xlsx").content))

    cells = [cell for row in book.active.iter_rows() for cell in row]
    assert not [cell for cell in cells if cell.data_type == "f"]
    said = " ".join(str(cell.value) for cell in cells)
    assert "HYPERLINK" in said
    assert "…7654" in said
    assert "H36" not in said


def test_a_page_of_visits_costs_the_same_however_many_there_are(
    lan, mau_son, team, sign_in, django_assert_max_num_queries
):
    for _number in range(12):
        make.visit(lan, mau_son, "VNEID2 XONG", "QR XONG")
    browser = sign_in(lan)
    browser.get(HOME)

    with django_assert_max_num_queries(8):
        assert browser.get(HOME).status_code == 200


def test_people_of_a_village_see_its_visits_and_photos_alone(lan, pao, mau_son, team, sign_in):
    away = Village.objects.create(commune=lan.commune, name="Nà Mẫu")
    make.team(lan, away)
    shown = {}
    for village in (mau_son, away):
        visit = make.visit(lan, village)
        file = keep_file(actor=lan, name="anh", content=make.photo(), at=make.NOW)
        photo = actions.add_photo(actor=lan, visit_id=visit.pk, file=file, at=make.NOW)
        shown[village] = (f"{HOME}{visit.pk}/", f"/to-cong-nghe/anh/{photo.pk}/")
    browser = sign_in(pao)

    def answers(paths):
        codes = []
        for path in paths:
            answer = browser.get(path)
            codes.append(answer.status_code)
            if answer.streaming:
                list(answer.streaming_content)
        return codes

    assert answers(shown[mau_son]) == [200, 200]
    assert answers(shown[away]) == [404, 404]
    assert shown[mau_son][1] in seen(browser, shown[mau_son][0])


def test_the_commune_adds_to_a_list_and_ends_what_it_added(lan, mau_son, team, sign_in):
    browser, lists = sign_in(lan), "/to-cong-nghe/danh-muc/"

    send(browser, f"{lists}them/", which="noi_dung", label="Cài loa thông minh")

    assert "Cài loa thông minh" in seen(browser, lists)
    assert "Cài loa thông minh" in seen(browser, f"{HOME}ghi/")
    end = next(part for part in seen(browser, lists).split('"') if part.endswith("/thoi/"))
    send(browser, end, day="1/12/2026")
    assert "1/12/2026" in seen(browser, lists)
