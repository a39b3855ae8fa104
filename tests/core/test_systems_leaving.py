"""Somebody leaves: accounts on systems of others are in the minutes, and move or end."""

from __future__ import annotations

import json

import pytest
from django.core.exceptions import ValidationError

from xaso.core.events.models import Event
from xaso.core.papers.models import OfficialPaper
from xaso.core.people.models import Account
from xaso.modules.plans import actions as plans
from xaso.modules.systems.models import AccountKind, SystemAccount
from xaso.modules.systems.tests import make

pytestmark = pytest.mark.django_db


def handed(actor, leaver, leader, **said):
    given = {"receivers": {}, "reason": "Chuyển công tác", "closes_account": True, "at": make.NOW}
    return plans.hand_over(
        actor=actor,
        account_id=leaver.account_id,
        leader=Account.objects.get(pk=leader.account_id),
        **{**given, **said},
    )


@pytest.fixture
def mai(person, gia_phu):
    return person("Mai", gia_phu, "van_thu")


@pytest.fixture
def held(lan):
    """Lan holds a shared account and one of her own, and looks after a system."""
    shared = make.system(lan, "Văn bản của tỉnh", responsible_id=lan.account_id)
    own = make.system(lan, "Hộ tịch")
    return (
        make.account(lan, shared, lan, login="xa.giaphu", kind=AccountKind.SHARED),
        make.account(lan, own, lan, login="lan.hotich"),
    )


def test_a_shared_account_moves_and_a_personal_one_ends(thao, lan, mai, held):
    shared, own = held

    handover = handed(
        thao, lan, thao, receivers={"systems": Account.objects.get(pk=mai.account_id)}
    )

    moved = SystemAccount.objects.get(closed_date=None)
    assert (moved.holder_id, moved.system_id, moved.login) == (
        mai.account_id, shared.system_id, "xa.giaphu"
    )  # fmt: skip
    own.refresh_from_db()
    assert (own.closed_date, own.handover_id) == (make.TODAY, handover.pk)
    shared.system.refresh_from_db()
    assert shared.system.responsible_id == mai.account_id
    told = Event.objects.get(kind="systems.accounts.passed_on")
    assert (told.subject_id, told.data["accounts"]) == (handover.pk, 2)


def test_without_a_receiver_the_leader_takes_them(thao, lan, held):
    handed(thao, lan, thao)

    assert SystemAccount.objects.get(closed_date=None).holder_id == thao.account_id


def test_who_may_not_open_the_map_does_not_take_them(thao, lan, person, gia_phu, held):
    editor = Account.objects.get(pk=person("Sáng", gia_phu, "bien_tap").account_id)

    with pytest.raises(ValidationError, match="Sáng không mở được phần này"):
        handed(thao, lan, thao, receivers={"systems": editor})

    assert SystemAccount.objects.filter(closed_date=None, holder=lan.account_id).count() == 2


def test_who_stays_in_the_commune_keeps_the_personal_account(thao, lan, mai, held):
    handed(thao, lan, thao, closes_account=False)

    open_now = SystemAccount.objects.filter(closed_date=None)
    assert {row.holder_id for row in open_now} == {lan.account_id, thao.account_id}


def test_the_preview_and_the_minutes_name_the_accounts_but_never_a_login(thao, lan, held, sign_in):
    browser = sign_in(thao)
    preview = browser.get(f"/ke-hoach/ban-giao/cua/{lan.account_id}/").content.decode()
    assert "Tài khoản chung của đơn vị: Văn bản của tỉnh" in preview
    assert "Phụ trách hệ thống: Văn bản của tỉnh" in preview

    handover = handed(thao, lan, thao)
    seen = browser.get(handover.get_absolute_url()).content.decode()
    browser.post(f"{handover.get_absolute_url()}bien-ban/")

    paper = json.dumps(OfficialPaper.objects.get().body, ensure_ascii=False)
    for text in (seen, paper):
        assert "Hộ tịch: tài khoản của riêng một người" in text
        assert "Văn bản của tỉnh: tài khoản chung của đơn vị, chuyển cho" in text
        assert "xa.giaphu" not in text
        assert "lan.hotich" not in text


def test_where_the_part_is_switched_off_the_handover_asks_nothing_of_it(thao, lan, held):
    thao.commune.modules_off = ["systems"]
    thao.commune.save()

    handed(thao, lan, thao)

    assert SystemAccount.objects.filter(closed_date=None).count() == 2
