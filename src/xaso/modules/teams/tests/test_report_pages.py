"""The pages of the monthly report: written on a phone of the village, looked over in the office."""

from __future__ import annotations

import re
from datetime import timedelta
from io import BytesIO
from uuid import UUID

import pytest
from django.http import HttpResponse
from openpyxl import load_workbook

from conftest import MORNING
from xaso.core.units.models import Village
from xaso.modules.plans.tests.browse import follow, path_of, send, typed
from xaso.modules.teams import actions
from xaso.modules.teams.models import ReportCell, ReportState, VillageReport
from xaso.modules.teams.report_book import FIRST_FORM

from . import make

pytestmark = pytest.mark.django_db
HOME = "/to-cong-nghe/bao-cao/"


def write_url(village: Village, month: str = "2026-11") -> str:
    return f"{HOME}thon/{village.pk}/?thang={month}"


def numbers(report: VillageReport) -> dict[str, object]:
    return {
        c.item: c.value for c in ReportCell.objects.filter(report=report) if c.value is not None
    }


def sent_again(pao, report: VillageReport) -> None:
    actions.take_back_report(actor=pao, report_id=report.pk)
    make.sent(pao, report.village, CT01=999)


def link_in(page: HttpResponse, name: str) -> str:
    found = re.search(rf'href="([^"]*/{name}/[^"]*)"', page.content.decode())
    assert found
    return found.group(1)


@pytest.fixture
def october(pao, lan, mau_son):
    """What Mẫu Sơn said last month."""
    return make.approved(pao, lan, mau_son, "2026-10", CT01=118, CT02=500, CT03=10, CT14=1)


def test_the_village_takes_last_months_numbers_with_one_press_and_sends(
    sign_in, lan, pao, mau_son, october
):
    team = make.team(lan, mau_son)
    make.member(lan, team)
    make.visit(pao, mau_son, "DVCTT XONG", female=3)
    client = sign_in(pao)
    page = client.get(write_url(mau_son)).content.decode()
    assert "Như tháng trước: 118" in page
    assert "Theo sổ tổ: 1" in page
    assert f"thon={mau_son.pk}&amp;thang=2026-11&amp;viec=DVCTT" in page

    answer = send(client, write_url(mau_son), so_CT03="0", **{"nhu-het": "1"})
    seen = follow(client, answer)
    report = VillageReport.objects.get(month=make.month().first)
    assert numbers(report) == {"CT01": 118, "CT02": 500, "CT03": 0, "CT12": 1, "CT13": 3}
    assert "Hộ nghèo đổi hơn 20" in seen
    assert "9 mục chưa có số" in seen

    assert "Chờ duyệt" in follow(client, client.post(f"{HOME}{report.pk}/gui/"))


def test_a_tick_that_is_taken_away_leaves_the_item_empty(sign_in, pao, mau_son, october):
    client = sign_in(pao)
    send(client, write_url(mau_son), nhu_CT01="on")
    report = VillageReport.objects.get(month=make.month().first)
    assert numbers(report) == {"CT01": 118}

    send(client, write_url(mau_son), nhu_CT01=None, so_CT02="501", vi_CT02="sinh thêm một bé")
    assert numbers(report) == {"CT02": 501}


@pytest.mark.parametrize(("said", "trouble"), [("-1", "từ 0 trở lên"), ("1,5", "số nguyên")])
def test_what_cannot_be_a_count_is_refused_at_its_box(sign_in, pao, mau_son, said, trouble):
    answer = send(sign_in(pao), write_url(mau_son), so_CT01=said)

    assert answer.status_code == 422
    assert trouble in answer.content.decode()


def test_two_who_write_at_once_are_asked_which_number_to_keep(sign_in, pao, minh, mau_son):
    make.report(pao, mau_son, CT01=120)
    client = sign_in(pao)
    page = client.get(write_url(mau_son))
    make.report(minh, mau_son, CT01=125)

    answer = client.post(write_url(mau_son), typed(page, so_CT01="130"))
    assert answer.status_code == 422
    assert "Hai người cùng sửa" in answer.content.decode()


