"""A file comes in as people see it: two presses where the way to read it is saved."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from xaso.core.units.models import Village
from xaso.modules.indicators.tests import make as numbers_make
from xaso.modules.systems.exports.reading_way import ROWS, ROWS_WITH, Rule
from xaso.modules.systems.models import SystemFile

from . import files
from .browsing import HOME, OCTOBER, send, upload
from .files import LEVEL_2, Value
from .make import NOW
from .workbooks import by_village, dossiers, workbook

pytestmark = pytest.mark.django_db


def test_the_first_file_asks_once_how_it_is_read_and_then_gives_its_numbers(lan, system, sign_in):
    browser = sign_in(lan)
    assert f"{HOME}{system.pk}/nhap-tep/" in browser.get(f"{HOME}{system.pk}/").content.decode()

    asked = send(browser, system)
    page = asked.content.decode()
    assert asked.request["PATH_INFO"].endswith("/cach-doc/")
    assert "Số người có VNeID mức 2 (người)" in page
    assert '<option value="Thôn" selected>' in page

    shown = browser.post(
        asked.request["PATH_INFO"],
        {
            "name": "Báo cáo tháng", "village_column": "Thôn", f"{LEVEL_2}_number": LEVEL_2,
            f"{LEVEL_2}_how": "cong_cot", f"{LEVEL_2}_column": "Số người mức 2",
        },
        follow=True,
    )  # fmt: skip
    page = shown.content.decode()
    assert "Bến Đền" in page
    assert "1.503" in page
    assert not Value.objects.exists()

    done = browser.post(shown.request["PATH_INFO"], OCTOBER, follow=True).content.decode()
    assert "Đã nhận 3 số từ tệp dinh-danh.xlsx" in done
    assert files.numbers(lan) == {"Nậm Sài": 230, "Bến Đền": 871, "Chính Tiến": 402}


def test_the_next_file_is_read_at_once(lan, system, sign_in):
    files.reading(lan, system)
    browser = sign_in(lan)

    shown = send(browser, system)
    page = shown.content.decode()

    assert f"{HOME}tep/" in shown.request["PATH_INFO"]
    assert 'name="as_of" value="2026-10-31"' in page
    assert "<strong>tính đến 31/10/2026</strong>" in page
    browser.post(shown.request["PATH_INFO"], OCTOBER)
    assert Value.objects.count() == 3


def test_cells_that_cannot_be_read_stand_there_by_name(lan, system, sign_in):
    files.reading(lan, system)
    content = by_village((1, "Nậm Sài", 10, "abc", ""), (2, "Bến Đền", 9, 5, ""), total=None)

    page = send(sign_in(lan), system, content).content.decode()

    assert "Trang “Sheet1”, ô D5: “abc” không phải là số." in page
    assert "Vẫn nhận, không tính các ô không đọc được" in page
    assert "Chính Tiến" in page


def test_a_zero_is_asked_about_before_it_is_taken(lan, system, sign_in):
    files.reading(lan, system)
    browser = sign_in(lan)
    content = by_village((1, "Nậm Sài", 10, 0, ""), (2, "Bến Đền", 9, 5, ""), total=None)

    shown = send(browser, system, content)

    assert "Đúng là 0: Nậm Sài" in shown.content.decode()
    browser.post(shown.request["PATH_INFO"], OCTOBER | {"zeros": LEVEL_2})
    assert files.numbers(lan)["Nậm Sài"] == 0


def test_a_far_fall_is_refused_until_it_was_looked_at_and_the_choice_stays(lan, system, sign_in):
    files.reading(lan, system)
    village = Village.objects.get(name="Bến Đền")
    numbers_make.value(lan, LEVEL_2, 1900, on=date(2026, 9, 30), village=village)
    browser = sign_in(lan)
    shown = send(browser, system)
    path = shown.request["PATH_INFO"]
    assert "−54,2 %" in shown.content.decode()

    refused = browser.post(path, OCTOBER)
    assert refused.status_code == 422
    assert "Có số giảm hơn 30 %" in refused.content.decode()
    assert f'value="{LEVEL_2}" checked' in refused.content.decode()

    browser.post(path, OCTOBER | {"has_seen": "on"})
    assert files.numbers(lan)["Nậm Sài"] == 230


def test_days_are_changed_and_a_day_to_come_is_refused(lan, system, sign_in):
    files.reading(lan, system)
    browser = sign_in(lan)
    path = send(browser, system).request["PATH_INFO"]

    page = browser.get(path, {"as_of": "15/11/2026"}).content.decode()
    assert 'name="as_of" value="2026-11-15"' in page
    assert "Ngày này chưa tới" in browser.get(path, {"as_of": "1/12/2026"}).content.decode()

    refused = browser.post(path, {"as_of": "2026-12-01", "take": LEVEL_2})
    assert refused.status_code == 422
    assert "Chọn lại kỳ và ngày" in refused.content.decode()
    assert not Value.objects.exists()


def test_the_same_file_says_when_it_was_taken(lan, system, sign_in):
    files.reading(lan, system)
    content = by_village()
    files.taken(lan, files.sent(lan, system, content))

    page = send(sign_in(lan), system, content).content.decode()

    assert "Tệp này đã nhận rồi" in page
    assert "người nhận: Lan" in page
    assert "Không có gì để nhận" in page


def test_a_file_is_taken_back_from_the_list_on_its_day_alone(lan, system, sign_in, clock):
    files.reading(lan, system)
    file = files.taken(lan, files.sent(lan, system))
    browser, path = sign_in(lan), f"{HOME}{system.pk}/nhap-tep/"
    back = f"{HOME}tep/{file.pk}/rut-lai/"
    assert back in browser.get(path).content.decode()

    said = browser.post(back, follow=True).content.decode()

    assert "Đã rút lại" in said
    assert back not in said
    again = files.taken(lan, files.sent(lan, system))
    clock.move_to(NOW + timedelta(days=1))
    later = sign_in(lan).get(path).content.decode()
    assert f"{HOME}tep/{again.pk}/rut-lai/" not in later


def test_a_file_that_is_over_says_so_and_its_steps_lead_back(lan, system, sign_in):
    files.reading(lan, system)
    file = files.taken(lan, files.sent(lan, system))
    browser, path = sign_in(lan), f"{HOME}tep/{file.pk}/"

    assert "Tệp này đã nhận." in browser.get(path).content.decode()
    assert browser.post(path, OCTOBER).status_code == 422
    for step in ("cach-doc/", "doc-theo/", "ten-thon/"):
        assert browser.get(path + step).status_code == 302
        assert browser.post(path + step).status_code == 302


def test_a_file_is_dropped(lan, system, sign_in):
    file = files.sent(lan, system)

    said = sign_in(lan).post(f"{HOME}tep/{file.pk}/bo/", follow=True).content.decode()

    assert "Đã bỏ tệp" in said
    assert SystemFile.objects.get().sheets == []


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"PK\x03\x04 no zip", "Không đọc được tệp Excel này"),
        (b"\xff\xfe\x00\xd8", "Không"),
        (b"%PDF-1.7 \xe2\xe3", "Tệp không phải Excel"),
        (workbook((1, 2)), "Không thấy bảng nào"),
        (b"", "Tệp rỗng"),
    ],
)
def test_what_is_no_table_is_refused_in_words(lan, system, sign_in, content, said):
    answer = sign_in(lan).post(f"{HOME}{system.pk}/nhap-tep/", upload(content, "x.xlsx"))

    assert answer.status_code == 422
    assert said in answer.content.decode()
    assert not SystemFile.objects.exists()


def test_a_page_of_a_long_file_stays_short(lan, system, sign_in, django_assert_max_num_queries):
    files.reading(
        lan,
        system,
        Rule("hs-tiep-nhan", ROWS),
        Rule("hs-truc-tuyen", ROWS_WITH, "Hình thức nộp", ("Trực tuyến",)),
        village="",
    )
    file = files.sent(lan, system, dossiers())
    browser = sign_in(lan)

    with django_assert_max_num_queries(25):
        page = browser.get(f"{HOME}tep/{file.pk}/")

    assert "4.000" in page.content.decode()
    assert len(page.content) < 30_000


def test_other_communes_see_nothing_and_others_here_may_not(lan, sua, mai, system, sign_in):
    reading = files.reading(lan, system)
    file = files.sent(lan, system)
    paths = [
        f"{HOME}{system.pk}/nhap-tep/",
        f"{HOME}cach-doc/{reading.pk}/bo/",
        *(
            f"{HOME}tep/{file.pk}/{step}"
            for step in ("", "bo/", "rut-lai/", "cach-doc/", "doc-theo/", "ten-thon/")
        ),
        f"{HOME}tep/{file.pk}/cach-doc/?sua=khong-phai-ma",
    ]

    assert {sign_in(lan).get(path).status_code for path in paths[:-1]} == {200}
    assert sign_in(lan).get(paths[-1]).status_code == 404
    for path in paths:
        assert sign_in(sua).get(path).status_code == 404, path
        assert sign_in(mai).get(path).status_code == 403, path
