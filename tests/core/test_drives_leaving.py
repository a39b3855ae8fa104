"""Somebody leaves in the middle of a drive: the drive and its villages have a person the same day."""

from __future__ import annotations

import pytest

from xaso.core.papers.models import OfficialPaper
from xaso.core.people.models import Account
from xaso.modules.campaigns import actions
from xaso.modules.campaigns.models import Campaign, CampaignVillage
from xaso.modules.campaigns.tests import make as drives
from xaso.modules.plans import actions as plans
from xaso.modules.plans.tests import make

pytestmark = pytest.mark.django_db


@pytest.fixture
def mai(person, gia_phu):
    return person("Mai", gia_phu, "cong_chuc")


@pytest.fixture
def drive(lan, mau_son):
    drive = drives.opened(lan, {mau_son: 10})
    actions.set_responsible(
        actor=lan, campaign_id=drive.pk, village_id=mau_son.pk, account_id=lan.account_id
    )
    return drive


def handed(thao, lan, **receivers):
    return plans.hand_over(
        actor=thao,
        account_id=lan.account_id,
        receivers=receivers,
        leader=make.account(thao),
        reason="Chuyển công tác",
        closes_account=True,
        at=make.NOW,
    )


def test_a_drive_and_its_villages_go_to_the_receiver_and_stand_in_the_minutes(
    thao, lan, mai, drive, mau_son, sign_in
):
    browser = sign_in(thao)
    preview = browser.get(f"/ke-hoach/ban-giao/cua/{lan.account_id}/").content.decode()
    assert f"Phụ trách đợt ra quân: {drive.name}" in preview
    assert "Phụ trách thôn Mẫu Sơn" in preview

    handover = handed(thao, lan, campaigns=Account.objects.get(pk=mai.account_id))

    drive.refresh_from_db()
    assert drive.owner_id == mai.account_id
    assert CampaignVillage.objects.get(campaign=drive).responsible_id == mai.account_id
    browser.post(f"{handover.get_absolute_url()}bien-ban/")
    minutes = str(OfficialPaper.objects.get().body)
    assert f"{drive.code} “{drive.name}”: giao người khác phụ trách" in minutes


def test_a_locked_drive_keeps_the_name_it_was_led_under(thao, lan, drive):
    actions.lock_campaign(actor=lan, campaign_id=drive.pk, at=make.NOW)

    handed(thao, lan)

    assert Campaign.objects.get(pk=drive.pk).owner_id == lan.account_id
