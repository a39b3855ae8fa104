"""A province's own set from Excel: named mistakes, exact scores, and the same workbook back."""

from datetime import date
from decimal import Decimal
from io import BytesIO

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from openpyxl import Workbook

from xaso.modules.indicators import actions
from xaso.modules.indicators.models import PackEdition
from xaso.modules.indicators.packs.sheet.fill import fill_workbook
from xaso.modules.indicators.packs.sheet.problems import UnreadableWorkbook
from xaso.modules.indicators.packs.sheet.read import pack_of, read_workbook
from xaso.modules.indicators.packs.sheet.sample import blank_workbook
from xaso.modules.indicators.periods import year_period
from xaso.modules.indicators.proofs import Upload
from xaso.modules.indicators.queries.book import book_of
from xaso.modules.indicators.queries.packs import assess_packs
from xaso.modules.indicators.scoring.given import Given
from xaso.modules.indicators.scoring.score import score_item
from xaso.modules.indicators.tests import make, province
from xaso.modules.indicators.tests.look import page, shown
from xaso.modules.indicators.tests.make import NOW, TODAY, YEAR
from xaso.modules.plans.tests.browse import send


def sheet(*rows):
    book = Workbook()
    for row in rows:
        book.active.append(row)
    target = BytesIO()
    book.save(target)
    return target.getvalue()


def said(reading):
    return {problem.cell: problem.message for problem in reading.problems}


HEAD = ["Mã", "Tiêu chí", "Thang điểm", "Kiểu", "Tử số", "Mẫu số", "Chỉ tiêu", "Tham số"]


def taken(actor, content, **more):
    begun = actions.start_pack_import(actor=actor, file=Upload("tinh.xlsx", content), at=NOW)
    named = {"title": "Bộ của tỉnh 2026", **more}
    return actions.take_pack(actor=actor, edition_id=begun.pk, at=NOW, **named)


def test_sixty_two_items_with_all_types_are_read_whole():
    reading = read_workbook(province.workbook())

    pack = pack_of(reading, "tinh", {})

    assert (reading.problems, len(pack.items), len(pack.groups)) == ((), 62, 4)
    assert reading.title == "BỘ CHỈ SỐ CHUYỂN ĐỔI SỐ CẤP XÃ CỦA TỈNH NĂM 2026"
    assert {item.formula_type for item in pack.items} == {
        "bool", "role", "step", "ratio", "ratio_capped", "threshold", "sum_parts", "inverse",
        "manual_level",
    }  # fmt: skip
    assert pack.max == sum(group.max for group in pack.groups) == 688


def test_three_planted_mistakes_are_named_by_their_cell_and_the_rest_scores_exactly():
    reading = read_workbook(province.workbook(province.three_mistakes))

    assert said(reading) == {
        "D9": "Không hiểu kiểu “tỷ lệ kép”.",
        "C19": "“Hạ tầng số” ghi 100 điểm, các chỉ số cộng lại 107,5 điểm.",
        "A35": "Mã III.4 bị lặp, đã có ở dòng 34.",
    }
    pack = pack_of(reading, "tinh", {})
    assert (pack.incomplete, len(pack.items)) == (True, 60)
    fibre = score_item(pack.item("I.4"), Given(numerator=2, denominator=3, confirmed_zero=True))
    assert (fibre.max, fibre.score) == (Decimal("7.5"), Decimal("5.00"))


def test_a_share_shown_in_percent_is_the_percent_people_read():
    reading = read_workbook(province.workbook())

    assert pack_of(reading, "tinh", {}).item("I.6").target == 60


def test_the_same_target_without_a_percent_sign_is_asked_about():
    reading = read_workbook(sheet(HEAD, ["1", "Cáp quang", 10, "ngưỡng", "số hộ dùng cáp quang",
                                         "tổng số hộ", 0.8]))  # fmt: skip

    assert said(reading) == {"G2": "Chỉ tiêu 0,8: là 0,8 % hay 80 %? Ghi rõ."}


