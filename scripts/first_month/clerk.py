"""What Mai does at her desk, from the slip with her password to the report with its number."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Any

from scripts.first_month.person import Person

OWN_WORDS = "Tháng đầu xã dùng phần mềm."
ANSWERS = (
    ("Chủ trì: Đoàn Thanh niên xã", "Hoàng Thị Lan"),
    ("Chủ trì: Văn phòng HĐND và UBND", "Nông Thị Chi"),
    ("Hạn rơi vào ngày nghỉ", "lùi về ngày làm việc trước đó"),
)
"""What the annex leaves open, or the program could only guess."""


@dataclass(frozen=True)
class Papers:
    number: str
    docx: bytes
    pdf: bytes


def read_annex(mai: Person, annex: dict[str, Any]) -> None:
    """By the first steps of the empty desk."""
    mai.picture("thang-dau-1-viec-dau-tien")
    mai.press(mai.link("Nhập phụ lục kế hoạch", mai.page.locator("main")))
    mai.give_file(mai.page.locator("main input[type=file]"), annex)
    mai.picture("thang-dau-2-chon-tep")
    mai.press(mai.button("Đọc tệp"))


def look_through(mai: Person) -> None:
    """The offered people are looked at, what is wrong is chosen anew."""
    mai.read(whole=True)
    mai.picture("thang-dau-3-xem-lai")
    for label, words in ANSWERS:
        mai.choose(mai.page.get_by_label(label, exact=True), words)


def accept(mai: Person) -> int:
    """How many tasks were given, as the page says."""
    mai.tick(mai.page.get_by_label("Tôi đã xem và đồng ý"))
    mai.press(mai.page.get_by_role("button", name=re.compile(r"^Nhận \d+ nhiệm vụ")))
    mai.picture("thang-dau-4-da-nhan")
    tile = mai.page.locator(".tile", has_text="Đã giao, đủ 5 rõ").locator(".tile-value")
    return int(tile.inner_text())


def submit_plan(mai: Person) -> None:
    mai.press(mai.link("Trình duyệt kế hoạch"))
    mai.press(mai.button("Trình duyệt"))
    mai.sees("đang chờ chủ tịch duyệt")


def see_it_approved(mai: Person) -> None:
    mai.press(mai.menu("Kế hoạch"))
    mai.sees("Đã ban hành")


def draft_report(mai: Person) -> str:
    """The text of the draft on the screen."""
    mai.press(mai.menu("Báo cáo"))
    mai.picture("thang-dau-8-chon-bao-cao")
    form = mai.page.locator("form", has=mai.page.get_by_label("Kỳ của Báo cáo tháng"))
    mai.press(mai.button("Mở dự thảo", form))
    mai.read(whole=True)
    mai.type(mai.page.get_by_label("Lời của anh chị").first, OWN_WORDS)
    mai.press(mai.button("Lưu dự thảo"))
    mai.picture("thang-dau-9-du-thao")
    return " ".join(mai.page.inner_text("main").split())


def number_report(mai: Person) -> Papers:
    mai.press(mai.link("Cấp số"))
    mai.picture("thang-dau-10-cap-so")
    mai.press(mai.button("Cấp số và chốt văn bản"))
    mai.picture("thang-dau-11-da-cap-so")
    docx = mai.take_file(mai.link("DOCX", mai.page.locator("main")))
    pdf = mai.take_file(mai.link("PDF", mai.page.locator(".actions")))
    return Papers(mai.page.locator(".page-title strong").first.inner_text(), docx, pdf)
