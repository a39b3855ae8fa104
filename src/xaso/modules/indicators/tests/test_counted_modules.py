"""Numbers that teams, drives and the signal survey count reach the value of the same code."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest

from conftest import TODAY
from xaso.core.figures import EvidenceLink, Figure, Period
from xaso.modules.campaigns.tests import make as drives
from xaso.modules.indicators.packs.value_defs import value_defs
from xaso.modules.indicators.public.numbers import numbers_counted
from xaso.modules.indicators.queries.counted import figures_by_code, may_be_counted
from xaso.modules.indicators.queries.counted_modules import SOURCES, of_modules
from xaso.modules.indicators.queries.values import value_now
from xaso.modules.indicators.tests import make
from xaso.modules.teams.tests import make as teams

pytestmark = pytest.mark.django_db
YEAR = Period(date(2026, 1, 1), date(2026, 12, 31))


def number(commune, code, period=YEAR):
    return value_now(commune, [value_defs()[code]], period, TODAY)[code]


def test_every_code_a_module_counts_is_a_number_the_indicators_know():
    codes = {code for source in SOURCES for code in source.codes}

    assert {"thon-co-to", "to-thang-bao-cao", "thon-co-song", "nguoi-bhyt"} <= codes
    assert codes <= set(value_defs())


def test_a_team_written_down_is_a_number_nobody_types(lan, mau_son):
    assert number(lan.commune, "thon-co-to").origin == "missing"
    assert not may_be_counted(lan.commune, "thon-co-to", YEAR, TODAY)

    teams.team(lan, mau_son)
    found = number(lan.commune, "thon-co-to")

    assert (found.origin, found.number, found.source) == (
        "counted", 1, "Sổ tổ công nghệ số cộng đồng",
    )  # fmt: skip
    assert [each.url for each in found.evidence] == ["/to-cong-nghe/"]
    assert may_be_counted(lan.commune, "thon-co-to", YEAR, TODAY)
    assert "thon-co-to" in numbers_counted(lan.commune, TODAY)


def test_a_typed_number_gives_way_unless_it_says_why(lan, mau_son):
    make.value(lan, "thon-co-to", 9)
    assert number(lan.commune, "thon-co-to").number == 9
    teams.team(lan, mau_son)
    assert number(lan.commune, "thon-co-to").number == 1

    make.value(lan, "thon-co-to", 2, reason="một tổ chưa ghi vào sổ")
    found = number(lan.commune, "thon-co-to")
    assert (found.origin, found.number, found.overruled.number) == ("typed", 2, 1)


def test_approved_reports_are_team_months_and_feed_what_villages_know(lan, pao, mau_son):
    teams.team(lan, mau_son)
    teams.approved(pao, lan, mau_son, "2026-09", CT01=118, CT11=400)
    teams.approved(pao, lan, mau_son, "2026-10", CT01=120, CT11=410)
    teams.sent(pao, mau_son, "2026-11", CT01=121, CT11=999)

    months = number(lan.commune, "to-thang-bao-cao")
    assert (months.number, months.evidence[0].url[:22]) == (2, "/to-cong-nghe/bao-cao/")
    insured = number(lan.commune, "nguoi-bhyt")
    assert (insured.number, insured.as_of) == (410, date(2026, 10, 31))
    assert insured.villages[0].source == "Báo cáo thôn tháng 10/2026"
    october = Period(date(2026, 10, 1), date(2026, 10, 31))
    assert number(lan.commune, "ho", october).number == 120


def test_the_list_of_villages_stands_before_a_report(lan, pao, mau_son):
    mau_son.household_count = 130
    mau_son.save()
    teams.approved(pao, lan, mau_son, "2026-10", CT01=120)

    assert number(lan.commune, "ho").number == 130


def test_a_village_without_an_approved_report_leaves_the_sum_open(lan, pao, gia_phu, mau_son):
    make.village(gia_phu, "Nà Mẫu")
    teams.approved(pao, lan, mau_son, "2026-10", CT11=410)
    found = number(gia_phu, "nguoi-bhyt")

    assert (found.origin, found.number, found.why) == ("partial", None, "1/2 thôn đã báo")


def test_a_drive_feeds_the_value_it_names(lan, mau_son):
    drive = drives.opened(lan, {mau_son: 10}, value_code="ho-bhyt-vneid")
    drives.counts(lan, drive, mau_son, 7)
    found = of_modules(lan.commune, YEAR, TODAY, {"ho-bhyt-vneid"})

    assert [(each.number, each.village_id) for each in found] == [(7, mau_son.pk)]
    assert found[0].evidence[0].url == drive.get_absolute_url()
    assert of_modules(lan.commune, YEAR, TODAY, {"nguoi-vneid"}) == []


def test_a_year_to_come_has_no_counted_number(lan, mau_son):
    teams.team(lan, mau_son)
    next_year = Period(date(2027, 1, 1), date(2027, 12, 31))

    assert of_modules(lan.commune, next_year, TODAY, {"thon-co-to"}) == []


def test_evidence_stands_before_a_module_and_the_newer_of_two_counts(mau_son):
    def figure(count, day, source):
        link = (EvidenceLink("x", "/x/"),)
        return Figure("nguoi-bhyt", Decimal(count), YEAR, source, day, mau_son.pk, link)

    older, newer = figure(1, date(2026, 3, 1), "cũ"), figure(2, TODAY, "mới")
    accepted = figure(3, date(2026, 2, 1), "minh chứng")

    alone = figures_by_code([], YEAR, TODAY, [], [newer, older])
    assert [each.source for each in alone["nguoi-bhyt"]] == ["mới"]
    both = figures_by_code([accepted], YEAR, TODAY, [], [newer, older])
    assert [each.source for each in both["nguoi-bhyt"]] == ["minh chứng"]


def test_a_part_switched_off_counts_nothing(lan, mau_son):
    teams.team(lan, mau_son)
    lan.commune.modules_off = ["teams", "campaigns", "coverage"]

    assert of_modules(lan.commune, YEAR, TODAY, {"thon-co-to"}) == []
    assert number(lan.commune, "thon-co-to").origin == "missing"