@pytest.mark.parametrize(
    ("row", "cell", "words"),
    [
        (["1", "Tên", "mười", "có/không"], "C2", "“mười” không phải là số điểm."),
        (["1", "Tên", -5, "có/không"], "C2", "lớn hơn 0"),
        (["1", "Tên", None, "có/không"], "C2", "Thiếu điểm tối đa"),
        (["", "Tên", 5, "có/không"], "A2", "Thiếu mã"),
        (["1/2", "Tên", 5, "có/không"], "A2", "chỉ gồm chữ, số"),
        (["1", "Tên", 5, ""], "D2", "Chưa chọn kiểu"),
        (["1", "Tên", 5, "tỷ lệ", "số hộ"], "F2", "Thiếu mẫu số"),
        (["1", "Tên", 5, "nghịch", "Tỷ lệ trễ", "", "5"], "H2", "mức kém nhất"),
        (["1", "Tên", 5, "bậc", "", "", "", "4 là 20"], "H2", "4: 20; 3: 15"),
        (["1", "Tên", 5, "bậc", "", "", "", "4: 20"], "H2", "vượt điểm tối đa"),
        (["1", "Tên", 5, "cộng phần", "", "", "", "a: 2; b: 2"], "H2", "cộng lại 4 điểm"),
    ],
)
def test_what_is_wrong_in_a_row_is_told_by_its_cell(row, cell, words):
    problems = said(read_workbook(sheet(HEAD, row)))

    assert list(problems) == [cell]
    assert words in problems[cell]


def test_groups_of_a_merged_column_are_carried_down():
    book = Workbook()
    for row in (
        ["Nhóm", "Mã", "Nội dung", "Điểm chuẩn", "Kiểu"],
        ["Hạ tầng (15 điểm)", "A1", "Cáp quang", "10 điểm", "có/không"],
        ["", "A2", "Wi-Fi", "5,5", "có/không"],
        ["Kinh tế", "B1", "Sàn", "2.5", "có/không"],
    ):
        book.active.append(row)
    book.active.merge_cells("A2:A3")
    target = BytesIO()
    book.save(target)

    reading = read_workbook(target.getvalue())

    assert [(g.name, g.sum) for g in reading.groups] == [
        ("Hạ tầng", Decimal("15.5")), ("Kinh tế", Decimal("2.5")),
    ]  # fmt: skip
    assert "ghi 15 điểm, các chỉ số cộng lại 15,5" in said(reading)["D2"]


def test_numbers_below_a_number_are_its_items_and_their_sum_is_checked():
    reading = read_workbook(
        sheet(
            HEAD,
            ["I", "Nhận thức", 30],
            ["1", "Lãnh đạo", 20],
            ["1.1", "Họp", 10, "có/không"],
            ["1.2", "Chỉ đạo", 5, "có/không"],
            ["2", "Tuyên truyền", 15, "có/không"],
        )
    )

    assert [row.code for row in reading.rows] == ["1.1", "1.2", "I.2"]
    assert said(reading) == {"C3": "“Lãnh đạo” ghi 20 điểm, các chỉ số cộng lại 15 điểm."}


def test_a_file_without_a_table_says_what_a_table_needs():
    with pytest.raises(UnreadableWorkbook, match="Điểm tối đa"):
        read_workbook(sheet(["Kính gửi"], ["Nội dung"]))


def test_the_blank_workbook_is_read_back_without_a_problem():
    reading = read_workbook(blank_workbook())

    assert (reading.problems, len(reading.rows)) == ((), 2)


def test_scores_go_back_into_the_workbook_and_no_other_cell_changes():
    content = province.workbook()
    layout = read_workbook(content).layout
    place = tuple(layout["places"]["I.4"]["self_score"])
    words = tuple(layout["places"]["I.4"]["explanation"])

    filled = fill_workbook(
        content, layout["sheet"], {place: Decimal("5.25"), words: "=HYPERLINK(1)"}
    )

    before, after = province.cells_of(content), province.cells_of(filled)
    changed = {key[1] for key in before | after if before.get(key) != after.get(key)}
    assert changed == {"M10", "N10"}
    assert after["Bo chi so", "M10"] == 5.25
    assert b"<f>" not in filled
    assert after["Bo chi so", "N10"] == "=HYPERLINK(1)"


@pytest.mark.django_db
def test_a_pack_of_the_province_is_scored_from_numbers_the_commune_has(minh):
    edition = taken(minh, province.workbook())
    make.value(minh, "ho", 120)
    make.value(minh, "ho-dung-cap-quang", 40)
    book = book_of(minh.commune, YEAR)
    own = next(each for each in book.named(edition.code).own_defs if "tiền nước" in each.name)
    make.value(minh, own.code, 30)

    found = assess_packs(minh.commune, [book.named(edition.code)], YEAR, TODAY)[edition.code]

    assert found.row("I.4").score.score == Decimal("2.50")
    assert found.row("I.6").numerator.number == 30
    assert found.row("I.6").score.state == "missing"


