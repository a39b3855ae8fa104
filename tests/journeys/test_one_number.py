"""One number on its way: annex, task, village, accepted, target, board, report; the same in each."""

from datetime import date
from io import BytesIO

import pytest
from docx import Document
from PIL import Image

from tests.journeys.conftest import PHONE, sign_in
from xaso.core.sample.communes import PASSWORD
from xaso.modules.plans.annex.sample import SampleTarget, SampleTask, filled_annex_docx

TASK = "Vận động hộ kinh doanh dán mã QR nhận tiền, báo số hộ theo tổ"
TARGET = "Hộ kinh doanh dán mã QR nhận tiền"
CHIEF, HEAD, CHAIRMAN = "van.sapa", "tuyet.sapa", "thang.sapa"
NUMBER = "17 hộ"


@pytest.fixture
def annex(tmp_path):
    task = SampleTask(
        stt="1",
        group="Kinh tế số",
        pillar="kinh_te_so",
        title=TASK,
        lead="Tổ công nghệ số cộng đồng thôn",
        coworkers="Phòng Kinh tế",
        due_text=f"31/12/{date.today().year}",  # noqa: DTZ011
        product="Số hộ dán mã theo tổ, ảnh",
        budget_million=None,
        basis="CT số 27 PL I",
        target_code="CT27",
    )
    target = SampleTarget(
        code="CT27",
        stt="27",
        group="Kinh tế số",
        pillar="kinh_te_so",
        name=TARGET,
        unit="Hộ",
        last_year="5",
        plan_year="40",
        owner="Phòng Kinh tế",
        explanation="Cộng theo tổ dân phố",
    )
    path = tmp_path / "phu-luc.docx"
    content = filled_annex_docx([task], [target], commune="phường Sa Pa")
    path.write_bytes(content)
    return path


@pytest.fixture
def photo(tmp_path):
    out = BytesIO()
    Image.effect_noise((1600, 1200), 40).convert("RGB").save(out, "JPEG")
    path = tmp_path / "anh.jpg"
    path.write_bytes(out.getvalue())
    return path


@pytest.fixture
def enter(window, site):
    def become(username, **more):
        page = window(site, **more).page
        sign_in(page, username, PASSWORD)
        return page

    return become


def test_one_number_is_the_same_from_the_annex_to_the_report(enter, annex, photo):
    chief = enter(CHIEF)
    take_annex(chief, annex)
    report_from_the_village(enter(HEAD, size=PHONE, java_script_enabled=False), photo)
    accept_on_the_board(enter(CHAIRMAN, size=PHONE))

    assert NUMBER in target_page(chief)
    assert NUMBER in rows_behind_the_board(enter(CHAIRMAN))
    assert NUMBER in report(chief)


def take_annex(page, annex):
    page.goto("/ke-hoach/")
    page.get_by_role("link", name="Kế hoạch chuyển đổi số năm").first.click()
    page.get_by_role("link", name="Điều chỉnh").click()
    page.get_by_label("Lý do").fill("Thêm chỉ tiêu mã QR")
    page.get_by_role("button", name="Bắt đầu điều chỉnh").click()
    page.get_by_role("link", name="Nhập phụ lục").click()
    page.locator("select[name=plan]").select_option(index=0)
    page.locator("input[name=file]").set_input_files(annex)
    page.get_by_role("button", name="Đọc tệp").click()
    page.get_by_label("Tôi đã xem và đồng ý").check()
    with page.expect_navigation():
        page.get_by_role("button", name="Nhận 1 nhiệm vụ").click()
    page.goto("/ke-hoach/")
    page.get_by_role("link", name="Kế hoạch chuyển đổi số năm").first.click()
    page.get_by_role("link", name=TASK).first.click()
    assert "Chưa làm" in page.inner_text("main")


def report_from_the_village(page, photo):
    page.goto("/ke-hoach/thon/")
    task = page.locator("li, article, .card", has_text=TASK).last
    task.get_by_role("link", name="Báo cáo").click()
    page.locator("input[inputmode=numeric], input[inputmode=decimal]").first.fill("17")
    page.get_by_label("Xong", exact=True).check()
    page.locator("input[type=file]").first.set_input_files(photo)
    page.get_by_role("button", name="Gửi").click()
    assert "Đã gửi" in page.inner_text("main")


def accept_on_the_board(page):
    page.goto("/toan-canh/")
    decision = page.locator("li, article, .card", has_text=TASK).last
    assert "17" in decision.inner_text()
    decision.get_by_role("button", name="Duyệt").click()
    page.wait_for_load_state()


def target_page(page):
    page.goto("/chi-so/")
    page.get_by_role("link", name=TARGET).click()
    text = page.inner_text("main")
    assert page.locator("main img").count() >= 1
    return text


def rows_behind_the_board(page):
    page.goto("/toan-canh/chi-tieu/")
    return page.locator("tr", has_text=TARGET).inner_text()


def report(page):
    page.goto("/van-ban/")
    page.locator("form[action$='/bao-cao/'] button").click()
    with page.expect_download() as download:
        page.get_by_role("link", name="DOCX").click()
    document = Document(download.value.path())
    cells = (cell.text for table in document.tables for row in table.rows for cell in row.cells)
    return "\n".join([*(paragraph.text for paragraph in document.paragraphs), *cells])
