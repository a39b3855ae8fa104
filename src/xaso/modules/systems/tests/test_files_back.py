"""How files are read is changed, files are taken back, dropped and forgotten."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal

import pytest
from django.core.exceptions import ObjectDoesNotExist, PermissionDenied, ValidationError

from xaso.core.law.seed import load_law
from xaso.modules.indicators.tests import make as numbers_make
from xaso.modules.systems import actions
from xaso.modules.systems.exports.reading_way import SUM, Rule
from xaso.modules.systems.models import SystemFile, SystemReading
from xaso.modules.systems.queries.importing import plan_of
from xaso.modules.systems.taking_in import take_back

from . import files
from .files import LEVEL_2, OCTOBER, Value, plan, village
from .make import NOW, TODAY
from .workbooks import by_village

pytestmark = pytest.mark.django_db


def test_a_way_whose_column_is_gone_says_so_and_reads_nothing(lan, system):
    files.reading(lan, system)
    other = by_village(header=("STT", "Thôn", "Tổng", "Người mức 2", "Ghi chú"))

    file = files.sent(lan, system, other)

    assert file.reading is None
    missing = plan_of(file, SystemReading.objects.get(), OCTOBER, TODAY).missing
    assert [(each.text, each.nearest) for each in missing] == [("Số người mức 2", "Người mức 2")]


def test_a_way_is_changed_for_the_file_that_waits(lan, system):
    reading = files.reading(lan, system)
    other = by_village(header=("STT", "Thôn", "Tổng", "Người mức 2", "Ghi chú"))
    file = files.sent(lan, system, other)

    files.reading(
        lan,
        system,
        Rule(LEVEL_2, SUM, "Người mức 2"),
        reading_id=reading.pk,
        file_id=file.pk,
    )

    assert SystemReading.objects.count() == 1
    assert plan(file).lines[0].known_sum == 1503


def test_of_two_ways_another_is_chosen(lan, system):
    files.reading(lan, system)
    second = files.reading(
        lan, system, Rule("dan-so", SUM, "Tổng số người"), name="Báo cáo dân số"
    )
    file = files.sent(lan, system)

    actions.choose_reading(actor=lan, file_id=file.pk, reading_id=second.pk)

    assert plan(file).lines[0].kind.code == "dan-so"


def test_two_ways_of_one_system_have_two_names(lan, system):
    files.reading(lan, system)

    with pytest.raises(ValidationError, match="Đã có cách đọc mang tên này"):
        files.reading(lan, system)


def test_a_way_is_dropped_and_what_it_brought_stays(lan, system):
    reading = files.reading(lan, system)
    file = files.taken(lan, files.sent(lan, system))

    actions.drop_reading(actor=lan, reading_id=reading.pk)

    file.refresh_from_db()
    assert (file.reading, file.state) == (None, SystemFile.State.TAKEN)
    assert Value.objects.count() == 3


def test_a_file_is_taken_back_on_its_day_with_its_export(lan, system):
    files.reading(lan, system)
    numbers_make.value(lan, LEVEL_2, 800, on=date(2026, 10, 31), village=village("Bến Đền"))
    file = files.taken(lan, files.sent(lan, system))

    take_back(actor=lan, file_id=file.pk, at=NOW + timedelta(hours=2))

    assert files.numbers(lan) == {"Nậm Sài": None, "Bến Đền": 800, "Chính Tiến": None}
    system.refresh_from_db()
    assert system.last_date is None
    with pytest.raises(ValidationError, match="rút lại rồi"):
        take_back(actor=lan, file_id=file.pk, at=NOW)


def test_a_wrong_file_is_taken_back_though_the_system_was_stopped_since(lan, minh, system):
    files.reading(lan, system)
    file = files.taken(lan, files.sent(lan, system))
    actions.stop_system(
        actor=minh,
        system_id=system.pk,
        day=NOW.date(),
        reason="Tỉnh đổi hệ thống",
        today=NOW.date(),
    )

    take_back(actor=lan, file_id=file.pk, at=NOW)

    assert set(files.numbers(lan).values()) == {None}
    system.refresh_from_db()
    assert (system.last_date, system.due_date) == (None, None)


def test_a_file_is_not_taken_back_the_day_after(lan, system):
    files.reading(lan, system)
    file = files.taken(lan, files.sent(lan, system))

    with pytest.raises(ValidationError, match="trong ngày đã nhận"):
        take_back(actor=lan, file_id=file.pk, at=NOW + timedelta(days=1))


def test_a_number_corrected_since_holds_the_whole_file(lan, system):
    files.reading(lan, system)
    file = files.taken(lan, files.sent(lan, system))
    numbers_make.actions.correct_value(
        actor=lan,
        value_id=Value.objects.get(number=402).pk,
        number=Decimal(403),
        reason="Đếm sót một người",
        at=NOW,
    )

    with pytest.raises(ValidationError, match="1 số đã được sửa"):
        take_back(actor=lan, file_id=file.pk, at=NOW)
    assert files.numbers(lan)["Nậm Sài"] == 230


def test_a_dropped_file_keeps_nothing_and_is_not_taken(lan, system):
    files.reading(lan, system)
    file = files.sent(lan, system)

    actions.drop_file(actor=lan, file_id=file.pk)

    file.refresh_from_db()
    assert file.sheets == []
    with pytest.raises(ValidationError, match="đã bỏ"):
        files.taken(lan, file)


def test_a_file_nobody_looks_at_again_is_forgotten_after_a_week(lan, system):
    load_law()
    files.reading(lan, system)
    file = files.sent(lan, system)

    assert actions.forget_files(actor=lan, at=NOW + timedelta(days=6)) == 0
    assert actions.forget_files(actor=lan, at=NOW + timedelta(days=8)) == 1

    file.refresh_from_db()
    assert (file.state, file.sheets) == (SystemFile.State.DROPPED, [])


def test_a_file_of_a_system_no_longer_used_is_not_read(lan, system):
    actions.stop_system(actor=lan, system_id=system.pk, day=TODAY, today=TODAY, reason="Hết")

    with pytest.raises(ValidationError, match="ngừng dùng"):
        files.sent(lan, system)


def test_who_may_not_type_numbers_brings_no_file_in(lan, mai, pao, system):
    for actor in (mai, pao):
        with pytest.raises(PermissionDenied):
            files.sent(actor, system)


def test_files_and_ways_of_another_commune_do_not_exist(lan, sua, system):
    reading = files.reading(lan, system)
    file = files.sent(lan, system)

    with pytest.raises(ObjectDoesNotExist):
        files.sent(sua, system)
    with pytest.raises(ObjectDoesNotExist):
        files.taken(sua, file)
    with pytest.raises(ObjectDoesNotExist):
        actions.drop_reading(actor=sua, reading_id=reading.pk)
