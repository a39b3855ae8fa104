"""Twenty annexes as different communes type them: the columns and the deadlines are found."""

import sys
import unicodedata
from datetime import date

import pytest

from xaso.modules.plans.annex.read import read_annex

from .annex_files import docx, xlsx

TITLES = (
    "Lắp wifi nhà văn hóa",
    "Tập huấn tổ công nghệ số",
    "Dán mã QR tại chợ",
    "Khảo sát sóng từng cụm",
)
END = {
    "Q1": date(2026, 3, 31),
    "Q2": date(2026, 6, 30),
    "Q3": date(2026, 9, 30),
    "Q4": date(2026, 12, 31),
}

# name, fields by column ("" is no column of ours), header texts, the deadlines with their meaning
ANNEXES = [
    ("as the sample", "stt title lead coworkers due product budget basis",
     "TT|Nhiệm vụ|Cơ quan chủ trì|Cơ quan phối hợp|Thời gian hoàn thành|Sản phẩm|Kinh phí (triệu đồng)|Căn cứ",
     {"30/9/2026": END["Q3"], "30-09-2026": END["Q3"], "30.9.26": END["Q3"], "T9/2026": END["Q3"]}),
    ("capitals", "stt title lead coworkers due product",
     "STT|NỘI DUNG NHIỆM VỤ|ĐƠN VỊ CHỦ TRÌ|ĐƠN VỊ PHỐI HỢP|THỜI GIAN THỰC HIỆN|SẢN PHẨM ĐẦU RA",
     {"Quý II": END["Q2"], "Quý 2/2026": END["Q2"], "Trong quý II": END["Q2"], "Quý II năm 2026": END["Q2"]}),
    ("solutions", "stt title lead coworkers due product basis",
     "Số TT|Nhiệm vụ, giải pháp|Chủ trì|Phối hợp|Thời hạn|Kết quả, sản phẩm|Ghi chú",
     {"6 tháng đầu năm": END["Q2"], "Năm 2026": END["Q4"], "Cả năm": END["Q4"], "Trong năm": END["Q4"]}),
    ("contents of work", "stt title lead due product budget",
     "Số thứ tự|Nội dung công việc|Đơn vị thực hiện|Tiến độ|Dự kiến kết quả|Dự toán (đồng)",
     {"2026–2030": date(2030, 12, 31), "2026-2030": date(2030, 12, 31), "Giai đoạn 2026 - 2030": date(2030, 12, 31)}),
    ("person", "stt title lead coworkers due product",
     "TT|Công việc|Người phụ trách|Phối hợp thực hiện|Hạn|Kết quả",
     {"Trước ngày 15/8/2026": date(2026, 8, 15), "trước 15/8": date(2026, 8, 15),
      "Xong trước 15/8/2026": date(2026, 8, 15)}),
    ("contact point", "stt title lead due product basis",
     "TT|Tên nhiệm vụ|Đầu mối|Thời hạn hoàn thành|Sản phẩm|Văn bản giao",
     {"Hằng tháng": "monthly", "Hàng tháng": "monthly", "Định kỳ hằng tháng": "monthly", "Hằng quý": "quarterly"}),
    ("no number column", "title lead due product",
     "Nội dung|Chủ trì|Thời gian|Kết quả",
     {"Tháng 9": END["Q3"], "Tháng 09/2026": END["Q3"], "tháng 9 năm 2026": END["Q3"]}),
    ("slashes", "stt title lead coworkers due product",
     "TT|Nhiệm vụ/Giải pháp|Cơ quan/đơn vị chủ trì|Cơ quan/đơn vị phối hợp|Thời gian hoàn thành:|Sản phẩm/Kết quả",
     {"Tháng 9-10/2026": date(2026, 10, 31), "Quý III-IV": END["Q4"], "Từ tháng 3 đến tháng 6": END["Q2"]}),
    ("line breaks", "stt title lead coworkers due product budget",
     "TT|Nội dung\nnhiệm vụ|Cơ quan\nchủ trì|Cơ quan\nphối hợp|Thời gian\nhoàn thành"
     "|Sản phẩm\ndự kiến|Kinh phí\n(triệu đồng)",
     {"Quý IV": END["Q4"], "Q4": END["Q4"], "Quý 4 - 2026": END["Q4"]}),
    ("a slip of the pen", "stt title lead coworkers due product",
     "TT|Nội dung nhiệm vụ|Cơ quan chủ chì|Cơ quan phối hợpp|Thời gian hòan thành|Sản phẩm",
     {"Hoàn thành trong tháng 6": END["Q2"], "Đến 30/6/2026": END["Q2"], "Chậm nhất 30/6": END["Q2"]}),
    ("column of leaders beside", "stt title  lead coworkers due product",
     "TT|Nhiệm vụ|Lãnh đạo chỉ đạo|Đơn vị chủ trì|Đơn vị phối hợp|Thời gian thực hiện|Sản phẩm",
     {"Ngày 30 tháng 9 năm 2026": END["Q3"], "30/9": END["Q3"], "Cuối tháng 9": END["Q3"]}),
    ("year in the header", "stt title lead due product budget",
     "STT|Nhiệm vụ trọng tâm năm 2026|Phân công thực hiện"
     "|Thời gian thực hiện năm 2026|Kết quả cần đạt|Dự kiến kinh phí",
     {"Tháng 12": END["Q4"], "Cuối năm": END["Q4"], "Tháng Mười hai": END["Q4"]}),
    ("without accents", "stt title lead coworkers due product",
     "TT|Noi dung nhiem vu|Co quan chu tri|Co quan phoi hop|Thoi gian hoan thanh|San pham",
     {"Quy I": END["Q1"], "Thang 3/2026": END["Q1"], "quy 1": END["Q1"]}),
    ("project list", "stt title lead coworkers budget due",
     "TT|Chương trình, nhiệm vụ, dự án|Cơ quan chủ trì thực hiện"
     "|Cơ quan phối hợp thực hiện|Tổng mức đầu tư (triệu đồng)|Lộ trình",
     {"2026-2027": date(2027, 12, 31), "Đến năm 2030": date(2030, 12, 31), "Năm 2026": END["Q4"]}),
    ("team work", "stt title lead coworkers due product",
     "STT|Nội dung hoạt động|Bộ phận chủ trì|Bộ phận phối hợp|Ngày hoàn thành|Minh chứng",
     {"Hằng tuần": "weekly", "2 lần/năm": "half_yearly", "Mỗi quý một lần": "quarterly", "Hằng năm": "yearly"}),
    ("many spaces", "stt title lead due product",
     "  T T |  Nhiệm   vụ cụ thể |Trách nhiệm  thực hiện| Thời  hạn  thực hiện| Kết quả  đầu ra ",
     {"Tháng 10 hằng năm": date(2026, 10, 31), "30/11 hằng năm": date(2026, 11, 30), "Thường xuyên": "monthly"}),
    ("target beside the task", "stt title target lead due product",
     "TT|Nhiệm vụ|Mã chỉ tiêu|Đơn vị chủ trì|Tiến độ hoàn thành|Sản phẩm",
     {"15/4/2026": date(2026, 4, 15), "15/4": date(2026, 4, 15), "15.04.2026": date(2026, 4, 15)}),
    ("order turned round", "stt due title product lead coworkers",
     "TT|Thời gian|Nội dung thực hiện|Sản phẩm|Chủ trì|Phối hợp",
     {"T6": END["Q2"], "Th.6": END["Q2"], "Quý 2": END["Q2"]}),
    ("brackets", "stt title lead coworkers due product basis",
     "TT (1)|Nhiệm vụ (2)|Chủ trì (3)|Phối hợp (4)|Thời gian hoàn thành (5)|Sản phẩm (6)|Căn cứ giao nhiệm vụ (7)",
     {"Nửa đầu năm": END["Q2"], "Giữa năm": END["Q2"], "Đầu quý III": date(2026, 7, 31)}),
    ("unusual words", "stt title lead coworkers due product",
     "TT|Việc phải làm|Ai làm|Ai giúp|Bao giờ xong|Có gì trong tay",
     {"Trước Tết": None, "Sau khi có kinh phí": None}),
]  # fmt: skip
LAYOUTS = ("plain", "titled", "numbered", "two rows", "decomposed")


