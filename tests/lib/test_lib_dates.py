from datetime import UTC, date, datetime

import pytest

from xaso.lib.dates import (
    TZ,
    iso_local,
    month_bounds,
    paper_date,
    quarter_bounds,
    read_date,
    write_date,
    write_day,
    year_bounds,
)

TODAY = date(2026, 11, 26)


def test_a_day_is_written_as_people_say_it():
    assert write_date(date(2026, 3, 15)) == "15/3/2026"
    assert write_day(date(2026, 11, 27), TODAY) == "Thứ Sáu 27/11"
    assert write_day(date(2026, 11, 29), TODAY) == "Chủ nhật 29/11"
    assert write_day(date(2027, 3, 15), TODAY) == "Thứ Hai 15/3/2027"


@pytest.mark.parametrize(
    ("day", "written"),
    [
        (date(2026, 2, 5), "ngày 05 tháng 02 năm 2026"),
        (date(2026, 10, 15), "ngày 15 tháng 10 năm 2026"),
        (date(2026, 3, 9), "ngày 09 tháng 3 năm 2026"),
        (date(2026, 1, 31), "ngày 31 tháng 01 năm 2026"),
        (date(2026, 9, 10), "ngày 10 tháng 9 năm 2026"),
    ],
)
def test_a_paper_has_zeros_where_the_decree_wants_them(day, written):
    assert paper_date(day) == written


@pytest.mark.parametrize(
    "typed",
    [
        "15/3/2027",
        "15-03-2027",
        "15.3.27",
        "2027-03-15",
        " 15 / 3 / 2027 ",
        "15/3",
        "ngày 15/03",
        "ngày 15 tháng 3 năm 2027",
        "Ngày 15 tháng 03",
    ],
)
def test_a_typed_date_is_understood(typed):
    assert read_date(typed, 2027) == date(2027, 3, 15)


@pytest.mark.parametrize("typed", ["", "15", "tháng 9", "15/3/027", "2027/15/3/1", "3/15/20 27"])
def test_what_is_no_date_is_refused_with_an_example(typed):
    with pytest.raises(ValueError, match="theo dạng 15/3/2027"):
        read_date(typed, 2027)


def test_a_day_without_a_year_needs_a_year_to_fall_in():
    with pytest.raises(ValueError, match="theo dạng"):
        read_date("15/3")


@pytest.mark.parametrize("typed", ["31/2/2027", "29/2/2027", "3/15/2027", "2027-13-01"])
def test_a_day_that_does_not_exist_is_named(typed):
    with pytest.raises(ValueError, match=f"Không có ngày {typed}"):
        read_date(typed, 2027)


def test_periods_hold_their_first_and_last_day():
    assert month_bounds(2028, 2) == (date(2028, 2, 1), date(2028, 2, 29))
    assert quarter_bounds(2026, 2) == (date(2026, 4, 1), date(2026, 6, 30))
    assert quarter_bounds(2026, 4) == (date(2026, 10, 1), date(2026, 12, 31))
    assert year_bounds(2026) == (date(2026, 1, 1), date(2026, 12, 31))


def test_a_moment_is_written_in_the_time_of_the_country():
    assert iso_local(datetime(2026, 11, 24, 2, 15, tzinfo=UTC)) == "2026-11-24T09:15:00+07:00"
    assert iso_local(datetime(2026, 11, 24, 9, 15, tzinfo=TZ)) == "2026-11-24T09:15:00+07:00"


def test_a_moment_without_a_zone_is_refused():
    with pytest.raises(ValueError, match="múi giờ"):
        iso_local(datetime(2026, 11, 24))  # noqa: DTZ001