@pytest.mark.django_db
def test_a_new_edition_leaves_the_periods_begun_with_the_old_one(minh):
    first = taken(minh, province.workbook())
    actions.follow_pack(actor=minh, pack_code=first.code, period=YEAR, at=NOW)

    def cheaper(sheet):
        sheet.cell(province.row_of("I"), 3, 140)
        sheet.cell(province.row_of("I.1"), 3, "7,5 điểm")

    second = taken(minh, province.workbook(cheaper), code=first.code)

    assert (first.code, second.edition) == (second.code, 2)
    assert book_of(minh.commune, YEAR).named(first.code).item("I.1").max == 10
    later = book_of(minh.commune, year_period(2027))
    assert later.named(first.code).item("I.1").max == Decimal("7.5")


@pytest.mark.django_db
def test_an_edition_counts_from_its_day_on(minh):
    first = taken(minh, province.workbook(), effective_from=date(2025, 1, 1))

    def renamed(sheet):
        sheet.cell(province.row_of("I.1"), 2, "Tên mới")

    taken(minh, province.workbook(renamed), code=first.code, effective_from=date(2027, 1, 1))

    names = [book_of(minh.commune, year_period(y)).named(first.code).item("I.1").name
             for y in (2026, 2027)]  # fmt: skip
    assert names == ["Tiêu chí số 1", "Tên mới"]


@pytest.mark.django_db
def test_a_workbook_with_mistakes_is_not_taken_and_can_be_put_right_row_by_row(minh):
    content = province.workbook(province.three_mistakes)
    begun = actions.start_pack_import(actor=minh, file=Upload("t.xlsx", content), at=NOW)
    with pytest.raises(ValidationError, match="Còn 3 chỗ"):
        actions.take_pack(actor=minh, edition_id=begun.pk, title="Bộ", at=NOW)

    for row, corrections in (
        (9, {"formula_type": "có/không", "max_score": "20"}),
        (19, {"max_score": "107,5"}),
        (35, {"code": "5"}),
    ):
        actions.correct_pack_row(actor=minh, edition_id=begun.pk, row=row, corrections=corrections)
    edition = actions.take_pack(actor=minh, edition_id=begun.pk, title="Bộ", at=NOW)

    assert (edition.edition, len(edition.rows)) == (1, 62)


@pytest.mark.django_db
def test_only_who_runs_the_plan_brings_a_pack_in_and_the_same_one_once(minh, lan):
    with pytest.raises(PermissionDenied):
        actions.start_pack_import(actor=lan, file=Upload("t.xlsx", b""), at=NOW)
    first = taken(minh, province.workbook())

    with pytest.raises(ValidationError, match="giống hệt"):
        taken(minh, province.workbook(), code=first.code)


@pytest.mark.django_db
def test_a_clerk_goes_from_the_file_to_the_filled_workbook_on_the_pages(minh, sua, sign_in):
    client = sign_in(minh)
    content = province.workbook(province.three_mistakes)
    upload = BytesIO(content)
    upload.name = "bo-chi-so.xlsx"
    answer = client.post(page("pack-import"), {"file": upload})
    edition = PackEdition.objects.get()
    review = shown(client, "pack-review", edition.pk)
    assert answer.url == page("pack-review", edition.pk).rstrip("?")
    assert "Còn 3 chỗ phải sửa" in review
    assert "ô D9" in review

    for row, change in ((9, {"formula_type": "bool"}), (19, {"max_score": "107,5"}),
                        (35, {"code": "5"})):  # fmt: skip
        assert send(client, page("pack-row", edition.pk, row), **change).status_code == 302
    assert "Mọi dòng đọc được" in shown(client, "pack-review", edition.pk)
    client.post(page("pack-review", edition.pk), {"title": "Bộ chỉ số tỉnh", "code": ""})

    edition.refresh_from_db()
    make.value(minh, "ho", 120)
    make.value(minh, "ho-dung-cap-quang", 40)
    assert "Bộ chỉ số tỉnh" in shown(client, "packs")
    filled = client.get(page("pack-workbook", edition.code)).content
    before, after = province.cells_of(content), province.cells_of(filled)
    changed = {key[1] for key in before | after if before.get(key) != after.get(key)}
    assert changed
    assert {cell[0] for cell in changed} <= {"M", "N"}
    assert after["Bo chi so", "M10"] == 2.5
    assert sign_in(sua).get(page("pack-review", edition.pk)).status_code == 403


@pytest.mark.django_db
def test_a_second_correction_of_a_row_keeps_the_first(minh, sign_in):
    edition = actions.start_pack_import(
        actor=minh, file=Upload("tinh.xlsx", province.workbook()), at=NOW
    )
    row = page("pack-row", edition.pk, 9)

    send(sign_in(minh), row, max_score="7")
    send(sign_in(minh), row, numerator="Số hộ có số")

    edition.refresh_from_db()
    assert edition.corrections["9"] == {"max_score": "7", "numerator": "Số hộ có số"}
