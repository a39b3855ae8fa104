"""Páo's phone: he joins at the office, walks out of reach, writes down, and comes back."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

from tests.journeys.field_phone import SIGNALS, faults_of, lines, open_again

NEW, WRONG, MISTAKEN = "Giàng Thị Xuyến", "Tẩn Mùi Chẳn", "Lù Seo Khún"
CROWDED = "Sùng Thị Chấu"
PHOTO = next((Path(__file__).parents[2] / "docs" / "operators" / "pictures").glob("*.webp"))
FILL = """share => new Promise((done, fail) => {
  const asked = indexedDB.open('other');
  asked.onupgradeneeded = () => asked.result.createObjectStore('films', { autoIncrement: true });
  const end = said => (asked.result.close(), done(said));
  const more = async () => {
    const { usage, quota } = await navigator.storage.estimate();
    if (usage >= share * quota) return end('');
    const change = asked.result.transaction('films', 'readwrite', { durability: 'strict' });
    change.objectStore('films').add(crypto.getRandomValues(new Uint8Array(65_536)));
    change.oncomplete = () => more().catch(fail);
    change.onabort = () => end(change.error.name);
  };
  asked.onsuccess = () => more().catch(fail);
})"""
EMPTY = """() => new Promise(done => {
  indexedDB.deleteDatabase('other').onsuccess = () => done();
})"""


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
    assert faults_of(phone) == []


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


def test_what_is_typed_is_there_after_the_phone_went_dead_and_when_it_is_full(phone, office):
    page, context = phone.page, phone.page.context
    context.set_offline(True)
    page.goto("/thon/#/ho/them/1")
    page.get_by_label("Họ tên chủ hộ").fill("Lý A Chư")
    page.wait_for_timeout(300)  # a letter is on disk a moment after it was typed

    assert page.evaluate(FILL, 0.85) == ""
    open_again(page, "")
    page.get_by_text("Máy sắp hết chỗ chứa.").wait_for()
    page.get_by_role("link", name="Đang ghi một hộ mới").click()
    assert page.get_by_label("Họ tên chủ hộ").input_value() == "Lý A Chư"

    page.get_by_label("Họ tên chủ hộ").fill(CROWDED)
    page.wait_for_timeout(300)
    assert page.evaluate(FILL, 2) == "QuotaExceededError"
    page.get_by_role("button", name="Lưu luôn").click()
    page.get_by_text("Máy hết chỗ, mục này chưa lưu được.").wait_for()
    page.evaluate(EMPTY)
    page.get_by_role("button", name="Lưu luôn").click()
    page.get_by_text("Đã lưu trên máy").wait_for()
    context.set_offline(False)
    page.goto("/thon/#/gui")
    page.get_by_role("button", name="Gửi ngay").click()
    page.get_by_text("Không còn mục nào trên máy.").wait_for()

    assert office("count", CROWDED) == [None]


def test_a_visit_takes_six_taps_its_photo_may_come_later_and_a_survey_seven(phone):
    page, context = phone.page, phone.page.context
    context.set_offline(True)
    for name in ("Ghi lượt hỗ trợ", "Định danh mức 2", "Tiếp", "Xong", "Nữ từ 60", "Lưu"):
        page.get_by_role("link" if name.startswith("Ghi") else "button", name=name).first.click()
    page.get_by_text("Hỗ trợ: định danh mức 2").wait_for()
    context.set_offline(False)
    page.get_by_role("button", name="Gửi ngay").click()
    page.get_by_text("Không còn mục nào trên máy.").wait_for()

    assert "xã đã nhận đủ" in lines(page)[0]
    add_photo(page)
    assert len(lines(page)) == 1

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
    assert faults_of(phone) == []


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
    assert (phone.strangers, faults_of(phone)) == ([], [])


def test_the_month_of_the_village_is_written_without_a_line_and_read_at_the_office(phone, office):
    page, context = phone.page, phone.page.context
    assert office("send_back", "Đếm lại giúp") == "can_sua"
    page.goto("/thon/#/gui")
    page.get_by_role("button", name="Gửi ngay").click()
    page.goto("/thon/#/")
    page.get_by_role("link", name=re.compile("^Báo cáo tháng .* cần sửa$")).wait_for()

    context.set_offline(True)
    page.get_by_role("link", name=re.compile("^Báo cáo tháng")).click()
    page.get_by_role("link", name=re.compile("cần sửa$")).click()
    page.get_by_text("Đếm lại giúp").wait_for()
    page.get_by_role("link", name=re.compile("^Hộ dân")).click()
    page.get_by_text("Xã góp ý: Đếm lại giúp").wait_for()
    page.get_by_role("textbox", name="Bao nhiêu hộ?").fill("91")
    page.get_by_role("button", name="Bao nhiêu hộ?: thêm một").click()
    page.goto("/thon/#/")
    page.get_by_role("link", name="Đang ghi báo cáo tháng").click()
    assert page.get_by_role("textbox", name="Bao nhiêu hộ?").input_value() == "92"
    page.get_by_role("link", name="Quay lại").click()
    page.get_by_role("link", name=re.compile("cần sửa$")).click()
    page.get_by_role("button", name="Gửi lên xã").click()
    page.locator(".rows").get_by_text("Báo cáo tháng ").wait_for()
    assert "trên máy" in lines(page)[0]
    context.set_offline(False)
    page.get_by_role("button", name="Gửi ngay").click()
    page.get_by_text("Không còn mục nào trên máy.").wait_for()

    assert "xã đã nhận đủ" in lines(page)[0]
    assert office("reported", "CT01") == ["da_gui", "92.00"]
    assert (phone.strangers, faults_of(phone)) == ([], [])


def add_photo(page: Any) -> None:
    page.get_by_text("Hỗ trợ: định danh mức 2").click()
    page.get_by_role("link", name="Sửa lại").click()
    for title in ("Kết quả thế nào?", "Giúp ai, ở đâu?"):
        page.get_by_role("button", name="Tiếp").click()
        page.get_by_role("heading", name=title).wait_for()
    assert page.get_by_role("button", name="Nữ từ 60 1").is_visible()
    page.get_by_role("button", name="Thêm ảnh").click()
    page.get_by_label("Chụp ảnh").set_input_files(PHOTO)
    page.get_by_role("button", name="Bỏ ảnh 1").wait_for()
    page.get_by_role("button", name="Lưu").click()
    page.get_by_role("button", name="Gửi ngay").click()
    page.get_by_text("xã đã nhận đủ").wait_for()


def number_in(control: Any) -> int:
    return int(control.inner_text().split()[-1])
