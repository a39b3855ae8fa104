"""From the tables of an annex, however laid out, to the tasks and targets an officer reviews."""

from datetime import date
from decimal import Decimal

import pytest

from xaso.modules.plans.annex.errors import AnnexError

from .annex_files import HEADER, codes, docx, read, task, xlsx

BOTH = pytest.mark.parametrize("write", [xlsx, docx])


@BOTH
def test_a_plain_row_is_read_whole(write):
    row = task(with_="Công an xã; các thôn", money="12,5", basis="CT số 5 PL I; P.III mục 2.1")

    found = read(write([HEADER, row])).tasks[0]

    assert (found.row, found.stt, found.title, found.lead) == (
        2,
        "1",
        "Lắp wifi nhà văn hóa",
        "Phòng Kinh tế",
    )
    assert found.coworkers == ("Công an xã", "các thôn")
    assert (found.due, found.recurrence, found.due_text) == (date(2026, 9, 30), "", "30/9/2026")
    assert (found.product, found.budget_vnd) == ("Biên bản", Decimal(12_500_000))
    assert (found.basis, found.target_code) == ("CT số 5 PL I; P.III mục 2.1", "CT05")
    assert found.problems == ()


@BOTH
def test_roman_rows_are_groups_with_a_pillar(write):
    rows = [
        HEADER,
        ("I", "CHÍNH QUYỀN SỐ"),
        task("1"),
        ("II", "Phát triển kinh tế số"),
        task("2", "Dán mã QR"),
    ]

    tasks = read(write(rows)).tasks

    assert [(row.group, row.pillar) for row in tasks] == [
        ("CHÍNH QUYỀN SỐ", "chinh_quyen_so"),
        ("Phát triển kinh tế số", "kinh_te_so"),
    ]


@BOTH
def test_a_row_merged_over_the_whole_width_is_a_group(write):
    rows = [
        HEADER,
        ("III. Xã hội số và công dân số",),
        task(),
        ("B. Hạ tầng số",),
        task("2", "Khảo sát sóng"),
    ]

    tasks = read(write(rows, [(1, 0, 1, 7), (3, 0, 3, 7)])).tasks

    assert [(row.group, row.pillar) for row in tasks] == [
        ("Xã hội số và công dân số", "xa_hoi_so"),
        ("Hạ tầng số", "ha_tang"),
    ]


@BOTH
def test_letters_inside_roman_groups_keep_the_pillar_above(write):
    rows = [
        HEADER,
        ("I", "Kinh tế số"),
        ("A", "Ở chợ"),
        task(),
        ("B", "Ở thôn"),
        task("2", "Mở tài khoản"),
    ]

    tasks = read(write(rows)).tasks

    assert [(row.group, row.pillar) for row in tasks] == [
        ("Ở chợ", "kinh_te_so"),
        ("Ở thôn", "kinh_te_so"),
    ]


@BOTH
def test_a_heading_over_smaller_tasks_is_no_task_of_its_own(write):
    rows = [
        HEADER,
        ("1", "Tập huấn"),
        task("1.1", "Lớp cho cán bộ"),
        task("-", "Lớp cho thôn"),
        task("2", "Dán mã QR"),
    ]

    tasks = read(write(rows)).tasks

    assert [(row.stt, row.level, row.title, row.parent) for row in tasks] == [
        ("1.1", 2, "Lớp cho cán bộ", "Tập huấn"),
        ("-", 3, "Lớp cho thôn", "Lớp cho cán bộ"),
        ("2", 1, "Dán mã QR", ""),
    ]


@BOTH
def test_a_merged_lead_counts_for_every_row_it_covers(write):
    rows = [
        HEADER,
        task("1"),
        task("2", "Đo sóng", lead=""),
        task("3", "Dán mã QR", lead="Công an xã"),
    ]

    tasks = read(write(rows, [(1, 2, 2, 2)])).tasks

    assert [row.lead for row in tasks] == ["Phòng Kinh tế", "Phòng Kinh tế", "Công an xã"]
    assert all(row.is_acceptable for row in tasks)


@BOTH
def test_a_merged_task_with_two_deadlines_becomes_two_tasks(write):
    rows = [
        HEADER,
        task("1", due="Tháng 3"),
        task("", title="", lead="", due="Tháng 9", product="Báo cáo"),
    ]

    tasks = read(write(rows, [(1, 0, 2, 0), (1, 1, 2, 1), (1, 2, 2, 2)])).tasks

    assert [(row.title, row.due) for row in tasks] == [
        ("Lắp wifi nhà văn hóa", date(2026, 3, 31)),
        ("Lắp wifi nhà văn hóa", date(2026, 9, 30)),
    ]
    assert len({row.key for row in tasks}) == 2


@BOTH
@pytest.mark.parametrize("sign", ["Nt", "nt.", "//", "-//-", '"', "như trên", "(Như trên)", "″"])
def test_signs_for_as_above_repeat_the_row_above(write, sign):
    rows = [
        HEADER,
        task("1"),
        task("2", "Đo sóng", lead=sign, due=sign),
        task("3", "Dán mã QR", lead=sign),
    ]

    tasks = read(write(rows)).tasks

    assert [row.lead for row in tasks] == ["Phòng Kinh tế"] * 3
    assert tasks[1].due == date(2026, 9, 30)


