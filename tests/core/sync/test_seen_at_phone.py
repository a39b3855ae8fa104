"""Who works only at a phone of the village is in use: the account is not closed as idle."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from conftest import MORNING
from tests.core.sync.phones import LATER, found, items, send, sent
from tests.core.sync.test_pull import Puller
from xaso.core.law.seed import load_law
from xaso.core.people.idle import close_idle_accounts
from xaso.core.people.models import Account, RoleGrant
from xaso.core.people.sign_ins.at_phone import SEEN_EVERY, note_seen
from xaso.core.rights.actor import system_actor
from xaso.core.sync.models import Device, State

pytestmark = pytest.mark.django_db
LONG_AGO = MORNING - timedelta(days=46)


@pytest.fixture(autouse=True)
def unused(admin, pao, sua):
    """Nobody but the admin has been at the desk since."""
    load_law()
    Account.objects.exclude(pk=admin.account_id).update(last_seen_at=LONG_AGO, made_at=LONG_AGO)
    Account.objects.filter(pk=admin.account_id).update(last_seen_at=MORNING)


def seen(who):
    return Account.objects.get(pk=who.account_id).last_seen_at


def closed(commune):
    rows = close_idle_accounts(actor=system_actor(commune), at=LATER)
    return [account.full_name for account in rows]


def test_what_a_person_sends_from_a_phone_keeps_the_account_open(gia_phu, phone, pao, sua):
    found(phone, pao, "Lý A Sở")
    found(phone, pao, "Giàng Thị Dợ", at=MORNING + timedelta(hours=1))

    send(phone, LATER)

    assert seen(pao) == MORNING + timedelta(hours=1)
    assert closed(gia_phu) == ["Súa"]


def test_what_comes_months_later_says_when_it_was_written(phone, pao):
    found(phone, pao, "Lý A Sở")

    sent(phone, MORNING + timedelta(days=80))

    assert seen(pao) == MORNING


def test_whoever_could_not_enter_at_a_phone_is_not_seen_by_what_comes_from_it(phone, pao):
    found(phone, pao, "Lý A Sở")
    account = Account.objects.filter(pk=pao.account_id)
    account.update(is_active=False, closed_at=MORNING)
    sent(phone, LATER)
    assert seen(pao) == LONG_AGO

    account.update(is_active=True, closed_at=None)
    found(phone, pao, "Giàng Thị Dợ")
    Device.objects.update(state=Device.State.HANDED_IN, accepted_to=2)
    sent(phone, LATER)
    assert items()[-1][1] == State.APPLIED
    assert seen(pao) == LONG_AGO

    Device.objects.update(state=Device.State.ACTIVE)
    RoleGrant.objects.filter(account=pao.account_id).delete()
    found(phone, pao, "Vàng A Páo")
    sent(phone, LATER)
    assert seen(pao) == LONG_AGO


def test_whoever_only_reads_at_a_phone_keeps_the_account_open(gia_phu, phone, pao, sua):
    Puller(phone, pao).enter()

    assert seen(pao) == MORNING
    assert closed(gia_phu) == ["Súa"]


def test_a_wrong_key_is_nobody_seen(phone, other, pao, sua):
    answer = Puller(phone, pao).enter(key=other.people[str(sua.account_id)])

    assert answer.status_code == 401
    assert seen(pao) == LONG_AGO


def test_a_phone_that_sends_all_day_writes_it_down_once(phone, pao, writes_to_accounts):
    found(phone, pao, "Lý A Sở")
    first = writes_to_accounts(lambda: send(phone, LATER))
    found(phone, pao, "Giàng Thị Dợ", at=LATER)
    second = writes_to_accounts(lambda: send(phone, LATER + timedelta(hours=1)))
    found(phone, pao, "Vàng A Páo", at=MORNING + SEEN_EVERY)
    next_day = writes_to_accounts(lambda: send(phone, LATER + SEEN_EVERY))

    assert [len(each) for each in (first, second, next_day)] == [1, 0, 1]
    assert seen(pao) == MORNING + SEEN_EVERY


@pytest.fixture
def writes_to_accounts():
    """What was written to accounts meanwhile."""

    def capture(work):
        with CaptureQueriesContext(connection) as caught:
            work()
        return [each for each in caught if each["sql"].startswith('UPDATE "people_account"')]

    return capture


def test_what_comes_late_does_not_set_it_back(pao):
    note_seen({pao.account_id: LATER})
    note_seen({pao.account_id: MORNING})

    assert seen(pao) == LATER
