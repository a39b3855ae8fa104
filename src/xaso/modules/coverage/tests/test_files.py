"""A file of measurements is read whoever wrote it, taken once, and undone as if it had never come."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from decimal import Decimal

import pytest
from django.core.exceptions import PermissionDenied, ValidationError

from conftest import MORNING, TODAY
from xaso.core.jobs.background import work_off
from xaso.core.law.seed import load_law
from xaso.modules.coverage import actions
from xaso.modules.coverage.intake.moments import read_moment
from xaso.modules.coverage.intake.rows import read_rows
from xaso.modules.coverage.intake.table import guessed_way, table_of
from xaso.modules.coverage.intake.way import ReadingWay
from xaso.modules.coverage.models import FileMapping, Place, Reading, Sample, SignalFile
from xaso.modules.coverage.queries.samples import states
from xaso.modules.coverage.rulebook import packaged

from . import files, make

pytestmark = pytest.mark.django_db
S = SignalFile.State


@pytest.fixture
def centre(lan, mau_son):
    return make.place(lan, mau_son, latitude=Decimal("22.3"), longitude=Decimal("104"))


def rows_of(content: bytes, **way: object):
    grid = table_of(content)
    chosen = ReadingWay.of({**guessed_way(grid).kept(), **way})
    return read_rows(grid, chosen, MORNING, packaged().all_operators)


def said(row) -> str:
    return " ".join(each.message for each in row.problems)


def test_a_drive_on_a_phone_becomes_hexagons_and_days(lan, centre):
    file = files.taken(lan, files.drive(*(files.driven(number) for number in range(30))))

    assert (file.reading_count, file.bad_count, file.grid) == (30, 0, [])
    kept = Reading.objects.all()
    assert {(row.operator, row.technology, row.strength_dbm) for row in kept} == {
        ("viettel", "4g", -97)
    }
    assert len({row.cell for row in kept}) < 5


def test_nothing_of_a_row_tells_who_walked_where(lan, centre):
    """Neither point nor hour is kept, and the ids follow the fingerprints, not the way."""
    files.taken(lan, files.drive(*(files.driven(number, -90 - number) for number in range(20))))

    names = {field.name for field in Reading._meta.concrete_fields}
    assert names & {"latitude", "longitude", "measured_at", "by"} == set()
    order = [-90 - row.strength_dbm for row in Reading.objects.order_by("pk")]
    assert order != sorted(order)
    assert SignalFile.objects.get().grid == []


def test_a_list_of_cells_is_read_by_its_codes(lan, centre):
    updated = int(datetime(2026, 11, 1, tzinfo=UTC).timestamp())
    lines = [f"LTE,452,4,1,77,0,104.001,22.301,900,12,1,{updated},{updated},-88",
             f"GSM,452,01,1,78,0,104.002,22.302,900,12,1,{updated},{updated},0",
             f"UMTS,310,4,1,79,0,104.003,22.303,900,12,1,{updated},{updated},-90"]  # fmt: skip
    good, silent, foreign = rows_of(files.drive(*lines, head=files.CELLS))

    assert (good.operator, good.technology, good.strength_dbm) == ("viettel", "4g", -88)
    assert good.point == (22.301, 104.001)
    assert "Không có mức" in said(silent)
    assert "Không nhận ra nhà mạng" in said(foreign)


def test_the_own_list_measures_places_and_brings_new_ones(lan, mau_son, centre):
    lines = ["Mẫu Sơn,Nhà văn hóa,trung_tam,viettel,4g,3,-97,co,sang,20/11/2026,do_tai_cho,co,co,40",
             "mau son,Cụm Đầu Suối,cum,mobifone,,0,,khong,chieu,20/11/2026,,khong,co,17",
             "Mẫu Sơn,Cụm Lạ,,viettel,,2,,,,20/11/2026,,,,",
             "Thôn Xa,Nhà văn hóa,,viettel,,2,,,,20/11/2026,,,,"]  # fmt: skip
    file = files.taken(lan, files.drive(*lines, head=files.OWN))

    assert (file.sample_count, file.place_count, file.bad_count) == (2, 1, 2)
    new = Place.objects.get(name="Cụm Đầu Suối")
    assert (new.has_power, new.is_hard, new.household_count) == (False, True, 17)
    row = Sample.objects.get(place=centre)
    assert (row.level, row.strength_dbm, row.way, row.is_indoors) == (3, -97, "do_tai_cho", True)
    assert states(lan.commune)[new.pk]["mobifone"].level == 0


def test_the_second_time_the_same_file_adds_nothing(lan, centre):
    content = files.drive(*(files.driven(number) for number in range(10)), files.driven(3))
    first, second = files.taken(lan, content), files.taken(lan, content)

    assert (first.added, first.same_count) == (10, 1)
    assert (second.added, second.same_count) == (0, 11)
    line = "Mẫu Sơn,Nhà văn hóa,,viettel,4g,3,,,sang,20/11/2026,,,,"
    own = files.drive(line, head=files.OWN)
    assert [files.taken(lan, own).added, files.taken(lan, own).added] == [1, 0]


def test_undoing_takes_away_exactly_what_the_file_brought(lan, mau_son, centre):
    make.survey(lan, centre, 2)
    other = files.taken(lan, files.drive(files.driven(1)))
    lines = ["Mẫu Sơn,Cụm Mới,cum,viettel,4g,3,,,sang,20/11/2026,,co,co,9",
             "Mẫu Sơn,Nhà văn hóa,,viettel,4g,4,,,sang,19/11/2026,,,,"]  # fmt: skip
    own = files.taken(lan, files.drive(*lines, head=files.OWN))
    drive = files.taken(lan, files.drive(*(files.driven(n) for n in range(2, 9))))
    for file in (own, drive):
        actions.undo_file(actor=lan, file_id=file.pk)

    assert Sample.objects.count() == len(make.ALL)
    assert [row.file_id for row in Reading.objects.all()] == [other.pk]
    assert [place.name for place in Place.objects.all()] == ["Nhà văn hóa"]
    with pytest.raises(ValidationError, match="đã hoàn tác"):
        actions.undo_file(actor=lan, file_id=own.pk)
    assert files.taken(lan, files.drive(*lines, head=files.OWN)).added == 2


def test_a_file_whose_place_was_measured_again_is_not_undone(lan, mau_son):
    line = "Mẫu Sơn,Cụm Mới,cum,viettel,4g,3,,,sang,20/11/2026,,co,co,9"
    file = files.taken(lan, files.drive(line, head=files.OWN))
    make.survey(lan, Place.objects.get(), 1)
    with pytest.raises(ValidationError, match="không hoàn tác cả tệp"):
        actions.undo_file(actor=lan, file_id=file.pk)

    assert Sample.objects.filter(file=file).exists()


def test_swapped_degrees_are_offered_to_be_put_right(lan):
    line = "20/11/2026 09:14,104.001,22.301,Viettel,LTE,-88"
    head = "time,lat,lon,operator,radio,dbm"
    (row,) = rows_of(files.drive(line, head=head))
    assert (row.doubts, row.point) == ({"swapped"}, None)
    (row,) = rows_of(files.drive(line, head=head), is_swapped=True)
    assert (row.problems, row.point) == ([], (22.301, 104.001))


def test_a_strength_without_its_minus_is_asked_about(lan):
    content = files.drive(files.driven(1, 95))
    (row,) = rows_of(content)
    assert (row.doubts, row.strength_dbm) == ({"positive"}, None)
    assert rows_of(content, is_positive=True)[0].strength_dbm == -95


@pytest.mark.parametrize("coding", ["utf-8-sig", "utf-16", "cp1258"])
@pytest.mark.parametrize("sign", [";", ",", "\t"])
def test_a_file_is_read_in_whatever_coding_it_comes(coding, sign):
    marks = {"cp1258": "Mẫu Sơn".replace("ẫ", "â\u0303").replace("ơ", "ơ")}
    village = marks.get(coding, "Mẫu Sơn")
    text = f'thon{sign}diem{sign}vi do{sign}nha mang\n{village}{sign}Suối{sign}"22,5"{sign}VNPT\n'
    content = text.replace("ố", "ô\u0301") if coding == "cp1258" else text
    grid = table_of(content.encode(coding))

    assert grid[1] == ["Mẫu Sơn", "Suối", "22,5", "VNPT"]
    assert guessed_way(grid).columns == {"village": 0, "place": 1, "latitude": 2, "operator": 3}


def test_a_decimal_comma_is_a_decimal_comma():
    line = '20/11/2026;"22,301";"104,001";MobiFone;3G;"-90,4"'
    (row,) = rows_of(files.drive(line))

    assert (row.point, row.strength_dbm, row.problems) == ((22.301, 104.001), -90, [])


@pytest.mark.parametrize(
    ("typed", "hour"),
    [("2026-11-20T09:14:05", 9), ("2026-11-20 02:14:05Z", 9), ("20/11/2026 9:14", 9),
     ("2026.11.20_09.14.05", 9), ("1795140845", 9), ("1795140845000", 9), ("2026-11-20", 0)],
)  # fmt: skip
def test_moments_are_read_as_programs_write_them(typed, hour):
    moment, _has_hour = read_moment(typed)

    assert (moment.astimezone(MORNING.tzinfo).day, (moment.astimezone(UTC).hour + 7) % 24) == (
        20, hour,
    )  # fmt: skip


def test_far_away_is_kept_apart_and_no_service_is_a_level(lan, centre):
    here = "20/11/2026 10:00;22.301;104.001;Viettel;No Service;"
    far = "20/11/2026 10:05;21.03;105.85;Viettel;4G;-80"
    tomorrow = "30/11/2026 10:05;22.3;104.0;Viettel;4G;-80"
    file = files.taken(lan, files.drive(here, far, tomorrow))

    assert (file.reading_count, file.outside_count, file.bad_count) == (1, 1, 1)
    assert Reading.objects.get(is_outside=False).level == 0


def test_columns_once_chosen_are_chosen_for_the_next_file(lan, ta_van, person):
    content = files.drive("20/11/2026;22.3;104.0;Viettel;4G;-80", head="a;b;c;d;e;f")
    with pytest.raises(ValidationError, match="Ngày, giờ đo"):
        files.taken(lan, content)
    SignalFile.objects.all().delete()
    columns = dict(zip(("time", "latitude", "longitude", "operator", "technology", "strength"),
                       range(6), strict=True))  # fmt: skip
    files.taken(lan, content, columns=columns)
    sua = person("Sua", ta_van, "cong_chuc")

    assert files.read(lan, content).way["columns"] == columns
    assert files.read(sua, content).way["columns"] == {}
    assert FileMapping.objects.count() == 1


def test_a_large_file_is_taken_apart_from_the_page(lan, centre):
    lines = [files.driven(number, east=104) for number in range(420)]
    file = files.read(lan, files.drive(*lines))
    actions.queue_file(actor=lan, file_id=file.pk, way=file.way, at=MORNING)
    work_off()

    file.refresh_from_db()
    assert (file.state, file.reading_count) == (S.DONE, 420)


def test_what_nobody_takes_is_forgotten(lan):
    load_law()
    files.read(lan, files.drive(files.driven(1)))
    new = files.read(lan, files.drive(files.driven(2)), at=MORNING + timedelta(days=8))

    assert actions.forget_files(actor=lan, at=MORNING + timedelta(days=9)) == 1
    assert [row.pk for row in SignalFile.objects.exclude(grid=[])] == [new.pk]


def test_village_people_send_no_files(pao):
    with pytest.raises(PermissionDenied):
        files.read(pao, files.drive(files.driven(1)))
    assert MORNING.date() == TODAY
