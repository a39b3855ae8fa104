"""One number on its whole way: annex, task, village with a photo, target, board, report.

Nothing is prepared: Minh types a plan and sends its annex, Páo reports from a phone, Hòa accepts,
Thào looks at the board, Mai drafts the report. Each page says the same number.
"""

import re
from datetime import date
from io import BytesIO

import pytest
import xlsxwriter
from PIL import Image

from tests.journeys.conftest import PHONE, go_by

MINH = "Chánh văn phòng, chủ trì chuyển đổi số"
HOA = "Phó chủ tịch UBND xã"
PAO = "Trưởng thôn, tổ trưởng tổ công nghệ số"
THAO = "Chủ tịch UBND xã"
MAI = "Văn thư"
TARGET = "Hộ bán hàng nhận tiền qua mã QR"
TASK = "Vận động hộ bán hàng gắn mã QR"
SENT, WANTED = "37 hộ", "60 hộ"

pytestmark = pytest.mark.slow


@pytest.fixture
def year():
    return date.today().year  # noqa: DTZ011  the browser lives by the clock on the wall


def test_one_number_goes_from_the_annex_to_the_report(site, window, year):
    minh = window(site, MINH).page
    result = import_annex(minh, year)
    target = make_target_count_villages(minh, result)
    task = task_of(minh, target)

    report_from_village(window(site, PAO, PHONE, java_script_enabled=False).page)
    accept(window(site, HOA, PHONE).page, task)

    thao = window(site, THAO).page
    assert in_village_row(thao, task) == "37"
    assert on_page(thao, target, "Đã đạt") == SENT
    assert on_page(thao, "/toan-canh/chi-tieu/", TARGET) == SENT
    assert in_report(window(site, MAI).page, year) == SENT


def import_annex(minh, year):
    title = "Kế hoạch theo một con số"
    minh.goto("/ke-hoach/lap/")
    minh.get_by_label("Tên kế hoạch").fill(title)
    minh.locator("[name=year]").fill(str(year))
    press(minh, "Lập kế hoạch")
    minh.goto("/ke-hoach/nhap-phu-luc/")
    choice = minh.locator("select[name=plan] option", has_text=title)
    minh.locator("select[name=plan]").select_option(choice.get_attribute("value"))
    minh.locator("input[type=file]").set_input_files(annex(year))
    go_by(minh.locator("main form button.button"))
    minh.get_by_label("Tôi đã xem và đồng ý").check()
    minh.get_by_role("button", name="Nhận 1 nhiệm vụ").click()
    minh.wait_for_url("**/ket-qua/")
    return minh.url


def annex(year):
    out = BytesIO()
    sheets = {
        "Phụ lục I": [
            ["TT", "Chỉ tiêu", "Đơn vị tính", f"Kế hoạch năm {year}"],
            [1, TARGET, "hộ", 60],
        ],
        "Phụ lục II": [
            ["TT", "Nhiệm vụ", "Chủ trì", "Thời gian", "Sản phẩm", "Căn cứ, chỉ tiêu"],
            [1, TASK, "Các thôn", f"31/12/{year}", "Số hộ", "CT số 1 PL I"],
        ],
    }
    with xlsxwriter.Workbook(out, {"in_memory": True}) as book:
        for name, rows in sheets.items():
            sheet = book.add_worksheet(name)
            for number, row in enumerate(rows):
                sheet.write_row(number, 0, row)
    kind = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
    return {"name": "phu-luc.xlsx", "mimeType": kind, "buffer": out.getvalue()}


def make_target_count_villages(minh, result):
    minh.goto(result)
    go_by(minh.get_by_role("link", name=TARGET))
    target = minh.url
    go_by(minh.get_by_role("link", name="Sửa", exact=True))
    minh.get_by_label("Cộng từ số của các thôn").check()
    minh.get_by_label("Mã số liệu").fill("ho-ban-hang-qr")
    press(minh, "Lưu")
    return target


def task_of(minh, target):
    minh.goto(target)
    go_by(minh.get_by_role("link", name=TASK).first)
    return minh.url


def report_from_village(pao):
    """From a plain phone: no script, one photo straight from the camera."""
    go_by(pao.get_by_role("link", name=TASK).last)
    pao.get_by_label("Bao nhiêu hộ").fill("37")
    pao.get_by_label("Hoặc chọn ảnh có sẵn trong máy").set_input_files(photo())
    pao.get_by_label("Xong", exact=True).check()
    press(pao, "Gửi về xã")
    pao.goto("/ke-hoach/thon/da-gui/")
    assert SENT in pao.inner_text("main")
    assert pao.locator("main img").count() > 0


def photo():
    out = BytesIO()
    Image.effect_noise((2400, 1800), 40).convert("RGB").save(out, "JPEG")
    return {"name": "anh.jpg", "mimeType": "image/jpeg", "buffer": out.getvalue()}


def accept(hoa, task):
    assert in_village_row(hoa, task) == "37"
    assert village_row(hoa).locator("img").count() == 1
    go_by(village_row(hoa).get_by_role("button", name="Duyệt"))
    assert "Đã duyệt" in hoa.inner_text("main")


def in_village_row(page, task):
    page.goto(task)
    return village_row(page).locator("td.num").inner_text().strip()


def village_row(page):
    return page.locator("tr", has=page.get_by_role("rowheader", name="Thôn Mẫu Sơn"))


def on_page(page, url, beside):
    """The number of households in the row, term or item that also says `beside`."""
    page.goto(url)
    return number_in(page, "tr, dl > div, dl", beside)


def in_report(mai, year):
    mai.goto("/van-ban/")
    card = mai.locator("form", has_text="Báo cáo tháng")
    month = f"{year}-{date.today().month:02d}"  # noqa: DTZ011
    card.locator("[name=period], [name=ky]").fill(month)
    card.get_by_role("button", name="Mở dự thảo").click()
    mai.wait_for_url("**/van-ban/*/")
    press(mai, "Lấy lại số liệu mới nhất")
    return number_in(mai, "tr, p, li", TARGET)


def number_in(page, kinds, beside):
    texts = [text for text in page.locator(kinds).all_inner_texts() if beside in text]
    found = re.search(r"(\d[\d.,]*) hộ", " ".join(texts).replace(WANTED, ""))
    return found.group() if found else f"no number beside {beside}: {texts}"


def press(page, name):
    go_by(page.get_by_role("button", name=name, exact=True))