@BOTH
def test_lines_that_are_no_tasks_are_left_out(write):
    numbers = ("(1)", "(2)", "(3)", "(4)", "(5)", "(6)", "(7)", "(8)")
    rows = [
        HEADER, numbers, task("1"), ("",), HEADER, numbers, task("2", "Đo sóng"),
        ("", "Tổng cộng", "", "", "", "", "120"),
        ("", "Ghi chú: kinh phí lồng ghép"), ("", "", "", "", "TM. ỦY BAN NHÂN DÂN"), ("", "", "", "", "Nguyễn Văn A"),
    ]  # fmt: skip

    tasks = read(write(rows)).tasks

    assert [row.title for row in tasks] == ["Lắp wifi nhà văn hóa", "Đo sóng"]


@BOTH
def test_a_header_of_two_rows_is_understood(write):
    rows = [
        ("TT", "Nhiệm vụ", "Cơ quan thực hiện", "", "Thời gian", "", "Sản phẩm"),
        ("", "", "Chủ trì", "Phối hợp", "Bắt đầu", "Kết thúc", ""),
        ("1", "Đo sóng", "Phòng Kinh tế", "Công an xã", "Tháng 1", "Tháng 9", "Biểu tổng hợp"),
    ]
    merges = [(0, 0, 1, 0), (0, 1, 1, 1), (0, 2, 0, 3), (0, 4, 0, 5), (0, 6, 1, 6)]

    annex = read(write(rows, merges))

    assert {field: column.index for field, column in annex.columns.items()} == {
        "stt": 0, "title": 1, "lead": 2, "coworkers": 3, "due": 5, "product": 6
    }  # fmt: skip
    assert (annex.tasks[0].row, annex.tasks[0].due) == (3, date(2026, 9, 30))


def test_a_date_cell_of_excel_is_a_day():
    row = read(xlsx([HEADER, task(due=date(2026, 6, 30))])).tasks[0]

    assert row.due == date(2026, 6, 30)


def test_the_officer_may_say_what_a_column_is():
    rows = [
        ("Số", "Việc phải làm", "Ai làm", "Bao giờ"),
        ("1", "Đo sóng", "Phòng Kinh tế", "Tháng 9"),
    ]

    with pytest.raises(AnnexError, match="Không thấy bảng nhiệm vụ"):
        read(xlsx(rows))
    annex = read(xlsx(rows), mapping={"stt": 0, "title": 1, "lead": 2, "due": 3})

    assert annex.headers == ("Số", "Việc phải làm", "Ai làm", "Bao giờ")
    assert annex.columns["title"].header == "Việc phải làm"
    assert [(row.title, row.lead, row.due) for row in annex.tasks] == [
        ("Đo sóng", "Phòng Kinh tế", date(2026, 9, 30))
    ]


def test_the_officer_may_take_a_column_away():
    annex = read(xlsx([HEADER, task(basis="Công văn số 5")]), mapping={"basis": None})

    assert "basis" not in annex.columns
    assert annex.tasks[0].basis == ""


@BOTH
def test_targets_stand_in_a_table_of_their_own(write):
    targets = [
        (
            "TT",
            "Chỉ tiêu",
            "ĐVT",
            "Kết quả năm 2025",
            "Kế hoạch năm 2026",
            "Đơn vị theo dõi",
            "Giải thích (cách tính)",
        ),
        ("I", "Hạ tầng số"),
        ("1", "Thôn có sóng 4G", "%", "88,5", "100", "Phòng Kinh tế", "Theo phiếu khảo sát"),
        ("2", "Mẫu i-Speed", "Mẫu", "214", "≥ 1.300", "Phòng Kinh tế", ""),
        ("3", "Nhà văn hóa có wifi", "%", "", "", "Phòng Kinh tế", ""),
    ]
    content = (
        xlsx(targets, more={"PL II": [HEADER, task()]})
        if write is xlsx
        else docx(targets, more=[[HEADER, task()]])
    )

    annex = read(content)

    assert len(annex.tasks) == 1
    assert [
        (row.code, row.name, row.unit, row.last_year, row.plan_year) for row in annex.targets
    ] == [
        ("CT01", "Thôn có sóng 4G", "%", Decimal("88.5"), Decimal(100)),
        ("CT02", "Mẫu i-Speed", "Mẫu", Decimal(214), Decimal(1300)),
        ("CT03", "Nhà văn hóa có wifi", "%", None, None),
    ]
    assert annex.targets[0].pillar == "ha_tang"
    assert codes(annex.targets[2]) == ["no_plan_figure"]


def test_a_percent_kept_by_excel_as_a_share_is_shown_and_doubted():
    targets = [
        ("TT", "Chỉ tiêu", "ĐVT", "Năm 2025", "Năm 2026"),
        (1, "Hồ sơ trực tuyến", "%", 0.582, 0.75),
    ]

    target = read(xlsx(targets)).targets[0]

    assert (target.last_year, target.plan_year) == (Decimal("58.2"), Decimal(75))
    assert codes(target) == ["percent_doubt"]


def test_a_long_annex_cut_into_tables_is_read_to_the_end():
    pages = [[HEADER, task("1")], [task("3", "Dán mã QR"), task("4", "Mở tài khoản")]]

    annex = read(docx([HEADER, task("1", "Họp giao ban"), task("2", "Đo sóng")], more=pages))

    assert [row.title for row in annex.tasks] == [
        "Họp giao ban", "Đo sóng", "Lắp wifi nhà văn hóa", "Dán mã QR", "Mở tài khoản"
    ]  # fmt: skip


def test_an_old_copy_of_the_sheet_is_left_out_and_named():
    rows = [HEADER, task("1"), task("2", "Đo sóng")]

    annex = read(xlsx([*rows, task("3", "Dán mã QR")], more={"Bản cũ": rows}))

    assert len(annex.tasks) == 3
    assert [(problem.code, problem.cell) for problem in annex.problems] == [
        ("copy_left_out", "Bản cũ")
    ]
