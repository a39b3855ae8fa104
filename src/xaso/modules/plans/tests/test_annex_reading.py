"""From the cells of an annex to the rows an officer reviews."""

from datetime import date
from decimal import Decimal

import pytest

from xaso.modules.plans.annex.errors import AnnexError
from xaso.modules.plans.annex.read import read_annex
from xaso.modules.plans.annex.unit_names import split_units, suggest_unit

from .annex_files import HEADER, docx, task, xlsx

UNITS = ("Phòng Văn hóa - Xã hội", "Phòng Kinh tế", "Văn phòng HĐND và UBND", "Công an xã")
BOTH = pytest.mark.parametrize("write", [xlsx, docx])


def read(content, **options):
    return read_annex(content, "phu-luc.xlsx", 2026, **options)


def codes(row):
    return [problem.code for problem in row.problems]


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


def test_a_cell_is_named_as_the_officer_finds_it():
    in_sheet = read(xlsx([HEADER, task(lead="")])).tasks[0].problems[0]
    in_table = read(docx([HEADER, task(lead="")])).tasks[0].problems[0]

    assert in_sheet.cell == "C2"
    assert in_table.cell == "bảng 1, dòng 2, cột 3"
    assert in_sheet.message == "Ô C2 chưa ghi ai chủ trì. Hãy chọn đơn vị hoặc người chủ trì."


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


def test_as_above_with_nothing_above_is_named():
    row = read(xlsx([HEADER, task(lead="Nt")])).tasks[0]

    assert codes(row) == ["nothing_above"]
    assert not row.is_acceptable


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


@pytest.mark.parametrize(
    ("row", "expected"),
    [
        (task(title=""), ["no_title"]),
        (task(title="Tập huấn " * 30), ["title_too_long"]),
        (task(lead=""), ["no_lead"]),
        (task(lead="Phòng Y tế thôn bản"), ["unknown_lead"]),
        (task(lead="Phòng Kinh tế; Công an xã"), ["several_leads"]),
        (task(due=""), ["no_due"]),
        (task(due="Theo kế hoạch của tỉnh"), ["unknown_due"]),
        (task(due="Thường xuyên"), ["confirm_due"]),
        (task(due="30/9/2025"), ["past_year"]),
        (task(due="31/10/2026"), ["due_on_day_off"]),
        (task(product=""), ["no_product"]),
        (task(money="12..5"), ["bad_budget"]),
        (task(money="1,500"), ["bad_budget"]),
        (task(money="Lồng ghép"), []),
        (task(money="1.500"), []),
        (task(), []),
    ],
)
def test_what_is_wrong_with_a_row_is_named(row, expected):
    found = read(xlsx([HEADER, row]), known_units=UNITS).tasks[0]

    assert codes(found) == expected
    assert all(problem.cell and problem.message.endswith((".", "?")) for problem in found.problems)


def test_warnings_do_not_hold_a_row_back():
    rows = [HEADER, task(due="31/10/2026", money="12..5", product="")]

    assert read(xlsx(rows), known_units=UNITS).tasks[0].is_acceptable


def test_days_off_come_from_the_calendar_of_the_commune():
    def is_working_day(day):
        return day != date(2026, 9, 30)

    row = read(xlsx([HEADER, task()]), is_working_day=is_working_day).tasks[0]

    assert codes(row) == ["due_on_day_off"]


def test_the_same_task_twice_is_held_back_once():
    tasks = read(xlsx([HEADER, task("1"), task("2")])).tasks

    assert [codes(row) for row in tasks] == [[], ["duplicate_row"]]
    assert "dòng 2" in tasks[1].problems[0].message


@pytest.mark.parametrize(
    ("header", "typed", "vnd"),
    [
        ("Kinh phí (triệu đồng)", "12,5", 12_500_000),
        ("Kinh phí (triệu đồng)", 12.5, 12_500_000),
        ("Kinh phí (đồng)", "12.500.000", 12_500_000),
        ("Kinh phí (nghìn đồng)", "1.500", 1_500_000),
        ("Kinh phí", "20 triệu đồng", 20_000_000),
        ("Kinh phí", "1,5 tỷ đồng", 1_500_000_000),
        ("Kinh phí", "Chi thường xuyên", None),
    ],
)
def test_money_is_read_in_the_unit_the_column_names(header, typed, vnd):
    rows = [(*HEADER[:6], header, "Căn cứ"), task(money=typed)]

    row = read(xlsx(rows)).tasks[0]

    assert row.budget_vnd == vnd
    assert row.problems == ()


def test_a_budget_without_unit_is_taken_as_million_and_said_so():
    row = read(xlsx([(*HEADER[:6], "Kinh phí", "Căn cứ"), task(money="12,5")])).tasks[0]

    assert row.budget_vnd == 12_500_000
    assert codes(row) == ["budget_unit"]


@pytest.mark.parametrize(
    ("text", "units"),
    [
        ("Phòng Kinh tế; Công an xã", ("Phòng Kinh tế", "Công an xã")),
        ("Phòng Kinh tế\nCông an xã", ("Phòng Kinh tế", "Công an xã")),
        ("- Phòng Kinh tế;\n- Công an xã.", ("Phòng Kinh tế", "Công an xã")),
        ("Phòng Kinh tế, Công an xã và các thôn", ("Phòng Kinh tế", "Công an xã", "các thôn")),
        ("Văn phòng HĐND và UBND", ("Văn phòng HĐND và UBND",)),
        ("Văn phòng HĐND và UBND và Công an xã", ("Văn phòng HĐND và UBND", "Công an xã")),
        ("Phòng Văn hóa và Thông tin", ("Phòng Văn hóa và Thông tin",)),
        ("Sở Văn hóa, Thể thao và Du lịch", ("Sở Văn hóa, Thể thao và Du lịch",)),
        ("Tổ Thanh niên và Đoàn kết", ("Tổ Thanh niên và Đoàn kết",)),
        ("", ()),
    ],
)
def test_units_in_one_cell_are_told_apart(text, units):
    known = (*UNITS, "Tổ Thanh niên và Đoàn kết")

    assert split_units(text, known) == units


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("Phòng VH-XH", "Phòng Văn hóa - Xã hội"),
        ("Phòng Văn hóa Xã hộ", "Phòng Văn hóa - Xã hội"),
        ("Công chức VHTT", "Phòng Văn hóa - Xã hội"),
        ("Văn phòng UBND xã", "Văn phòng HĐND và UBND"),
        ("Trạm Khí tượng", ""),
    ],
)
def test_a_dead_or_short_name_is_offered_not_exchanged(typed, meant):
    row = read(xlsx([HEADER, task(lead=typed)]), known_units=UNITS).tasks[0]

    assert suggest_unit(typed, UNITS) == meant
    assert row.lead == typed
    assert [problem.suggestion for problem in row.problems if problem.code == "unknown_lead"] == [
        meant
    ]
