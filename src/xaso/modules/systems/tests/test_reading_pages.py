"""How a file is read, as people set it up."""

from __future__ import annotations

from datetime import date, datetime

import pytest

from xaso.core.units.models import Village
from xaso.modules.plans.tests.browse import typed
from xaso.modules.systems import actions
from xaso.modules.systems.exports.reading_way import ROWS, Rule
from xaso.modules.systems.forms.importing import name_field
from xaso.modules.systems.models import Every, ExportTaken, SystemFile, SystemReading

from . import files, make
from .browsing import HOME, OCTOBER, send
from .files import LEVEL_2, Value
from .make import NOW
from .workbooks import by_village, workbook

pytestmark = pytest.mark.django_db


def test_a_wrong_way_to_read_is_mended_with_what_was_typed_kept(lan, system, sign_in):
    file = files.sent(lan, system)

    said = sign_in(lan).post(
        f"{HOME}tep/{file.pk}/cach-doc/",
        {
            "name": "Của tôi", "village_column": "", f"{LEVEL_2}_number": LEVEL_2,
            f"{LEVEL_2}_how": "dem_dong_co", f"{LEVEL_2}_column": "Ghi chú",
            f"{LEVEL_2}_words": "", "them0_number": "", "them0_how": "dem_dong",
            "them1_number": "muc-hai-long", "them1_how": "cong_cot", "them1_column": "",
        },
    )  # fmt: skip
    page = said.content.decode()

    assert said.status_code == 422
    assert "Ghi chữ cần đếm" in page
    assert "Chọn số liệu cho dòng này" in page
    assert "Tỷ lệ thì không cộng" in page
    assert "Chọn cột để lấy số" in page
    assert 'value="Của tôi"' in page
    assert not SystemReading.objects.exists()


def test_a_number_taken_twice_or_none_at_all_is_said(lan, system, sign_in):
    file = files.sent(lan, system)
    browser, path = sign_in(lan), f"{HOME}tep/{file.pk}/cach-doc/"
    one = {"name": "A", f"{LEVEL_2}_number": LEVEL_2, f"{LEVEL_2}_how": "dem_dong"}

    twice = browser.post(path, one | {"them0_number": LEVEL_2, "them0_how": "dem_dong"})
    none = browser.post(path, {"name": "A", f"{LEVEL_2}_number": LEVEL_2})

    assert "được chọn hai lần" in twice.content.decode()
    assert "cho ít nhất một số" in none.content.decode()


def test_a_missing_column_is_named_with_the_nearest_and_mended_in_one_screen(lan, system, sign_in):
    reading = files.reading(lan, system)
    browser = sign_in(lan)
    other = by_village(header=("STT", "Thôn", "Tổng", "Người mức 2", "Ghi chú"))

    shown = send(browser, system, other)
    page = shown.content.decode()
    assert "Không còn cột “Số người mức 2”. Gần giống: “Người mức 2”." in page

    mend = f"{shown.request['PATH_INFO']}cach-doc/?sua={reading.pk}"
    page = browser.get(mend).content.decode()
    assert '<option value="Người mức 2" selected>' in page
    assert 'value="Báo cáo tháng"' in page


def test_unknown_villages_are_chosen_on_one_screen(lan, system, sign_in):
    files.reading(lan, system)
    browser = sign_in(lan)
    content = by_village((1, "Nậm Sàii", 10, 3, ""), (2, "Xã khác", 10, 5, ""), total=None)

    shown = send(browser, system, content)
    path = shown.request["PATH_INFO"]
    assert "“Xã khác”" in shown.content.decode()
    village = Village.objects.get(name="Nậm Sài")
    asked = browser.get(f"{path}ten-thon/").content.decode()
    assert f'<option value="{village.pk}">Nậm Sài (gần giống)</option>' in asked

    chosen = {name_field("nam saii"): str(village.pk), name_field("xa khac"): "khong"}
    page = browser.post(f"{path}ten-thon/", chosen, follow=True).content.decode()

    assert "Bỏ qua, không phải thôn của xã: Xã khác" in page
    assert "Nhận số liệu" in page


