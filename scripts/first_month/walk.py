"""The whole way, one person after the other, and what the report must say in the end."""

from __future__ import annotations

import io
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from docx import Document

from scripts.first_month import clerk, others
from scripts.first_month.clock import Clock
from scripts.first_month.office import DESK, PHONE, Office
from scripts.first_month.opening import CHAIRMAN, CLERK, HEAD, OFFICER, VICE
from scripts.first_month.person import Person
from xaso.lib.dates import TZ
from xaso.modules.plans.annex.sample import filled_annex_docx, sample_targets, sample_tasks

MOST_MINUTES = 15
PASSWORD = "Ruong bac thang 2026"  # noqa: S105  of people who live for a minute
WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"


@dataclass(frozen=True)
class Walked:
    clerk: Clock
    others: Clock
    given: int
    number: str
    docx_text: str
    pdf: bytes

    @property
    def minutes(self) -> float:
        return self.clerk.total_s / 60

    @property
    def wrong(self) -> list[str]:
        """What happened and is not said in the report."""
        return [told for told in _happened(self.given) if told not in self.docx_text]


def walk(office: Office, annex: dict[str, Any]) -> Walked:
    desk, apart = Clock(), Clock()
    mai = _arrive(office, desk, CLERK, "Đăng nhập, đặt mật khẩu")
    with desk.step("Đưa phụ lục vào"):
        clerk.read_annex(mai, annex)
    with desk.step("Xem lại, sửa chỗ chưa chắc"):
        clerk.look_through(mai)
    with desk.step("Nhận: việc đến từng người"):
        given = clerk.accept(mai)
    with desk.step("Trình duyệt kế hoạch"):
        clerk.submit_plan(mai)
    _answer(office, apart)
    with desk.step("Thấy kế hoạch đã duyệt"):
        clerk.see_it_approved(mai)
    with desk.step("Dự thảo báo cáo tháng"):
        clerk.draft_report(mai)
    with desk.step("Cấp số, tải về"):
        papers = clerk.number_report(mai)
    return Walked(desk, apart, given, papers.number, docx_text(papers.docx), papers.pdf)


def own_annex() -> dict[str, Any]:
    """The file on the clerk's desk: two tables in Word, 26 targets and 80 tasks of this year."""
    year = _today().year
    content = filled_annex_docx(
        sample_tasks(year), sample_targets(), commune="xã Gia Phú", year=year
    )
    return {"name": "Phu luc ke hoach.docx", "mimeType": WORD, "buffer": content}


def docx_text(content: bytes) -> str:
    parts = (each.text for each in Document(io.BytesIO(content)).element.body.iter())
    return " ".join(" ".join(text for text in parts if text).split())


def _answer(office: Office, clock: Clock) -> None:
    for who, what, act in (
        (CHAIRMAN, "Chủ tịch duyệt trên điện thoại", others.approve_plan),
        (OFFICER, "Công chức nộp kết quả", others.hand_in),
        (HEAD, "Trưởng thôn báo trên điện thoại", others.report_from_village),
        (VICE, "Phó chủ tịch duyệt hai kết quả", others.accept_both),
    ):
        person = _arrive(office, clock, who, f"{what}: lần đầu đăng nhập")
        with clock.step(what):
            act(person)


def _arrive(office: Office, clock: Clock, who: str, step: str) -> Person:
    person = office.sit_down(clock, PHONE if who in {CHAIRMAN, HEAD, VICE} else DESK)
    with clock.step(step):
        person.open(office.url)
        person.read()
        person.press(person.link("Đăng nhập", person.page.locator("main")).first)
        person.sign_in(*office.slips[who], PASSWORD)
    return person


def _happened(given: int) -> list[str]:
    month = _today()
    return [
        f"Trong kỳ giao {given} việc, hoàn thành 1 việc",
        f"tháng {month.month:02} năm {month.year}" if month.month < 3
        else f"tháng {month.month} năm {month.year}",
        others.VILLAGE_TARGET,
        f"{others.HOUSEHOLDS} hộ",
        clerk.OWN_WORDS,
        "Lý A Thào",
    ]  # fmt: skip


def _today() -> date:
    return datetime.now(TZ).date()
