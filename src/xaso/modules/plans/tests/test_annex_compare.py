"""Sending a changed annex again changes only what changed."""

from dataclasses import replace
from datetime import date

from xaso.modules.plans.annex.compare import as_known, compare, known_key
from xaso.modules.plans.annex.read import read_annex

from .annex_files import HEADER, task, xlsx

ROWS = [
    HEADER,
    ("I", "Kinh tế số"),
    task("1"),
    task("2", "Đo sóng"),
    task("3", "Dán mã QR tại chợ phiên"),
]


def rows_of(lines):
    return read_annex(xlsx(lines), "phu-luc.xlsx", 2026).tasks


def imported(lines):
    return [as_known(row) for row in rows_of(lines)]


def test_the_same_file_again_changes_nothing():
    found = compare(imported(ROWS), rows_of(ROWS))

    assert (found.new, found.changed, found.gone) == ((), (), ())
    assert len(found.same) == 3


def test_a_row_put_in_between_is_new_and_the_others_stay():
    longer = [
        *ROWS[:3],
        task("2", "Họp giao ban"),
        task("3", "Đo sóng"),
        task("4", "Dán mã QR tại chợ phiên"),
    ]

    found = compare(imported(ROWS), rows_of(longer))

    assert [row.title for row in found.new] == ["Họp giao ban"]
    assert (found.changed, found.gone, len(found.same)) == ((), (), 3)


def test_a_changed_row_names_its_changed_fields():
    changed = [*ROWS[:3], task("2", "Đo sóng", lead="Công an xã", due="Quý IV"), ROWS[4]]

    found = compare(imported(ROWS), rows_of(changed))

    assert [(match.row.title, match.changed_fields) for match in found.changed] == [
        ("Đo sóng", ("lead", "due"))
    ]
    assert found.changed[0].known.due == date(2026, 9, 30)
    assert [found.change_of(row) for row in rows_of(changed)] == ["same", "changed", "same"]


def test_a_row_left_out_is_gone():
    found = compare(imported(ROWS), rows_of(ROWS[:4]))

    assert [task.title for task in found.gone] == ["Dán mã QR tại chợ phiên"]


def test_a_title_in_other_letters_is_the_same_row():
    assert known_key("Dán mã QR tại chợ", "Kinh tế số") == known_key(
        "DÁN MÃ QR, TẠI CHỢ.", "KINH TẾ SỐ"
    )


def test_a_reworded_title_keeps_its_row():
    reworded = [*ROWS[:4], task("3", "Dán mã QR nhận tiền tại chợ phiên")]

    found = compare(imported(ROWS), rows_of(reworded))

    assert [match.changed_fields for match in found.changed] == [("title",)]
    assert (found.new, found.gone) == ((), ())


def test_another_task_under_an_old_number_is_new():
    other = [*ROWS[:4], task("3", "Cấp chữ ký số cho thanh niên")]

    found = compare(imported(ROWS), rows_of(other))

    assert [row.title for row in found.new] == ["Cấp chữ ký số cho thanh niên"]
    assert [task.title for task in found.gone] == ["Dán mã QR tại chợ phiên"]


def test_a_row_moved_to_another_group_is_changed_not_doubled():
    moved = [ROWS[0], ("I", "Xã hội số"), *ROWS[2:]]

    found = compare(imported(ROWS), rows_of(moved))

    assert {match.changed_fields for match in found.changed} == {("group",)}
    assert (found.new, found.gone) == ((), ())


def test_a_task_matches_one_row_only():
    row = rows_of(ROWS)[0]
    twin = replace(row, key=f"{row.key}#2", row=99)

    found = compare([as_known(row)], [row, twin])

    assert [match.row for match in found.same] == [row]
    assert found.new == (twin,)