@pytest.fixture(scope="module")
def readings():
    return [_read(number, *annex) for number, annex in enumerate(ANNEXES)]


def test_ninety_five_of_a_hundred_columns_and_deadlines_are_recognised(readings, capsys):
    found = sum(found for found, _total in readings)
    total = sum(total for _found, total in readings)

    with capsys.disabled():
        sys.stdout.write(
            f"\n20 annexes: {found} of {total} recognised, {100 * found / total:.1f} %"
        )
    assert len(readings) == 20
    assert found / total >= 0.95


@pytest.mark.parametrize(
    "number", range(len(ANNEXES) - 1), ids=[annex[0] for annex in ANNEXES[:-1]]
)
def test_each_usual_annex_is_read_whole(readings, number):
    found, total = readings[number]

    assert found == total


def _read(number, name, fields, headers, dues):
    """Every layout in turn, Excel and Word in turn; what was found out of what stands there."""
    columns, texts = fields.split(" "), headers.split("|")
    body = [
        _row(columns, place, title, due)
        for place, (title, due) in enumerate(zip(TITLES, dues, strict=False), 1)
    ]
    rows, merges = _laid_out(LAYOUTS[number % 5], texts, body)
    write = xlsx if number % 2 == 0 else docx
    total = sum(bool(field) for field in columns) + len(body)
    try:
        annex = read_annex(write(rows, merges), f"{name}.xlsx", 2026)
    except Exception:
        return 0, total
    right = sum(
        bool(field) and field in annex.columns and annex.columns[field].index == place
        for place, field in enumerate(columns)
    )
    meanings = dict(dues)
    right += sum(
        task.title in TITLES and meanings.get(task.due_text, "") in (task.due, task.recurrence)
        for task in annex.tasks
    )
    return right, total


def _row(columns, place, title, due):
    values = {
        "stt": str(place),
        "title": title,
        "lead": "Phòng Kinh tế",
        "coworkers": "Công an xã",
        "due": due,
        "product": "Báo cáo",
        "budget": "12",
    }
    return [values.get(field, "") for field in columns]


def _laid_out(layout, header, body):
    width = len(header)
    if layout == "titled":
        over = [
            ["Phụ lục II", *[""] * (width - 1)],
            ["PHÂN CÔNG NHIỆM VỤ CHUYỂN ĐỔI SỐ NĂM 2026", *[""] * (width - 1)],
        ]
        return [*over, header, *body], [(0, 0, 0, width - 1), (1, 0, 1, width - 1)]
    if layout == "numbered":
        return [header, [f"({place})" for place in range(1, width + 1)], *body], []
    if layout == "two rows":
        return [header, [""] * width, *body], [(0, column, 1, column) for column in range(width)]
    if layout == "decomposed":
        return [[unicodedata.normalize("NFD", text) for text in header], *body], []
    return [header, *body], []
