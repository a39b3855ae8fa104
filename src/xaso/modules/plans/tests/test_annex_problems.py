"""What one row of an annex says, and what is wrong with it: units, money, days."""

from datetime import date

import pytest

from xaso.modules.plans.annex.unit_names import split_units, suggest_unit

from .annex_files import HEADER, codes, docx, read, task, xlsx

UNITS = ("Phòng Văn hóa - Xã hội", "Phòng Kinh tế", "Văn phòng HĐND và UBND", "Công an xã")


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


def test_a_cell_is_named_as_the_officer_finds_it():
    in_sheet = read(xlsx([HEADER, task(lead="")])).tasks[0].problems[0]
    in_table = read(docx([HEADER, task(lead="")])).tasks[0].problems[0]

    assert in_sheet.cell == "C2"
    assert in_table.cell == "bảng 1, dòng 2, cột 3"
    assert in_sheet.message == "Ô C2 chưa ghi ai chủ trì. Hãy chọn đơn vị hoặc người chủ trì."


def test_as_above_with_nothing_above_is_named():
    row = read(xlsx([HEADER, task(lead="Nt")])).tasks[0]

    assert codes(row) == ["nothing_above"]
    assert not row.is_acceptable


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
