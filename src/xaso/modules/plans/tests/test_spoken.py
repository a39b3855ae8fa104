"""Conclusions and orders typed in one box become tasks in one step."""

from __future__ import annotations

from datetime import date

import pytest

from xaso.core.papers.models import OfficialPaper
from xaso.modules.plans.models import Task
from xaso.modules.plans.queries.listening import listener

from . import make
from .browse import follow, send, typed

pytestmark = pytest.mark.django_db
CONCLUSIONS = "/ke-hoach/viec/ket-luan-hop/"
DOCUMENT = "/ke-hoach/viec/tu-van-ban/"


@pytest.fixture
def hear(lan, minh, thao, mau_son):
    make.village(lan.commune, "Nà Mẫu")
    return listener(lan.commune, make.TODAY).hear


@pytest.mark.parametrize(
    ("line", "title", "who", "due"),
    [
        ("Lắp wifi; Lan; 30/11", "Lắp wifi", "Lan", date(2026, 11, 30)),
        ("Lắp wifi – Lan – 30/11/2026", "Lắp wifi", "Lan", date(2026, 11, 30)),
        ("Lắp wifi | 30/11 | Minh", "Lắp wifi", "Minh", date(2026, 11, 30)),
        ("Vận động dùng VNeID; các thôn; tháng 12", "Vận động dùng VNeID", "2 thôn",
         date(2026, 12, 31)),
        ("Đo sóng; thôn Mẫu Sơn, thôn Nà Mẫu; 5/12", "Đo sóng", "2 thôn", date(2026, 12, 5)),
        ("Đo sóng; trưởng thôn Mẫu Sơn; 5/12", "Đo sóng", "thôn Mẫu Sơn", date(2026, 12, 5)),
    ],
)  # fmt: skip
def test_a_line_is_understood(hear, line, title, who, due):
    heard = hear(line)

    assert (heard.title, heard.who, heard.due.due, heard.missing) == (title, who, due, [])


@pytest.mark.parametrize(
    ("line", "missing"),
    [
        ("Lắp wifi", ["chưa rõ người làm", "chưa rõ hạn"]),
        ("Lắp wifi; Lan", ["chưa rõ hạn"]),
        ("Lắp wifi; anh Tuấn; 30/11", ["chưa rõ người làm", "không hiểu “anh Tuấn”"]),
        ("Lắp wifi; Lan; sớm nhất", ["chưa rõ hạn", "không hiểu “sớm nhất”"]),
    ],
)
def test_what_is_not_clear_is_said_and_not_guessed(hear, line, missing):
    assert hear(line).missing == missing


def test_two_people_of_one_name_are_not_mixed_up(hear, person, gia_phu, lan):
    person("Trần Thị Lan", gia_phu, "cong_chuc")

    heard = listener(gia_phu, make.TODAY).hear("Lắp wifi; Lan; 30/11")

    assert heard.lead is None


def test_a_meeting_becomes_tasks_and_its_notice_in_one_step(sign_in, thao, lan, mau_son):
    browser = sign_in(thao)
    said = (
        "1. Lắp wifi nhà văn hóa; Lan; 30/11\n- Vận động dùng VNeID; các thôn; 15/12\nMua máy in"
    )

    page = follow(browser, send(browser, CONCLUSIONS, lines=said, lam="giao"))

    wifi, drive, printer = Task.objects.order_by("pk")
    assert (wifi.code, wifi.lead_id, wifi.follower_id) == (
        "NV-2026-001", lan.account_id, thao.account_id,
    )  # fmt: skip
    assert (drive.code, drive.village_count, drive.lead_role) == ("NV-2026-002", 1, "truong_thon")
    assert (printer.state, printer.source_kind) == ("nhap", "ket_luan")
    assert (wifi.source_issuer, wifi.source_date) == ("Họp giao ban tuần", make.TODAY)
    assert "Đã giao 2 việc. 1 việc lưu nháp." in page
    paper = OfficialPaper.objects.get()
    assert (paper.type_symbol, paper.kind) == ("TB", "thong-bao-ket-luan")
    shown = browser.get(paper.get_absolute_url()).content.decode()
    assert "Lắp wifi nhà văn hóa (chủ trì: Lan, hạn 30/11/2026)." in shown


def test_looking_first_writes_nothing_and_keeps_what_was_typed(sign_in, thao, lan):
    browser = sign_in(thao)

    page = send(browser, CONCLUSIONS, lines="Lắp wifi; anh Tuấn; 30/11", lam="xem")

    text = page.content.decode()
    assert "không hiểu “anh Tuấn”" in text
    assert "Lắp wifi; anh Tuấn; 30/11" in text
    assert not Task.objects.exists()
    done = browser.post(CONCLUSIONS, {**typed(page), "lam": "giao"})
    assert done.status_code == 302
    assert Task.objects.get().lead_unit_text == "anh Tuấn"


def test_the_chair_does_not_accept_the_own_work(sign_in, thao, minh):
    browser = sign_in(thao)

    send(browser, CONCLUSIONS, lines="Họp thôn; Thào; 30/11", lam="giao")

    task = Task.objects.get()
    assert (task.state, task.lead, task.lead_unit_text) == ("nhap", None, "Thào")


def test_an_officer_without_the_right_keeps_drafts_for_the_leader(sign_in, lan, minh, thao):
    browser = sign_in(lan)

    page = follow(
        browser,
        send(
            browser,
            CONCLUSIONS,
            lines="Lắp wifi; Minh; 30/11",
            follower=str(thao.account_id),
            lam="giao",
        ),
    )

    assert "1 việc lưu nháp" in page
    assert Task.objects.get().state == "nhap"


def test_one_document_gives_several_tasks_at_once(sign_in, thao, lan, minh, mau_son):
    make.village(thao.commune, "Nà Mẫu")
    browser = sign_in(thao)

    page = follow(
        browser,
        send(
            browser,
            DOCUMENT,
            source_number="408/TB-VPCP",
            source_date="20/11/2026",
            title="Báo cáo kết quả",
            lead=str(lan.account_id),
            due_date="30/11/2026",
            more="Đo sóng; các thôn\nĐăng tin lên trang xã; Minh; 27/11",
            lam="giao",
        ),
    )

    report, signal, news = Task.objects.order_by("pk")
    assert "Thêm 2 việc khác từ văn bản này" in page
    assert {task.source_number for task in (report, signal, news)} == {"408/TB-VPCP"}
    assert (signal.village_count, signal.due_date) == (2, date(2026, 11, 30))
    assert (news.lead_id, news.due_date) == (minh.account_id, date(2026, 11, 27))
    assert all(task.code for task in (report, signal, news))
