"""Páo's phone: what others have spoken or written to it, and what it measures itself."""

from __future__ import annotations

import re

from tests.journeys.field_phone import SIGNALS, faults_of, lines, open_again

COUNT_PLAYED = """() => { window.played = 0;
  const { start } = AudioBufferSourceNode.prototype;
  AudioBufferSourceNode.prototype.start = function () {
    window.played += this.buffer.duration > 1 ? 1 : 0;
    start.call(this);
  }; }"""


def test_what_was_spoken_for_a_drive_is_heard_without_a_line(phone, office):
    page, context = phone.page, phone.page.context
    page.add_init_script(f"({COUNT_PLAYED})()")
    open_again(page, "dot")
    size = office("speak", "Đủ 300 mẫu")
    page.goto("/thon/#/gui")
    page.get_by_role("button", name="Gửi ngay").click()
    page.goto("/thon/#/dot")
    page.get_by_role("link", name="Đủ 300 mẫu").click()
    page.get_by_role("link", name="Làm thế nào, thế nào là xong?").click()
    page.get_by_role("button", name="Cách đo · Mông · tải 1 kB").click()
    page.get_by_role("button", name="Cách đo · Mông", exact=True).wait_for()
    assert size < 1_000

    context.set_offline(True)
    open_again(page, "dot")
    page.get_by_role("link", name="Đủ 300 mẫu").click()
    page.get_by_role("button", name="Nghe", exact=True).click()
    for _time in range(50):
        if page.evaluate("window.played"):
            break
        page.wait_for_timeout(100)
    assert page.evaluate("window.played") == 1
    assert faults_of(phone) == []


def test_a_word_of_the_office_is_read_without_a_line_and_the_office_hears_of_it(phone, office):
    page, context = phone.page, phone.page.context
    before = office("write", "Mai họp ở nhà văn hóa, mang theo máy.")
    page.goto("/thon/#/gui")
    page.get_by_role("button", name="Gửi ngay").click()
    page.goto("/thon/#/")
    page.get_by_role("link", name="1 tin mới của xã").wait_for()

    context.set_offline(True)
    open_again(page, "")
    page.get_by_role("link", name="1 tin mới của xã").click()
    page.get_by_role("button", name="Tôi đã đọc").click()
    page.get_by_text("Bạn đã đọc tin này.").wait_for()
    page.goto("/thon/#/gui")
    page.get_by_text("Đã đọc tin của xã").wait_for()
    context.set_offline(False)
    page.get_by_role("button", name="Gửi ngay").click()
    page.get_by_text("Không còn mục nào trên máy.").wait_for()

    assert "xã đã nhận đủ" in lines(page)[0]
    assert office("write", "Tin sau.") == before + 1


def test_the_line_is_measured_only_when_asked_for_and_goes_with_the_survey(phone):
    page = phone.page
    page.goto("/thon/#/do/1")
    page.locator(".choice").first.click()
    for operator, found in SIGNALS.items():
        page.get_by_role("heading", name=f"{operator} thế nào?").wait_for()
        page.get_by_role("button", name=found, exact=True).click()
    page.get_by_role("button", name="Đo thử tốc độ (tốn 85 kB)").click()
    page.get_by_role("button", name="VinaPhone").wait_for(state="detached")
    page.get_by_role("button", name="Viettel").click()
    page.get_by_text("Đo thử Viettel").wait_for()
    assert re.search(r"tải về [\d.]+ kbit/s · gửi lên [\d.]+ kbit/s · trễ \d+ ms · mất 0 %",
                     page.locator("main").inner_text())  # fmt: skip
    page.get_by_role("button", name="Lưu").click()
    page.get_by_text("Đo sóng: ").wait_for()
    page.get_by_text("Không còn mục nào trên máy.").wait_for()

    assert "xã đã nhận đủ" in lines(page)[0]
    assert (phone.strangers, faults_of(phone)) == ([], [])
