"""Páo's phone: he joins at the office, walks out of reach, writes down, and comes back."""

from __future__ import annotations

import json
import re
import sys
from typing import Any

import pytest

from tests.journeys.servers import said_by

PAO = "pao.mau-son"
PIN = "135790"
SMALL = (360, 640)
NEW, WRONG, MISTAKEN = "Giàng Thị Xuyến", "Tẩn Mùi Chẳn", "Lù Seo Khún"
SIGNALS = {
    "Viettel": "Nhắn Zalo được",
    "VinaPhone": "Không sóng",
    "MobiFone": "Gọi được, không vào mạng",
    "Vietnamobile": "Không hỏi",
}


@pytest.fixture
def office(site):
    def say(what: str, said: str) -> Any:
        module = "tests.journeys.field_office"
        return json.loads(said_by([sys.executable, "-m", module, what, said], site.env))

    return say


@pytest.fixture
def phone(site, window, office):
    """Joined by the link of the office, PIN chosen, everything taken in."""
    visit = window(site, "", SMALL)
    page = visit.page
    page.goto(f"/thon/#{office('invite', PAO)}")
    page.get_by_role("button", name="Vào").click()
    for title in ("Chọn mã PIN", "Nhập lại mã PIN"):
        page.get_by_role("heading", name=title).wait_for()
        give_pin(page)
    page.get_by_text("Hôm nay").first.wait_for()
    page.evaluate("navigator.serviceWorker.ready")
    page.get_by_text(re.compile(r"^\d+ hộ$")).wait_for()
    return visit


def give_pin(page: Any) -> None:
    for digit in PIN:
        page.get_by_role("button", name=digit, exact=True).click()


def open_again(page: Any, place: str) -> None:
    """As after a night: from the phone's own keeping, with the PIN."""
    page.goto(f"/thon/#/{place}")
    page.reload()
    page.get_by_text("Nhập mã PIN của bạn.").wait_for()
    give_pin(page)


def add_household(page: Any, name: str, count: str = "") -> None:
    page.get_by_role("link", name="Thêm hộ").first.click()
    page.get_by_label("Họ tên chủ hộ").fill(name)
    while count and not page.get_by_label("Đông hơn thì gõ số").is_visible():
        page.get_by_role("button", name="Tiếp").click()
        page.wait_for_timeout(100)
    if count:
        page.get_by_label("Đông hơn thì gõ số").fill(count)
    page.get_by_role("button", name=re.compile("^Lưu")).click()
    page.get_by_text("Đã lưu trên máy").wait_for()


def lines(page: Any) -> list[str]:
    return [" · ".join(row.split("\n")) for row in page.locator(".rows a").all_inner_texts()]


def test_what_was_written_without_a_line_is_at_the_commune_once(phone, office):
    page, context = phone.page, phone.page.context
    context.set_offline(True)
    open_again(page, "ho")
    add_household(page, NEW)
    page.goto("/thon/#/ho")
    add_household(page, MISTAKEN)
    page.goto("/thon/#/gui")
    page.get_by_role("link", name=f"Thêm hộ {MISTAKEN}").click()
    page.get_by_role("link", name="Bỏ mục này").click()
    page.get_by_role("button", name=f"Bỏ “Thêm hộ {MISTAKEN}”").click()
    page.get_by_text(f"Thêm hộ {NEW}").wait_for()
    assert [line.split(" · ")[1] for line in lines(page)] == ["đã bỏ, chưa gửi", "trên máy"]

    context.set_offline(False)
    page.get_by_role("button", name="Gửi ngay").click()
    page.get_by_text("Không còn mục nào trên máy.").wait_for()

    assert "xã đã nhận đủ" in lines(page)[0]
    assert (office("count", NEW), office("count", MISTAKEN)) == ([None], [])
    page.goto("/thon/#/ho")
    page.get_by_role("searchbox").fill("xuyen giang")
    assert len(lines(page)) == 1
    assert phone.strangers == []
    assert [fault for fault in phone.faults if "ERR_INTERNET" not in fault] == []


