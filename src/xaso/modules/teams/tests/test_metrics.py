"""What is counted, and how: the same vector gives the same numbers in every month."""

from __future__ import annotations

from datetime import date
from fractions import Fraction
from uuid import uuid4

import pytest

from xaso.core.figures import Period
from xaso.lib.numbers import write_number
from xaso.modules.teams import actions
from xaso.modules.teams.lines import Line
from xaso.modules.teams.metrics import (
    Seen,
    activity_of,
    done_percent,
    median_minutes,
    services_of,
    top_reason,
)
from xaso.modules.teams.public import FIGURE_CODES, figures

from . import make

NOT_DONE = frozenset({"CHUA_XONG", "TU_CHOI"})
NOVEMBER = Period(date(2026, 11, 1), date(2026, 11, 30))
YEAR = Period(date(2026, 1, 1), date(2026, 12, 31))
MONTH = {
    ("XONG", ""): 26,
    ("XONG_MOT_PHAN", "MAU_KHO"): 3,
    ("CHUA_XONG", "KHONG_SIM"): 4,
    ("CHUA_XONG", "KHONG_SONG"): 2,
    ("VANG", ""): 3,
    ("TU_CHOI", "SO_LUA"): 1,
    ("TU_CHOI", "KHONG_MUON"): 1,
}
"""Forty visits."""


def visits():
    return [
        Seen(uuid4(), (Line("VNEID2", outcome, reason),), people=1)
        for (outcome, reason), count in MONTH.items()
        for _each in range(count)
    ]


def test_the_vector_of_the_month():
    found = activity_of(visits(), NOT_DONE)

    assert found.visits == 40
    assert found.done_percent == Fraction(2600, 37)
    assert write_number(found.done_percent, 2) == "70,27"
    top = found.top_reason
    assert (top.code, top.count, top.total, top.percent) == ("KHONG_SIM", 4, 8, 50)


def test_a_reason_of_what_was_done_in_part_is_none_of_those_that_were_not_done():
    lines = [Line("DVCTT", "XONG_MOT_PHAN", "MAU_KHO"), Line("DVCTT", "TU_CHOI", "PHI")]

    assert top_reason(lines, NOT_DONE).code == "PHI"


def test_where_nobody_was_at_home_there_is_no_rate():
    assert done_percent(["VANG", "VANG"]) is None
    assert done_percent([]) is None
    assert activity_of([], NOT_DONE).top_reason is None


def test_a_household_visited_twice_is_one_household_and_unnamed_ones_are_none():
    one, other = uuid4(), uuid4()
    seen = [Seen(one, (), 1, household) for household in (one, one, other, None)]

    assert activity_of(seen, NOT_DONE).households == 2


def test_the_median_leaves_out_visits_that_do_not_say_how_long():
    seen = [Seen(uuid4(), (), minutes=minutes) for minutes in (10, None, 60, 20, 30)]

    assert median_minutes(seen) == 25
    assert median_minutes([]) is None


def test_each_service_is_counted_on_its_own_without_those_not_at_home():
    lines = [
        Line("QR", "XONG"), Line("BHYT", "VANG"), Line("VNEID2", "XONG"), Line("VNEID2", "TU_CHOI")
    ]  # fmt: skip

    assert services_of(lines) == {"VNEID2": ["XONG", "TU_CHOI"], "QR": ["XONG"]}


def found(commune, period):
    return {(each.code, each.village_id): each.number for each in figures(commune, period)}


@pytest.mark.django_db
def test_without_a_team_nothing_is_said_to_the_indicators(lan, mau_son):
    assert figures(lan.commune, NOVEMBER) == []

    make.team(lan, mau_son)
    lan.commune.modules_off = ["teams"]

    assert figures(lan.commune, NOVEMBER) == []


@pytest.mark.django_db
def test_the_register_feeds_the_values_of_the_indicators(lan, mau_son):
    team = make.team(lan, mau_son)
    make.member(lan, team, "Páo", trained_date=date(2026, 5, 1))
    make.member(lan, team, "Mỷ", trained_date=date(2025, 5, 1))
    gone = make.member(lan, team, "Chi")
    actions.end_member(actor=lan, member_id=gone.pk, day=date(2026, 9, 1), reason="", at=make.NOW)

    november = found(lan.commune, NOVEMBER)

    assert november == {
        ("thon-co-to", None): 1,
        ("to-thang", None): 1,
        ("thanh-vien-to", mau_son.pk): 2,
        ("thanh-vien-to-tap-huan", mau_son.pk): 1,
    }
    assert {code for code, _village in november} <= FIGURE_CODES
    august = found(lan.commune, Period(date(2026, 8, 1), date(2026, 8, 31)))
    assert august["thanh-vien-to", mau_son.pk] == 3


@pytest.mark.django_db
def test_a_team_works_from_the_month_after_it_was_founded_until_it_is_dissolved(lan, mau_son):
    team = make.team(lan, mau_son)
    assert found(lan.commune, YEAR)["to-thang", None] == 9

    actions.dissolve_team(
        actor=lan, team_id=team.pk, number="40/QĐ-UBND", day=date(2026, 6, 10), at=make.NOW
    )

    year = found(lan.commune, YEAR)
    assert year["to-thang", None] == 3
    assert year["thon-co-to", None] == 0
