"""Exports of other systems as they come: titles above, merged headers, totals, numbers as texts."""

from __future__ import annotations

from io import BytesIO

from openpyxl import Workbook

from xaso.modules.systems.exports.keeping import kept, read_back
from xaso.modules.systems.exports.table import find_table, sheets_of

TITLE = ("BÁO CÁO TÌNH HÌNH CẤP TÀI KHOẢN ĐỊNH DANH ĐIỆN TỬ",)
UNTIL = ("Tính đến hết ngày 31/10/2026",)
HEADER = ("STT", "Thôn", "Tổng số người", "Số người mức 2", "Ghi chú")
BY_VILLAGE = (
    (1, "Thôn Nậm Sài", 412, 230, ""),
    (2, "Bến Đền", "1.234", "871", ""),
    (3, "Tổ dân phố Chính Tiến", 640, 402, "đang rà soát"),
)
TOTAL = ("Tổng cộng", "", 2286, 1503, "")


def workbook(*rows, merged=(), name="Sheet1", percent=(), more=None):
    """`more`: further sheets, by name."""
    book = Workbook()
    sheet = book.active
    sheet.title = name
    for row in rows:
        sheet.append(row)
    for place in merged:
        sheet.merge_cells(place)
    for place in percent:
        sheet[place].number_format = "0%"
    for title, lines in (more or {}).items():
        other = book.create_sheet(title)
        for line in lines:
            other.append(line)
    content = BytesIO()
    book.save(content)
    return content.getvalue()


def by_village(*rows, total=TOTAL, header=HEADER, **more):
    """As the police export it: a title, a day, one line for each village, a total."""
    return workbook(
        TITLE, UNTIL, (), header, *(rows or BY_VILLAGE), *([total] if total else []), **more
    )


def dossiers(count=5_000):
    """One line for each dossier, as the province's one-stop system gives them out."""
    header = ("STT", "Mã hồ sơ", "Hình thức nộp", "Tình trạng", "Lệ phí (đồng)")
    forms, states = ("Trực tuyến", "Trực tiếp"), ("Đúng hạn", "Trước hạn", "Quá hạn")
    return workbook(
        ("DANH SÁCH HỒ SƠ TIẾP NHẬN",),
        ("Từ ngày 01/10/2026 đến ngày 31/10/2026",),
        header,
        *(
            (at + 1, f"H36.{at:05}", forms[at % 5 == 4], states[at % 10 // 4 % 3], 8000)
            for at in range(count)
        ),
    )


def table(content, wanted=()):
    """As it is read once it has waited to be looked over."""
    return find_table(read_back(kept(sheets_of(content))), wanted)
