"""What a phone of a village is told of its reports: enough to write the month without a line."""

from __future__ import annotations

from dataclasses import replace

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from conftest import MORNING
from tests.core.sync.phones import device_of, phone_for
from xaso.core.sync.pulling import pull
from xaso.core.units.models import Village
from xaso.modules.teams import actions
from xaso.modules.teams.models import ItemKind, ReportDay
from xaso.modules.teams.sync_report_rows import VILLAGES

from . import make

pytestmark = pytest.mark.django_db
KINDS = {"village_report", "report_village", "report_form", "report_item"}


@pytest.fixture
def told(person, gia_phu, pao):
    """The rows about reports since the last time, and whether all begins anew."""
    phone = phone_for(person("Trung", gia_phu, "quan_tri"), pao, MORNING)
    at = {"c": ""}

    def ask(who=pao):
        page = pull(actor=who, device=device_of(phone), cursor=at["c"], most_bytes=64_000)
        at["c"] = page["c"]
        return [row for row in page["rows"] if row["t"] in KINDS], page["reset"]

    return ask


def test_the_phone_is_told_what_stands_there_and_the_word_of_the_office(told, pao, minh, mau_son):
    make.approved(pao, minh, mau_son, "2026-10", CT01=118, CT14=1)
    told()
    report = make.sent(pao, mau_son, CT01=120)
    actions.return_report(
        actor=minh, report_id=report.pk, comments={"CT01": "xem lại"}, at=make.NOW
    )

    rows, reset = told()

    assert reset == []
    assert [row["t"] for row in rows] == ["village_report"]
    row = rows[0]
    assert (row["id"], row["village"]) == (str(report.pk), str(mau_son.pk))
    assert (row["form"], row["month"], row["state"]) == ("thon-14", "2026-11", "can_sua")
    assert ["CT01", "120", "ghi", "", "xem lại"] in row["cells"]
    assert ["CT02", "", "ghi", "", ""] in row["cells"]


def test_the_village_sees_its_own_guarded_number(told, pao, mau_son):
    make.report(pao, mau_son, CT14=2)

    rows, _reset = told()

    report = next(row for row in rows if row["t"] == "village_report")
    assert ["CT14", "2", "ghi", "", ""] in report["cells"]


def test_what_the_registers_say_comes_along_and_moves_with_them(told, lan, pao, mau_son):
    rows, _reset = told()
    assert [row["months"] for row in rows] == [
        [["2026-11", "2026-11-25", None, None], ["2026-10", "2026-10-25", None, None]]
    ]

    team = make.team(lan, mau_son)
    make.member(lan, team)
    make.visit(pao, mau_son, "DVCTT XONG", female=3)
    rows, reset = told()

    assert reset == []
    assert [(row["id"], row["months"][0][2:]) for row in rows] == [(str(mau_son.pk), ["1", "3"])]


def test_the_days_of_reports_are_read_once_for_all_villages_of_a_phone(
    gia_phu, minh, pao, mau_son
):
    na_mau = Village.objects.create(commune=gia_phu, name="Nà Mẫu")
    both = replace(pao, village_ids=frozenset({mau_son.pk, na_mau.pk}))
    actions.decide_report_day(actor=minh, day=20, first_month=make.month(), at=make.NOW)

    with CaptureQueriesContext(connection) as asked:
        told = [VILLAGES.shown(both, village) for village in VILLAGES.rows(both)]

    days = [[day for _month, day, *_counts in each["months"]] for each in told]
    assert days == [["2026-11-20", "2026-10-25"]] * 2
    assert sum(ReportDay._meta.db_table in query["sql"] for query in asked) == 1


def test_another_day_and_items_of_the_communes_own(told, minh):
    told()
    actions.decide_report_day(actor=minh, day=20, first_month=make.month(), at=make.NOW)
    actions.add_item(
        actor=minh, form="thon-14", label="hộ vào nhóm Zalo", unit="hộ", kind=ItemKind.STOCK,
        first_month=make.month(), at=make.NOW,
    )  # fmt: skip

    rows, _reset = told()

    by_kind = {row["t"]: row for row in rows}
    assert by_kind["report_village"]["months"][0][1] == "2026-11-20"
    assert by_kind["report_item"]["label"] == "hộ vào nhóm Zalo"


def test_a_locked_month_is_told_without_beginning_anew(told, pao, minh, mau_son):
    report = make.approved(pao, minh, mau_son, CT01=120)
    told()
    due = MORNING.replace(month=11, day=26)
    actions.lock_month(actor=minh, form=report.form, month=make.month(), at=due)

    rows, reset = told()

    assert (reset, [row["state"] for row in rows]) == ([], ["da_khoa"])


def test_other_villages_and_those_who_may_not_write_are_told_nothing(
    told, person, gia_phu, pao, minh, mau_son
):
    na_mau = Village.objects.create(commune=gia_phu, name="Nà Mẫu", kind="thon")
    told()
    make.report(minh, na_mau, CT01=70)

    assert told() == ([], [])
    chan = person("Chẳn", gia_phu, "thanh_vien_to", village=mau_son)
    assert told(chan)[0] == []
