"""Totals of a drive: exact, never without who has reported, and never a zero nobody said."""

from datetime import timedelta
from fractions import Fraction

import pytest
from django.core.exceptions import ValidationError

from conftest import MORNING, TODAY
from xaso.core.figures import Period
from xaso.core.residents.models import Household
from xaso.lib.ids import new_id
from xaso.modules.campaigns import actions
from xaso.modules.campaigns.models import (
    CampaignItem,
    CampaignVillage,
    Checkpoint,
    Mode,
    Result,
)
from xaso.modules.campaigns.public import counts_out_of_step, figures, put_counts_right
from xaso.modules.campaigns.queries.boards import village_rows
from xaso.modules.campaigns.queries.totals import totals_of
from xaso.modules.campaigns.tests import make

pytestmark = pytest.mark.django_db


@pytest.fixture
def two(gia_phu):
    return make.villages(gia_phu, "Mẫu Sơn", "Nà Mẫu")


def row_of(campaign, village):
    return CampaignVillage.objects.get(campaign=campaign, village=village)


def totals(campaign):
    return totals_of(village_rows(campaign))


def test_fifty_five_villages_of_which_forty_eight_have_reported(lan, gia_phu):
    """2,310 done and 640 not done of a target of 4,000; 350 of those 48 lists were not reached."""
    places = make.villages(gia_phu, *(f"Thôn {n}" for n in range(55)))
    Household.objects.bulk_create(
        Household(
            commune=gia_phu, village=v, code=f"{v.pk}"[-8:], head_name="Lý A Sở", made_at=MORNING
        )
        for v in places
    )
    campaign = make.opened(lan, dict.fromkeys(places), mode=Mode.LIST)
    CampaignItem.objects.filter(campaign=campaign).delete()
    rows = list(CampaignVillage.objects.filter(campaign=campaign).order_by("village__name"))
    items, number = [], 0
    for state, many in ((Result.DONE, 2310), (Result.FAILED, 640), ("", 350)):
        for _each in range(many):
            number += 1
            items.append(
                CampaignItem(
                    commune=gia_phu,
                    campaign=campaign,
                    village_id=rows[number % 48].village_id,
                    number=number,
                    state=state,
                    reason="KHONG_SIM" if state == Result.FAILED else "",
                    done_at=MORNING if state == Result.DONE else None,
                )
            )
    CampaignItem.objects.bulk_create(items)
    CampaignVillage.objects.filter(campaign=campaign).update(target=70)
    CampaignVillage.objects.filter(pk=rows[0].pk).update(target=4000 - 54 * 70)
    Checkpoint.objects.bulk_create(
        Checkpoint(
            id=new_id(), commune=gia_phu, campaign=campaign, village_id=row.village_id, day=TODAY,
            is_of_list=True, result=Result.DONE, source="thon", at=MORNING, stamped_at=MORNING,
        )
        for row in rows[:48]
    )  # fmt: skip
    put_counts_right(gia_phu)

    found = totals(campaign)

    assert (found.done, found.failed, found.left, found.target) == (2310, 640, 350, 4000)
    assert found.words == "57,75 % (48/55 thôn đã báo)"


def test_a_silent_village_is_no_zero_and_a_zero_is_a_report(lan, two):
    campaign = make.opened(lan, dict.fromkeys(two, 10))
    assert totals(campaign).words == "0/2 thôn đã báo"

    make.counts(lan, campaign, two[0], 0)

    assert totals(campaign).words == "0 % (1/2 thôn đã báo)"
    assert row_of(campaign, two[1]).reported_at is None
    assert Checkpoint.objects.get().stayed_home is True


def test_more_than_asked_is_shown_as_it_is(lan, two):
    campaign = make.opened(lan, {two[0]: 10})
    make.counts(lan, campaign, two[0], 15)

    assert totals(campaign).percent == Fraction(150)


def test_the_last_word_of_a_day_counts_and_days_add_up(lan, two):
    campaign = make.opened(lan, {two[0]: 50})
    tomorrow = MORNING + timedelta(days=1)
    make.counts(lan, campaign, two[0], 5, 2, reasons={"KHONG_SIM": 2})
    make.counts(
        lan, campaign, two[0], 6, 1, reasons={"KHONG_SONG": 1}, at=MORNING + timedelta(hours=1)
    )
    make.counts(lan, campaign, two[0], 3, day=tomorrow.date(), at=tomorrow)

    row = row_of(campaign, two[0])
    assert (row.done, row.failed, row.reasons) == (9, 1, {"KHONG_SONG": 1})
    assert Checkpoint.objects.count() == 3
    assert Checkpoint.objects.filter(replaces__isnull=False).count() == 1


def test_numbers_that_do_not_add_up_are_asked_about(lan, two):
    campaign = make.opened(lan, {two[0]: 50})

    with pytest.raises(ValidationError, match="Đã tới 9"):
        make.counts(lan, campaign, two[0], 5, 2, reached=9)
    make.counts(lan, campaign, two[0], 5, 2, reached=9, sure=True)
    with pytest.raises(ValidationError, match="nhiều hơn số chưa xong"):
        make.counts(lan, campaign, two[0], 5, 2, reasons={"KHONG_SIM": 3})