def test_the_office_never_reads_the_guarded_number_unless_it_says_why(
    sign_in, lan, minh, pao, mau_son, october
):
    page = f"{HOME}{october.pk}/"
    assert "•••" in sign_in(lan).get(page).content.decode()
    guarded = ReportCell.objects.get(report=october, item="CT14")
    client = sign_in(minh)
    look = f"{HOME}so/{guarded.pk}/"
    assert look in client.get(page).content.decode()

    shown = client.post(look, {"reason": "doi-chieu"}).content.decode()
    assert "<strong>1.00</strong>" in shown or "<strong>1</strong>" in shown


def test_the_office_writes_over_no_guarded_number_it_does_not_see(sign_in, lan, pao, mau_son):
    report = make.report(pao, mau_son, CT01=120, CT14=2)
    client = sign_in(lan)
    assert "được giữ kín" in client.get(write_url(mau_son)).content.decode()
    send(client, write_url(mau_son), so_CT01="121")

    assert numbers(report) == {"CT01": 121, "CT14": 2}


def test_the_office_types_what_was_phoned_in_and_the_village_says_it_is_so(
    sign_in, lan, pao, mau_son
):
    client = sign_in(lan)
    assert path_of(send(client, write_url(mau_son), so_CT01="120")).startswith(HOME)
    report = VillageReport.objects.get()
    client.post(f"{HOME}{report.pk}/gui/")
    assert "chờ thôn xác nhận" in client.get(HOME).content.decode()

    village = sign_in(pao)
    assert "xã ghi hộ" in village.get("/to-cong-nghe/cua-to/").content.decode()
    assert "xác nhận lúc" in follow(village, village.post(f"{HOME}{report.pk}/xac-nhan/"))


def test_the_office_approves_all_that_look_right_with_one_press(
    sign_in, lan, minh, pao, gia_phu, mau_son
):
    na_mau = Village.objects.create(commune=gia_phu, name="Nà Mẫu")
    make.sent(pao, mau_son, CT01=120, CT03=10, CT04=5)
    make.sent(minh, na_mau, CT01=100, CT03=90, CT04=11)
    client = sign_in(lan)
    page = client.get(f"{HOME}duyet/").content.decode()
    assert "Thôn Nà Mẫu: 1 chỗ cần xem" in page

    seen = follow(client, send(client, f"{HOME}duyet/"))
    states = dict(VillageReport.objects.values_list("village__name", "state"))
    assert states == {"Mẫu Sơn": ReportState.APPROVED, "Nà Mẫu": ReportState.SENT}
    assert "Đã duyệt 1/2 thôn" in seen


def test_a_number_the_office_has_not_seen_is_not_approved(sign_in, lan, pao, mau_son):
    report = make.sent(pao, mau_son, CT01=120)
    client, page = sign_in(lan), f"{HOME}{report.pk}/"
    shown = client.get(page)
    sent_again(pao, report)

    late = send(client, link_in(shown, "duyet"))
    assert (late.status_code, "vừa gửi bản khác" in late.content.decode()) == (422, True)
    assert VillageReport.objects.get().state == ReportState.SENT
    send(client, link_in(client.get(page), "duyet"))
    assert VillageReport.objects.get().state == ReportState.APPROVED


@pytest.mark.parametrize("place", ["{}/duyet/", "{}/duyet/?ban=x", "{}/tra-lai/", "duyet/"])
@pytest.mark.parametrize("seen", [None, f"{UUID(int=1)}:1"])
def test_who_does_not_say_what_was_seen_decides_nothing(sign_in, lan, pao, mau_son, place, seen):
    report = make.sent(pao, mau_son, CT01=120)
    url = HOME + place.format(report.pk)

    answer = send(sign_in(lan), url, seen=seen, y_CT01="xem lại", report_ids=[str(report.pk)])
    assert answer.status_code == 422
    assert VillageReport.objects.get().state == ReportState.SENT


def test_of_many_only_those_that_were_listed_so_are_approved(sign_in, lan, pao, mau_son):
    report = make.sent(pao, mau_son, CT01=120)
    client = sign_in(lan)
    listed = typed(client.get(f"{HOME}duyet/"))
    sent_again(pao, report)

    assert "vừa gửi bản khác" in client.post(f"{HOME}duyet/", listed).content.decode()
    assert VillageReport.objects.get().state == ReportState.SENT


