"""Where a target stands: exact, and honest about what is not known."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest

from xaso.lib.worktime import Calendar
from xaso.modules.plans.recurrence import next_due
from xaso.modules.plans.standing import Way, standing

YEAR = {"first_day": date(2026, 1, 1), "last_day": date(2026, 12, 31)}
MIDSUMMER = date(2026, 7, 2)  # day 183 of 365: half of the time is gone


def way(target: str | None = "80", baseline: str | None = None, *, is_down: bool = False) -> Way:
    return Way(
        target=None if target is None else Decimal(target),
        baseline=None if baseline is None else Decimal(baseline),
        is_down=is_down,
        **YEAR,
    )


@pytest.mark.parametrize(
    ("number", "on", "expected"),
    [
        ("80", MIDSUMMER, "dat"),
        ("79.9999", MIDSUMMER, "dung_huong"),
        ("40", MIDSUMMER, "dung_huong"),
        ("33", MIDSUMMER, "dung_huong"),
        ("32", MIDSUMMER, "nguy_co"),
        ("0", date(2026, 1, 5), "dung_huong"),
        ("79", date(2026, 12, 31), "dung_huong"),
        ("79", date(2027, 1, 1), "khong_dat"),
        (None, MIDSUMMER, "chua_co_so_lieu"),
    ],
)
def test_a_rising_target(number, on, expected):
    assert standing(None if number is None else Decimal(number), way(), on) == expected


def test_a_target_without_a_number_is_not_judged():
    assert standing(Decimal(5), way(None), MIDSUMMER) == "chua_giao_so"


@pytest.mark.parametrize(
    ("number", "expected"), [("5", "dat"), ("12", "dung_huong"), ("18", "nguy_co")]
)
def test_a_falling_target_starts_at_its_baseline(number, expected):
    falling = way("5", "20", is_down=True)

    assert standing(Decimal(number), falling, MIDSUMMER) == expected


def test_a_falling_target_without_a_baseline_is_at_risk_until_met():
    assert standing(Decimal(6), way("5", is_down=True), date(2026, 1, 2)) == "nguy_co"


@pytest.mark.parametrize(
    ("recurrence", "after", "day", "expected"),
    [
        ("daily", "2026-11-27", None, "2026-11-30"),
        ("weekly", "2026-11-24", None, "2026-11-27"),
        ("weekly", "2026-11-27", None, "2026-12-04"),
        ("monthly", "2026-11-24", None, "2026-11-30"),
        ("monthly", "2026-10-29", None, "2026-10-30"),
        ("monthly", "2026-10-30", None, "2026-11-30"),
        ("monthly", "2026-11-24", 25, "2026-11-25"),
        ("monthly", "2027-02-01", 31, "2027-02-28"),
        ("quarterly", "2026-11-24", None, "2026-12-31"),
        ("half_yearly", "2026-12-31", None, "2027-06-30"),
        ("yearly", "2026-11-24", None, "2026-12-31"),
    ],
)
def test_the_next_due_date_of_a_repeated_task(recurrence, after, day, expected):
    plain = Calendar(version="", days=())

    found = next_due(recurrence, date.fromisoformat(after), plain, day)

    assert found == date.fromisoformat(expected)