def test_a_day_before_or_after_the_drive_is_refused(lan, two):
    campaign = make.opened(lan, {two[0]: 50})

    with pytest.raises(ValidationError, match="chưa tới"):
        make.counts(lan, campaign, two[0], 5, day=TODAY + timedelta(days=1))
    with pytest.raises(ValidationError, match="chưa bắt đầu"):
        make.counts(lan, campaign, two[0], 5, day=TODAY - timedelta(days=1))


@pytest.mark.parametrize(("hours", "late"), [(12.5, False), (13.5, True)])
def test_what_is_written_after_nine_in_the_evening_is_marked(lan, two, hours, late):
    campaign = make.opened(lan, {two[0]: 50})

    told = make.counts(lan, campaign, two[0], 5, at=MORNING + timedelta(hours=hours))

    assert told.is_late is late


def test_a_household_done_twice_counts_once_and_the_first_stays(lan, minh, two):
    make.households(lan, two[0], 3)
    campaign = make.opened(lan, {two[0]: None}, mode=Mode.LIST)
    item = make.item(campaign, two[0], 1)
    make.tick(lan, item, at=MORNING + timedelta(hours=2), stamped_at=MORNING + timedelta(hours=1))
    make.tick(minh, item, at=MORNING + timedelta(hours=3), stamped_at=MORNING)

    item.refresh_from_db()
    row = row_of(campaign, two[0])
    assert (row.done, row.target, row.listed) == (1, 3, 3)
    assert (item.done_at, item.times_done) == (MORNING, 2)
    assert Checkpoint.objects.filter(item=item).count() == 2


def test_done_beats_not_done_and_a_tick_taken_back_is_as_if_it_never_was(lan, two):
    make.households(lan, two[0], 2)
    campaign = make.opened(lan, {two[0]: None}, mode=Mode.LIST)
    item = make.item(campaign, two[0], 1)
    make.tick(lan, item)
    make.tick(lan, item, "chua_xong", reason="KHONG_SIM", at=MORNING + timedelta(hours=1))
    item.refresh_from_db()
    assert item.state == "xong"

    actions.undo_tick(actor=lan, item_id=item.pk, at=MORNING + timedelta(hours=2))
    actions.undo_tick(actor=lan, item_id=item.pk, at=MORNING + timedelta(hours=3))

    item.refresh_from_db()
    row = row_of(campaign, two[0])
    assert (item.state, item.done_at, row.done, row.failed) == ("", None, 0, 0)
    with pytest.raises(ValidationError, match="chưa có gì"):
        actions.undo_tick(actor=lan, item_id=item.pk, at=MORNING)


def test_a_reason_is_asked_for_where_it_did_not_work(lan, two):
    make.households(lan, two[0], 1)
    campaign = make.opened(lan, {two[0]: None}, mode=Mode.LIST)
    item = make.item(campaign, two[0], 1)

    with pytest.raises(ValidationError, match="lý do"):
        make.tick(lan, item, "chua_xong")
    make.tick(lan, item, "chua_xong", reason="KHONG_SIM")
    assert row_of(campaign, two[0]).reasons == {"KHONG_SIM": 1}


def test_a_checkpoint_is_never_changed(lan, two):
    campaign = make.opened(lan, {two[0]: 5})
    told = make.counts(lan, campaign, two[0], 5)

    told.done = 6
    with pytest.raises(TypeError, match="never changed"):
        told.save()


def test_counts_that_drifted_are_found_and_put_right_at_night(lan, two):
    campaign = make.opened(lan, {two[0]: 5, two[1]: 5})
    make.counts(lan, campaign, two[0], 5)
    assert counts_out_of_step(lan.commune) == 0
    CampaignVillage.objects.filter(village=two[0]).update(done=99)

    assert counts_out_of_step(lan.commune) == 1
    assert put_counts_right(lan.commune) == 1
    assert row_of(campaign, two[0]).done == 5


def test_a_drive_feeds_a_value_with_the_villages_that_have_reported(lan, two):
    campaign = make.opened(lan, dict.fromkeys(two, 10), value_code="ho-bhyt-vneid")
    make.counts(lan, campaign, two[0], 7)

    found = figures(lan.commune, Period(TODAY, TODAY))

    assert [(f.code, f.number, f.village_id) for f in found] == [("ho-bhyt-vneid", 7, two[0].pk)]
    assert found[0].evidence[0].url == campaign.get_absolute_url()


def test_a_commune_that_switched_drives_off_gets_no_figure_and_no_page(lan, two, sign_in):
    campaign = make.opened(lan, dict.fromkeys(two, 10), value_code="ho-bhyt-vneid")
    make.counts(lan, campaign, two[0], 7)
    assert sign_in(lan).get(campaign.get_absolute_url()).status_code == 200
    lan.commune.modules_off = ["campaigns"]
    lan.commune.save(update_fields=["modules_off"])

    assert figures(lan.commune, Period(TODAY, TODAY)) == []
    assert sign_in(lan).get(campaign.get_absolute_url()).status_code == 404
