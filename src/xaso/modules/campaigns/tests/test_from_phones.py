"""A drive on the phones of a village: ticks and numbers made without a line, put right, and what the phone holds."""

from __future__ import annotations

import pytest

from conftest import MORNING, TODAY
from tests.core.sync.phones import LATER, device_of, items, phone_for, send, sent
from xaso.core.sync.models import Item
from xaso.core.sync.pulling import pull
from xaso.lib.ids import new_id
from xaso.modules.campaigns import actions
from xaso.modules.campaigns.models import CampaignVillage, Checkpoint, Mode, Result, Source

from . import make

pytestmark = pytest.mark.django_db


@pytest.fixture
def trung(person, gia_phu):
    return person("Trung", gia_phu, "quan_tri")


@pytest.fixture
def phone(trung, pao):
    return phone_for(trung, pao, MORNING)


@pytest.fixture
def listed(lan, mau_son):
    make.households(lan, mau_son, 3)
    return make.opened(lan, {mau_son: 3}, mode=Mode.LIST)


@pytest.fixture
def counted(lan, mau_son):
    return make.opened(lan, {mau_son: 40})


def say(phone, pao, kind, body, at=MORNING, replaces=None):
    more = {"replaces": str(replaces)} if replaces else {}
    scope = f"thon:{next(iter(pao.village_ids))}"
    return phone.save(str(pao.account_id), f"campaigns.{kind}", body, at=at, scope=scope, **more)


def ticked(phone, pao, row, result="xong", **more):
    reason = more.pop("reason", "")
    body = {"item_id": str(row.pk), "result": result, "reason": reason}
    return say(phone, pao, "tick", body, **more)


def told(phone, pao, drive, replaces=None, **body):
    village = str(next(iter(pao.village_ids)))
    said = {"campaign": str(drive.pk), "village": village, "day": f"{TODAY:%d/%m/%Y}"}
    return say(phone, pao, "report_day", {**said, **body}, replaces=replaces)


def of_village(campaign):
    row = CampaignVillage.objects.get(campaign=campaign)
    return row.reached, row.done, row.failed, row.reasons


def pulled(person, phone, cursor=""):
    page = pull(actor=person, device=device_of(phone), cursor=cursor, most_bytes=64_000)
    rows = [row for row in page["rows"] if row["t"] in ("campaign", "campaign_item")]
    return rows, page["c"], page["reset"]


def test_a_household_ticked_without_a_line_bears_its_own_hour_and_counts_once(
    phone, pao, listed, mau_son
):
    event = ticked(phone, pao, make.item(listed, mau_son, 1))
    sent(phone, LATER)
    send(phone, LATER)

    row = Checkpoint.objects.get()
    assert (str(row.pk), row.stamped_at, row.source) == (str(event), MORNING, Source.VILLAGE)
    assert row.by_id == pao.account_id
    assert of_village(listed) == (1, 1, 0, {})


def test_taken_back_a_moment_later_nothing_stands_and_both_words_stay(phone, pao, listed, mau_son):
    row = make.item(listed, mau_son, 1)
    first = ticked(phone, pao, row)
    ticked(phone, pao, row, "bo", replaces=first)
    send(phone, LATER)

    row.refresh_from_db()
    assert (row.state, of_village(listed)) == ("", (0, 0, 0, {}))
    assert set(Checkpoint.objects.values_list("result", flat=True)) == {"xong", "bo"}


def test_put_right_the_first_word_counts_no_more(phone, pao, listed, mau_son):
    row = make.item(listed, mau_son, 1)
    first = ticked(phone, pao, row)
    send(phone, LATER)
    ticked(phone, pao, row, "chua_xong", reason="KHONG_SONG", replaces=first)
    send(phone, LATER)

    assert of_village(listed) == (1, 0, 1, {"KHONG_SONG": 1})


def test_what_somebody_else_has_ticked_stands_when_one_takes_back_the_own(
    phone, pao, lan, listed, mau_son
):
    row = make.item(listed, mau_son, 1)
    first = ticked(phone, pao, row)
    send(phone, LATER)
    make.tick(lan, row)
    ticked(phone, pao, row, "bo", replaces=first)
    send(phone, LATER)

    row.refresh_from_db()
    assert (row.state, row.times_done) == (Result.DONE, 1)


def test_taken_back_before_it_was_taken_in_is_over(phone, pao, listed, mau_son):
    row = make.item(listed, mau_son, 1)
    first = ticked(phone, pao, row, "chua_xong")
    ticked(phone, pao, row, "bo", replaces=first)
    send(phone, LATER)

    assert not Checkpoint.objects.exists()
    assert [(state, code) for _kind, state, code in items()] == [
        ("tu_choi", "da_bo"), ("ap_dung", "ok"),
    ]  # fmt: skip


def test_a_correction_speaks_of_the_same_household(phone, pao, listed, mau_son):
    first = ticked(phone, pao, make.item(listed, mau_son, 1))
    ticked(phone, pao, make.item(listed, mau_son, 2), replaces=first)
    send(phone, LATER)

    assert "cùng một hộ" in Item.objects.get(replaces__isnull=False).text
    assert of_village(listed) == (1, 1, 0, {})


