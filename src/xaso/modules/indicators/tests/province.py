"""A province's own set as an office writes it in Excel: 62 items, all nine types, merged groups."""

from __future__ import annotations

from decimal import Decimal
from io import BytesIO

from openpyxl import Workbook, load_workbook
from openpyxl.styles import Font

HEADER = [
    "STT", "Tiêu chí", "Thang điểm", "Kiểu", "Tử số", "Mẫu số", "Chỉ tiêu", "Tham số",
    "Mẫu số bằng 0", "Minh chứng", "Nguồn số liệu", "Căn cứ", "Điểm tự chấm", "Giải trình",
    "Điểm thẩm định",
]  # fmt: skip
FIRST_ROW = 6
GROUPS = (
    ("I", "Nhận thức và thể chế số", 12),
    ("II", "Hạ tầng số", 10),
    ("III", "Chính quyền số", 20),
    ("IV", "Kinh tế số và xã hội số", 20),
)
KINDS = (
    {"Kiểu": "có/không"},
    {"Kiểu": "người đứng đầu"},
    {"Kiểu": "bậc", "Tham số": "4: {full}; 2: {half}; 1: 1"},
    {"Kiểu": "Tỷ lệ", "Tử số": "số hộ dùng cáp quang", "Mẫu số": "Tổng số hộ"},
    {
        "Kiểu": "tỷ lệ theo đích",
        "Tử số": "số hồ sơ trực tuyến toàn trình",
        "Mẫu số": "tổng số hồ sơ tiếp nhận",
        "Chỉ tiêu": "60 %",
    },
    {
        "Kiểu": "ngưỡng",
        "Tử số": "Số hộ trả tiền nước không tiền mặt",
        "Mẫu số": "Tổng số hộ dùng nước máy",
        "Chỉ tiêu": 0.6,
    },
    {"Kiểu": "cộng phần", "Tham số": "Có kế hoạch: {half}; Có báo cáo: {rest}"},
    {
        "Kiểu": "nghịch",
        "Tử số": "Tỷ lệ hồ sơ trễ hạn",
        "Chỉ tiêu": "5",
        "Tham số": "kém nhất 20 %",
    },
    {"Kiểu": "hội đồng", "Tham số": "tốt: 100 %; khá: 70 %; yếu: 0"},
)
POINTS = (10, 12.5, "20 điểm", "7,5", 5, 15, 8, 10, 12)


def rows():
    """Lines of the sheet by the names of its columns; groups have no type."""
    number = 0
    for code, name, count in GROUPS:
        lines = []
        for at in range(1, count + 1):
            points = POINTS[number % len(POINTS)]
            lines.append(_item(at, points, KINDS[number % len(KINDS)], number))
            number += 1
        yield {"STT": code, "Tiêu chí": name, "Thang điểm": sum(map(exact, lines))}
        yield from lines
    yield {"STT": "", "Tiêu chí": "TỔNG CỘNG"}


def exact(line):
    text = str(line["Thang điểm"]).removesuffix(" điểm").replace(",", ".")
    return float(Decimal(text))


def _item(at, points, kind, number):
    full = Decimal(str(points).removesuffix(" điểm").replace(",", "."))
    words = {"full": full, "half": full / 2, "rest": full - full / 2}
    line = {"STT": at, "Tiêu chí": f"Tiêu chí số {number + 1}", "Thang điểm": points, **kind}
    if "Tham số" in line:
        line["Tham số"] = line["Tham số"].format(**{k: f"{v:f}" for k, v in words.items()})
    return {**line, "Minh chứng": "Văn bản; ảnh", "Nguồn số liệu": "Văn phòng"}


def workbook(change=None):
    """`change(sheet)` plants a mistake before the workbook is saved."""
    book = Workbook()
    sheet = book.active
    sheet.title = "Bo chi so"
    sheet["A1"] = "ỦY BAN NHÂN DÂN TỈNH"
    sheet.merge_cells("A3:O3")
    sheet["A3"] = "BỘ CHỈ SỐ CHUYỂN ĐỔI SỐ CẤP XÃ CỦA TỈNH NĂM 2026"
    sheet["A3"].font = Font(bold=True)
    for column, title in enumerate(HEADER, start=1):
        sheet.cell(FIRST_ROW - 1, column, title)
    last = FIRST_ROW
    for last, line in enumerate(rows(), start=FIRST_ROW):
        for title, value in line.items():
            sheet.cell(last, HEADER.index(title) + 1, value)
        if line["STT"] in {code for code, _name, _count in GROUPS}:
            sheet.cell(last, 13, "=SUM(M7:M9)")
        if line.get("Chỉ tiêu") == 0.6:
            sheet.cell(last, 7).number_format = "0%"
    sheet.cell(last, 3, "=" + "+".join(f"C{row}" for row in heading_rows()))
    sheet.cell(last + 2, 2, "Người lập biểu")
    book.create_sheet("Hướng dẫn")["A1"] = "Cách chấm"
    if change:
        change(sheet)
    return _saved(book)


def heading_rows():
    return [row for row, line in enumerate(rows(), FIRST_ROW) if not str(line["STT"]).isdigit()][
        :-1
    ]


def row_of(code):
    """Where "III.4" stands in the sheet, as Excel counts."""
    group, _point, item = code.partition(".")
    begin = dict(zip([g[0] for g in GROUPS], heading_rows(), strict=True))[group]
    return begin + int(item or 0)


def three_mistakes(sheet):
    sheet.cell(row_of("II"), 3, 100)
    sheet.cell(row_of("III.5"), 1, 4)
    sheet.cell(row_of("I.3"), 4, "tỷ lệ kép")


def cells_of(content):
    """Every cell of every sheet, to compare two workbooks."""
    book = load_workbook(BytesIO(content))
    return {
        (sheet.title, cell.coordinate): cell.value
        for sheet in book
        for row in sheet.iter_rows()
        for cell in row
        if cell.value is not None
    }


def _saved(book):
    target = BytesIO()
    book.save(target)
    return target.getvalue()
