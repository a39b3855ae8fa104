"""A file of another system becomes numbers: read, looked over, taken, taken back."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest
from django.core.exceptions import ValidationError

from xaso.core.events.models import Event
from xaso.core.units.models import Village
from xaso.modules.indicators.tests import make as numbers_make
from xaso.modules.systems import actions
from xaso.modules.systems.chosen import ChosenDays
from xaso.modules.systems.exports.reading_way import ONE_CELL, ROWS, ROWS_WITH, SUM, Rule
from xaso.modules.systems.models import ExportTaken

from . import files
from .files import LEVEL_2, OCTOBER, Value, plan, village
from .make import TODAY
from .workbooks import BY_VILLAGE, by_village, dossiers, workbook

pytestmark = pytest.mark.django_db


def test_each_village_gets_its_number_with_the_file_as_its_source(lan, system):
    files.reading(lan, system)

    files.taken(lan, files.sent(lan, system))

    assert files.numbers(lan) == {"Nậm Sài": 230, "Bến Đền": 871, "Chính Tiến": 402}
    row = Value.objects.get(village__name="Bến Đền")
    assert (row.as_of, row.method) == (date(2026, 10, 31), Value.Method.NHAP_TEP)
    assert row.note == "Dữ liệu dân cư, tệp dinh-danh-thang-10.xlsx"
    assert "mã băm" in row.evidence.get().text


def test_nothing_is_written_before_it_is_taken(lan, system):
    files.reading(lan, system)

    file = files.sent(lan, system)

    assert plan(file).takeable == 3
    assert not Value.objects.exists()
    assert not ExportTaken.objects.exists()


def test_taking_is_one_event_notes_the_export_and_keeps_nothing_of_the_file(lan, system):
    files.reading(lan, system)

    file = files.taken(lan, files.sent(lan, system))

    assert file.sheets == []
    assert ExportTaken.objects.get().period == "2026-10"
    kinds = list(Event.objects.order_by("id").values_list("kind", flat=True))[-5:]
    assert kinds == [
        "systems.export.noted",
        *["indicators.value.entered"] * 3,
        "systems.file.taken",
    ]


def test_next_month_the_saved_way_reads_the_file_without_a_question(lan, system):
    reading = files.reading(lan, system)
    files.taken(lan, files.sent(lan, system))
    later = by_village((1, "Nậm Sài", 412, 260, ""), (2, "Bến Đền", 1300, 890, ""), total=None)

    file = files.sent(lan, system, later, name="thang-11.xlsx")

    assert file.reading == reading
    november = ChosenDays(date(2026, 11, 1), date(2026, 11, 24), TODAY)
    line = plan(file, november).lines[0]
    assert [(each.judged.old, each.judged.asked.number) for each in line.places] == [
        (871, 890),
        (230, 260),
    ]
    assert [village.name for village in line.silent] == ["Chính Tiến"]


def test_the_same_file_writes_nothing_a_second_time(lan, system):
    files.reading(lan, system)
    files.taken(lan, files.sent(lan, system))

    again = files.sent(lan, system)

    assert {each.judged.change for each in plan(again).lines[0].places} == {"same"}
    with pytest.raises(ValidationError, match="Không có số nào để nhận"):
        files.taken(lan, again)
    assert Value.objects.count() == 3


def test_a_number_that_changed_corrects_the_one_that_stands(lan, system):
    files.reading(lan, system)
    files.taken(lan, files.sent(lan, system))
    mended = by_village(*BY_VILLAGE[:2], (3, "Chính Tiến", 640, 420, ""), total=None)

    files.taken(lan, files.sent(lan, system, mended))

    assert files.numbers(lan)["Chính Tiến"] == 420
    assert Value.objects.count() == 4
    newest = Value.objects.get(number=420)
    assert (newest.corrects.number, newest.method) == (402, Value.Method.NHAP_TEP)


def test_a_zero_is_written_only_once_somebody_stands_for_it(lan, system):
    files.reading(lan, system)
    content = by_village((1, "Nậm Sài", 10, 0, ""), (2, "Bến Đền", 10, 5, ""), total=None)

    files.taken(lan, files.sent(lan, system, content))
    assert files.numbers(lan) == {"Bến Đền": 5}

    files.taken(lan, files.sent(lan, system, content), zeros=[LEVEL_2])
    assert files.numbers(lan) == {"Bến Đền": 5, "Nậm Sài": 0}
    assert Value.objects.get(number=0).confirmed_zero


def test_an_empty_cell_writes_no_zero(lan, system):
    files.reading(lan, system)
    content = by_village((1, "Nậm Sài", 10, "-", ""), (2, "Bến Đền", 10, 5, ""), total=None)

    files.taken(lan, files.sent(lan, system, content), zeros=[LEVEL_2])

    assert files.numbers(lan) == {"Bến Đền": 5}


def test_a_number_that_fell_far_must_be_looked_at(lan, system):
    files.reading(lan, system)
    numbers_make.value(lan, "nguoi-vneid", 900, on=date(2026, 9, 30), village=village("Bến Đền"))
    content = by_village((2, "Bến Đền", 1234, 500, ""), total=None)

    file = files.sent(lan, system, content)

    assert [round(place.judged.change_percent) for _line, place in plan(file).fallen] == [-44]
    with pytest.raises(ValidationError, match="giảm hơn 30 %"):
        files.taken(lan, file)
    files.taken(lan, file, has_seen=True)
    assert Decimal(500) in Value.objects.values_list("number", flat=True)


def test_a_number_above_the_population_is_refused_as_when_it_is_typed(lan, system):
    files.reading(lan, system)
    numbers_make.value(lan, "dan-so", 800, on=date(2026, 9, 30), village=village("Bến Đền"))

    file = files.sent(lan, system)

    refused = [each.judged.refusal for each in plan(file).lines[0].places if each.judged.refusal]
    assert len(refused) == 1
    assert "871 lớn hơn dân số là 800" in refused[0]
    files.taken(lan, file)
    assert files.numbers(lan) == {"Nậm Sài": 230, "Chính Tiến": 402}


def test_the_population_of_the_same_file_is_the_limit_and_comes_first(lan, system):
    files.reading(
        lan, system, Rule(LEVEL_2, SUM, "Số người mức 2"), Rule("dan-so", SUM, "Tổng số người")
    )
    numbers_make.value(lan, "dan-so", 800, on=date(2026, 9, 30), village=village("Bến Đền"))

    files.taken(lan, files.sent(lan, system), LEVEL_2, "dan-so")

    assert files.numbers(lan)["Bến Đền"] == 871


def test_a_cell_that_cannot_be_read_holds_its_village_back(lan, system):
    files.reading(lan, system)
    content = by_village(
        (1, "Nậm Sài", 10, "abc", ""),
        (2, "Nậm Sài", 10, 3, ""),
        (3, "Bến Đền", 10, 5, ""),
        total=None,
    )
    file = files.sent(lan, system, content)

    assert plan(file).unread == 1
    files.taken(lan, file)
    assert files.numbers(lan) == {"Bến Đền": 5}

    files.taken(lan, files.sent(lan, system, content), skips_unread=True)
    assert files.numbers(lan) == {"Bến Đền": 5, "Nậm Sài": 3}


def test_a_village_nobody_knows_is_asked_about_once(lan, system):
    reading = files.reading(lan, system)
    content = by_village(
        (1, "Nậm Sàii", 10, 3, ""), (2, "Bến Đền", 10, 5, ""), (3, "Xã khác", 9, 9, ""), total=None
    )
    file = files.sent(lan, system, content)

    unknown = {each.text: each.near for each in plan(file).unknown}
    assert unknown == {"Nậm Sàii": (village("Nậm Sài").pk,), "Xã khác": ()}
    with pytest.raises(ValidationError, match="Còn tên thôn chưa rõ"):
        files.taken(lan, file)

    actions.name_villages(
        actor=lan,
        reading_id=reading.pk,
        names={"nam saii": village("Nậm Sài").pk, "xa khac": None},
    )

    assert plan(file).left_out == ("Xã khác",)
    files.taken(lan, file)
    assert files.numbers(lan) == {"Nậm Sài": 3, "Bến Đền": 5}
    assert not plan(files.sent(lan, system, content)).unknown


def test_two_names_of_one_village_are_added(lan, system):
    files.reading(lan, system)
    content = by_village((1, "Nậm Sài", 10, 3, ""), (2, "thôn Nậm Sài", 10, 4, ""), total=None)

    file = files.sent(lan, system, content)
    assert plan(file).lines[0].places[0].names == ("Nậm Sài", "thôn Nậm Sài")
    files.taken(lan, file)

    assert files.numbers(lan) == {"Nậm Sài": 7}


def test_a_village_whose_own_name_begins_with_ban_is_found(lan, system):
    Village.objects.create(commune=lan.commune, name="Bản Mẫu")
    Village.objects.create(commune=lan.commune, name="Tân Mẫu")
    files.reading(lan, system)
    content = by_village((1, "Thôn Bản Mẫu", 9, 3, ""), (2, "Tân Mẫu", 9, 4, ""), total=None)

    files.taken(lan, files.sent(lan, system, content))

    assert files.numbers(lan) == {"Bản Mẫu": 3, "Tân Mẫu": 4}


def test_five_thousand_dossiers_become_numbers_of_a_month(lan, system):
    files.reading(
        lan,
        system,
        Rule("hs-tiep-nhan", ROWS),
        Rule("hs-truc-tuyen", ROWS_WITH, "Hình thức nộp", ("Trực tuyến",)),
        village="",
    )
    file = files.sent(lan, system, dossiers(), name="ho-so.xlsx")

    files.taken(lan, file, "hs-tiep-nhan", "hs-truc-tuyen")

    row = Value.objects.get(code="hs-truc-tuyen")
    assert (row.number, row.first, row.last) == (4_000, date(2026, 10, 1), date(2026, 10, 31))
    assert files.numbers(lan, "hs-tiep-nhan") == {"": 5_000}


def test_a_share_below_one_per_cent_is_asked_about(lan, system):
    files.reading(
        lan, system, Rule("muc-hai-long", ONE_CELL, "Tỷ lệ", label="Hài lòng"), village=""
    )
    content = workbook(("Chỉ tiêu", "Tỷ lệ", "b"), ("Hài lòng", "0,8", "x"))

    with pytest.raises(ValidationError, match="Không có số nào để nhận"):
        files.taken(lan, files.sent(lan, system, content), "muc-hai-long")
    files.taken(lan, files.sent(lan, system, content), "muc-hai-long", shares=["muc-hai-long"])

    assert files.numbers(lan, "muc-hai-long") == {"": Decimal("0.8")}


def test_what_the_program_counts_otherwise_needs_a_reason(lan, system):
    known = village("Nậm Sài")
    known.household_count = 80
    known.save()
    files.reading(lan, system, Rule("ho", SUM, "Tổng số người"))
    today = ChosenDays(OCTOBER.first, OCTOBER.last, TODAY)
    content = by_village((1, "Nậm Sài", 90, 5, ""), total=None)
    file = files.sent(lan, system, content)

    assert plan(file, today).lines[0].places[0].judged.counted == 80
    with pytest.raises(ValidationError, match="nêu lý do"):
        files.taken(lan, file, "ho", days=today)
    files.taken(lan, file, "ho", days=today, reason="Công an đếm lại")

    assert files.numbers(lan, "ho") == {"Nậm Sài": 90}