def test_what_comes_back_says_why_and_is_put_right_on_the_spot(phone, office):
    page = phone.page
    page.goto("/thon/#/ho")
    add_household(page, WRONG, count="99")
    page.goto("/thon/#/gui")
    page.get_by_text("bị trả lại (").wait_for()

    page.get_by_role("link", name=f"Thêm hộ {WRONG}").click()
    reason = page.get_by_role("alert").inner_text()
    page.get_by_role("link", name="Sửa lại").click()
    for _step in range(2):
        page.get_by_role("button", name="Tiếp").click()
        page.wait_for_timeout(100)
    page.get_by_role("button", name="9", exact=True).click()
    page.get_by_role("button", name="Lưu luôn").click()
    page.get_by_role("heading", name=WRONG).wait_for()
    page.goto("/thon/#/gui")
    page.get_by_text("Không còn mục nào trên máy.").wait_for()

    assert "60" in reason
    assert office("count", WRONG) == [9]
    assert sum(WRONG in line for line in lines(page)) == 1


def test_what_is_typed_is_there_after_the_phone_went_dead(phone):
    page = phone.page
    phone.page.context.set_offline(True)
    page.goto("/thon/#/ho/them/1")
    page.get_by_label("Họ tên chủ hộ").fill("Lý A Chư")
    page.wait_for_timeout(300)  # a letter is on disk a moment after it was typed

    open_again(page, "")
    page.get_by_role("link", name="Đang ghi một hộ mới").click()

    assert page.get_by_label("Họ tên chủ hộ").input_value() == "Lý A Chư"


def test_a_visit_takes_six_taps_and_a_survey_of_four_operators_seven(phone):
    page, context = phone.page, phone.page.context
    context.set_offline(True)
    for name in ("Ghi lượt hỗ trợ", "Định danh mức 2", "Tiếp", "Xong", "Nữ từ 60", "Lưu"):
        page.get_by_role("link" if name.startswith("Ghi") else "button", name=name).first.click()
    page.get_by_text("Hỗ trợ: định danh mức 2").wait_for()
    context.set_offline(False)
    page.get_by_role("button", name="Gửi ngay").click()
    page.get_by_text("Không còn mục nào trên máy.").wait_for()

    assert "xã đã nhận đủ" in lines(page)[0]

    context.set_offline(True)
    page.goto("/thon/#/")
    page.get_by_role("link", name="Đo sóng").click()
    page.locator(".choice").first.click()
    for operator, found in SIGNALS.items():
        page.get_by_role("heading", name=f"{operator} thế nào?").wait_for()
        page.get_by_role("button", name=found, exact=True).click()
    page.get_by_role("heading", name="Lưu lần đo").wait_for()
    page.get_by_role("button", name="Lưu").click()
    page.get_by_text("Đo sóng: ").wait_for()
    context.set_offline(False)
    page.get_by_role("button", name="Gửi ngay").click()
    page.get_by_text("Không còn mục nào trên máy.").wait_for()

    assert ["xã đã nhận đủ" in line for line in lines(page)] == [True, True]


def test_a_drive_of_the_village_is_done_without_a_line(phone):
    page, context = phone.page, phone.page.context
    context.set_offline(True)
    page.goto("/thon/#/dot")
    page.get_by_role("link", name="Tích hợp BHYT").click()
    left = page.get_by_role("button", name=re.compile(r"^Còn phải tới \d+$"))
    before = number_in(left)
    for _time in range(2):
        page.get_by_role("button", name=re.compile("^Xong: ")).first.click()
        page.get_by_role("button", name=f"Còn phải tới {before - 1}").wait_for()
        page.get_by_role("button", name=re.compile("^Bỏ đánh dấu “")).click()
        page.get_by_role("button", name=f"Còn phải tới {before}").wait_for()
    page.locator(".ticks a").first.click()
    page.get_by_role("button", name="Không có sóng").click()
    page.get_by_role("button", name=f"Còn phải tới {before - 1}").wait_for()
    page.goto("/thon/#/dot")
    page.get_by_role("link", name="Đủ 300 mẫu").click()
    page.get_by_role("button", name="Hôm nay không đi").click()
    page.get_by_role("button", name="Đúng, ghi 0").click()
    page.get_by_text("Báo số: ").wait_for()
    context.set_offline(False)
    page.get_by_role("button", name="Gửi ngay").click()
    page.get_by_text("Không còn mục nào trên máy.").wait_for()

    assert all("xã đã nhận đủ" in line for line in lines(page))
    page.goto("/thon/#/dot")
    page.get_by_role("link", name="Tích hợp BHYT").click()
    left.wait_for()
    assert number_in(left) == before - 1
    assert phone.strangers == []


def number_in(control: Any) -> int:
    return int(control.inner_text().split()[-1])