def test_of_two_ways_another_is_chosen_and_one_is_dropped(lan, system, sign_in):
    files.reading(lan, system, Rule("dan-so", ROWS), name="Đếm dòng")
    wanted = files.reading(lan, system)
    browser = sign_in(lan)
    path = send(browser, system).request["PATH_INFO"]
    assert f"{path}doc-theo/" in browser.get(path).content.decode()

    browser.post(
        f"{path}doc-theo/", typed(browser.get(f"{path}doc-theo/"), reading=str(wanted.pk))
    )
    assert SystemFile.objects.get().reading == wanted

    said = browser.post(f"{HOME}cach-doc/{wanted.pk}/bo/", follow=True).content.decode()
    assert "Đã bỏ cách đọc" in said
    assert [each.name for each in SystemReading.objects.all()] == ["Đếm dòng"]


def test_in_january_the_last_quarter_of_the_year_before_is_proposed(lan, sign_in, clock):
    clock.move_to(datetime(2027, 1, 5, 8, 0, tzinfo=NOW.tzinfo))
    system = make.system(lan, "Một cửa", every=Every.QUARTER)
    files.reading(lan, system, Rule("hs-tiep-nhan", ROWS), village="")
    content = workbook(("STT", "Mã hồ sơ", "Tình trạng"), (1, "H36.1", "Đúng hạn"))
    browser = sign_in(lan)

    shown = send(browser, system, content, name="ho-so.xlsx")
    assert "Từ 1/10/2026 đến 31/12/2026" in shown.content.decode()

    browser.post(
        shown.request["PATH_INFO"],
        {"stretch": "2026-10-01..2026-12-31", "take": "hs-tiep-nhan"},
    )
    row = Value.objects.get()
    assert (row.first, row.last) == (date(2026, 10, 1), date(2026, 12, 31))
    assert ExportTaken.objects.get().period == "2026-q4"


def test_a_file_whose_way_was_dropped_is_read_by_another_that_fits(lan, system, sign_in):
    dropped = files.reading(lan, system)
    file = files.sent(lan, system)
    files.reading(lan, system, name="Báo cáo khác")
    actions.drop_reading(actor=lan, reading_id=dropped.pk)
    browser, path = sign_in(lan), f"{HOME}tep/{file.pk}/"
    assert 'name="as_of" value="2026-10-31"' in browser.get(path).content.decode()

    browser.post(path, OCTOBER)

    assert files.numbers(lan) == {"Nậm Sài": 230, "Bến Đền": 871, "Chính Tiến": 402}
    assert ExportTaken.objects.get().period == "2026-10"


def test_a_name_somebody_else_settled_meanwhile_does_not_shift_the_others(lan, system, sign_in):
    reading = files.reading(lan, system)
    content = by_village((1, "Nậm Sàii", 10, 3, ""), (2, "Xã khác", 10, 5, ""), total=None)
    file = files.sent(lan, system, content)
    village = Village.objects.get(name="Nậm Sài")
    chosen = {name_field("nam saii"): str(village.pk), name_field("xa khac"): "khong"}
    actions.name_villages(actor=lan, reading_id=reading.pk, names={"nam saii": village.pk})

    sign_in(lan).post(f"{HOME}tep/{file.pk}/ten-thon/", chosen)

    reading.refresh_from_db()
    assert reading.village_names == {"nam saii": str(village.pk), "xa khac": ""}


def test_names_of_people_taken_for_villages_go_with_the_wrong_column(lan, system):
    reading = files.reading(lan, system, village="Họ tên")
    actions.name_villages(actor=lan, reading_id=reading.pk, names={"giang a pao": None})
    files.reading(lan, system, reading_id=reading.pk, village="Họ tên")
    reading.refresh_from_db()
    assert reading.village_names == {"giang a pao": ""}

    files.reading(lan, system, reading_id=reading.pk)

    reading.refresh_from_db()
    assert reading.village_names == {}