def test_a_household_of_another_village_is_nobody_s(phone, pao, lan, gia_phu):
    (other,) = make.villages(gia_phu, "Nà Mẫu")
    make.households(lan, other, 1)
    campaign = make.opened(lan, {other: 1}, mode=Mode.LIST)

    ticked(phone, pao, make.item(campaign, other, 1))
    send(phone, LATER)

    assert items() == [("campaigns.tick", "tu_choi", "khong_quyen")]


@pytest.mark.parametrize(
    ("body", "state", "counts"),
    [
        ({"home": "1"}, "ap_dung", (0, 0, 0, {})),
        ({"done": 6, "failed": 2, "reached": 8, "vi_sao_khong_sim": 2}, "ap_dung",
         (8, 6, 2, {"KHONG_SIM": 2})),
        ({"done": 6, "failed": 2, "reached": 10}, "tu_choi", (0, 0, 0, {})),
        ({"done": 6, "failed": 2, "reached": 10, "sure": "1"}, "ap_dung", (10, 6, 2, {})),
        ({}, "tu_choi", (0, 0, 0, {})),
    ],
    ids=["nobody went", "whole", "sum", "sum is right", "nothing said"],
)  # fmt: skip
def test_the_numbers_of_a_day(phone, pao, counted, body, state, counts):
    told(phone, pao, counted, **body)
    send(phone, LATER)

    assert items() == [("campaigns.report_day", state, items()[0][2])]
    assert of_village(counted) == counts
    reported = CampaignVillage.objects.get(campaign=counted).reported_at
    assert bool(reported) == (state == "ap_dung")


def test_the_numbers_of_a_day_are_put_right_for_that_day_alone(phone, pao, counted):
    first = told(phone, pao, counted, done=6, failed=0)
    send(phone, LATER)
    told(phone, pao, counted, done=5, failed=1, replaces=first)
    send(phone, LATER)
    put_right = of_village(counted)
    told(phone, pao, counted, done=1, failed=0, day="01/11/2026", replaces=first)
    send(phone, LATER)

    assert put_right == of_village(counted) == (6, 5, 1, {})
    assert [state for _kind, state, _code in items()].count("tu_choi") <= 1


def test_a_drive_nobody_knows_is_refused(phone, pao, counted):
    told(phone, pao, counted, campaign=str(new_id()), done=1, failed=0)
    told(phone, pao, counted, campaign="x", done=1, failed=0)
    send(phone, LATER)

    assert {state for _kind, state, _code in items()} == {"tu_choi"}


def test_the_phone_holds_its_village_s_list_until_the_books_are_closed(
    phone, pao, lan, gia_phu, mau_son, trung
):
    (other,) = make.villages(gia_phu, "Nà Mẫu")
    make.households(lan, mau_son, 2)
    make.households(lan, other, 1)
    draft = make.draft(lan, mode=Mode.LIST, steps="Mở VNeID")
    actions.set_villages(
        actor=lan, campaign_id=draft.pk, targets={mau_son.pk: 2, other.pk: 1}, at=MORNING
    )
    before, cursor, _reset = pulled(pao, phone)
    actions.open_campaign(actor=lan, campaign_id=draft.pk, at=MORNING)

    rows, cursor, reset = pulled(pao, phone, cursor)
    make.tick(lan, make.item(draft, mau_son, 2))
    changed, cursor, _reset = pulled(pao, phone, cursor)
    actions.lock_campaign(actor=lan, campaign_id=draft.pk, at=MORNING)
    after, _cursor, emptied = pulled(pao, phone, cursor)

    assert (before, reset, emptied, after) == ([], ["*"], ["*"], [])
    assert [(row["t"], row["village"]) for row in rows] == [
        ("campaign", str(mau_son.pk)),
        ("campaign_item", str(mau_son.pk)),
        ("campaign_item", str(mau_son.pk)),
    ]
    assert (rows[0]["steps"], rows[0]["reasons"][0][0]) == ("Mở VNeID", "KHONG_SIM")
    assert [(row["number"], row["state"]) for row in changed] == [(2, "xong")]
    assert pulled(lan, phone)[0] == []


def test_the_phone_hears_what_the_village_has_said_today(phone, pao, lan, counted, mau_son):
    _rows, cursor, _reset = pulled(pao, phone)
    make.counts(lan, counted, mau_son, 7)

    (row,), _cursor, reset = pulled(pao, phone, cursor)

    assert (row["done"], row["reported_day"], reset) == (7, TODAY.isoformat(), [])


def test_what_other_villages_tick_costs_this_phone_nothing(
    phone, pao, lan, gia_phu, mau_son, django_assert_num_queries
):
    (other,) = make.villages(gia_phu, "Nà Mẫu")
    make.households(lan, mau_son, 1)
    make.households(lan, other, 15)
    drive = make.opened(lan, {mau_son: 1, other: 15}, mode=Mode.LIST)
    _rows, cursor, _reset = pulled(pao, phone)
    for number in range(1, 16):
        make.tick(lan, make.item(drive, other, number))

    with django_assert_num_queries(10):
        rows, _cursor, reset = pulled(pao, phone, cursor)

    assert (rows, reset) == ([], [])