def test_what_was_sent_meanwhile_is_looked_at_before_it_goes_back(sign_in, lan, pao, mau_son):
    report = make.sent(pao, mau_son, CT01=120)
    client, url = sign_in(lan), f"{HOME}{report.pk}/tra-lai/"
    shown = typed(client.get(url), y_CT01="Đếm lại nhé")
    sent_again(pao, report)

    late = client.post(url, shown)
    assert "vừa gửi bản khác" in late.content.decode()
    assert "Thôn ghi: 999" in late.content.decode()
    client.post(url, typed(late))
    assert VillageReport.objects.get().state == ReportState.RETURNED
    assert ReportCell.objects.get(item="CT01").comment == "Đếm lại nhé"


def test_the_office_sends_back_and_the_village_reads_why(sign_in, clock, lan, pao, mau_son):
    report = make.sent(pao, mau_son)
    client = sign_in(lan)
    back = f"{HOME}{report.pk}/tra-lai/"
    assert "Thôn ghi: 500" in client.get(back).content.decode()
    send(client, back, y_CT02="Đếm cả người đi làm xa chưa?")
    clock.move_to(MORNING + timedelta(days=3))

    village = sign_in(pao)
    assert "Đếm cả người đi làm xa chưa?" in village.get(write_url(mau_son)).content.decode()
    assert "Cần sửa, trễ 2 ngày" in village.get("/to-cong-nghe/cua-to/").content.decode()


def test_the_board_says_who_is_late_and_offers_a_text_to_paste(
    sign_in, clock, lan, pao, gia_phu, mau_son, october
):
    Village.objects.create(commune=gia_phu, name="Nà Mẫu")
    make.approved(pao, lan, mau_son, CT01=120)
    clock.move_to(MORNING + timedelta(days=3))
    page = sign_in(lan).get(HOME).content.decode()

    assert "Trễ 2 ngày" in page
    assert "1/2" in page
    assert "+2" in page
    assert "Còn 1 thôn chưa gửi: Nà Mẫu" in page


def test_the_workbook_has_every_village_and_no_guarded_item(
    sign_in, lan, pao, gia_phu, mau_son, october
):
    Village.objects.create(commune=gia_phu, name="=Nà Mẫu")
    answer = sign_in(lan).get(f"{HOME}?thang=2026-10&tai=xlsx")
    rows = list(load_workbook(BytesIO(answer.content)).active.iter_rows(values_only=True))
    names = [row[0] for row in rows]

    assert {"Thôn Mẫu Sơn", "Thôn =Nà Mẫu", "Cộng"} <= set(names)
    assert not any("CT14" in str(each) for row in rows for each in row)
    total = rows[names.index("Cộng")]
    assert total[3] == 118


def test_the_period_is_locked_after_its_day_and_the_village_opens_a_correction(
    sign_in, clock, lan, pao, mau_son
):
    report = make.approved(pao, lan, mau_son)
    clock.move_to(MORNING + timedelta(days=1))
    client = sign_in(lan)
    assert "Khóa kỳ" in client.get(HOME).content.decode()
    client.post(f"{HOME}khoa/")
    village = sign_in(pao)
    answer = village.post(f"{HOME}{report.pk}/mo-ban-sua/", {"reason": "Đếm sót"})

    assert "Đếm sót" in follow(village, answer)


def test_the_commune_adds_an_item_of_its_own_and_another_day(sign_in, lan):
    client = sign_in(lan)
    item = {"form": FIRST_FORM, "label": "hộ có wifi", "unit": "hộ", "kind": "stock"}
    send(client, f"{HOME}bieu/them-muc/", **item)
    follow(client, send(client, f"{HOME}bieu/han/", day="20"))
    page = client.get(f"{HOME}bieu/").content.decode()

    assert "Hộ có wifi" in page
    assert "20/11" in page


def test_another_commune_finds_none_of_it(sign_in, sua, pao, mau_son, october):
    client = sign_in(sua)

    for url in (f"{HOME}{october.pk}/", write_url(mau_son), f"{HOME}{october.pk}/duyet/"):
        assert client.get(url).status_code == 404
    with pytest.raises(VillageReport.DoesNotExist):
        actions.approve_reports(actor=sua, report_ids=[october.pk], at=make.NOW)
