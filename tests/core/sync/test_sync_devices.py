"""A phone joins, is shared, is lost or handed in; a person's role ends while a phone is away."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from django.core.exceptions import PermissionDenied, ValidationError

from conftest import MORNING
from tests.core.sync.phones import LATER, device_of, found, items, send, set_apart
from xaso.core.people.models import Account, RoleGrant
from xaso.core.sync.actions import hand_in, invite, report_lost, thaw
from xaso.core.sync.joining import add_person, enrol
from xaso.core.sync.models import Device, Invitation
from xaso.lib import p256

pytestmark = pytest.mark.django_db


def new_key():
    private = p256.new_private()
    return private, p256.public_of(private)


def test_a_code_is_good_for_one_phone_and_ten_minutes(admin, pao):
    _invitation, code = invite(actor=admin, account_id=pao.account_id, at=MORNING)
    keys = {"key": new_key()[1], "person_key": new_key()[1], "label": ""}

    with pytest.raises(ValidationError, match="quá mười phút"):
        enrol(code=code, at=MORNING + timedelta(minutes=11), **keys)
    with pytest.raises(ValidationError, match="không đúng"):
        enrol(code=code[:-1], at=MORNING, **keys)
    joined = enrol(code=f" {code.upper()} ", at=MORNING, **keys)
    with pytest.raises(ValidationError, match="đã dùng"):
        enrol(code=code, at=MORNING, **keys)

    assert joined.device.label == "Máy 1"
    assert code not in Invitation.objects.get().code_hash


def test_a_key_that_is_no_key_uses_no_code_up(admin, pao):
    _invitation, code = invite(actor=admin, account_id=pao.account_id, at=MORNING)

    with pytest.raises(ValidationError, match="khóa không đúng dạng"):
        enrol(code=code, key=bytes(65), person_key=new_key()[1], label="", at=MORNING)

    assert enrol(code=code, key=new_key()[1], person_key=new_key()[1], label="", at=MORNING)


def test_only_who_manages_phones_invites(pao, person, ta_van):
    with pytest.raises(PermissionDenied):
        invite(actor=pao, account_id=pao.account_id, at=MORNING)
    sua = person("Súa", ta_van, "quan_tri")
    with pytest.raises(Account.DoesNotExist):
        invite(actor=sua, account_id=pao.account_id, at=MORNING)


def test_two_members_share_one_phone_and_each_signs(admin, phone, pao, sua):
    _invitation, code = invite(actor=admin, account_id=sua.account_id, at=MORNING)
    private, public = new_key()
    add_person(code=code, device=device_of(phone), person_key=public, at=MORNING)
    phone.people[str(sua.account_id)] = private
    for who, name in ((pao, "Một"), (pao, "Hai"), (sua, "Ba"), (pao, "Bốn")):
        found(phone, who, name)

    assert send(phone, LATER)["st"] == []
    assert len(items()) == 4


def test_what_a_lost_phone_sends_later_is_set_apart(admin, phone, pao):
    found(phone, pao, "Trước khi mất")
    send(phone, LATER)
    report_lost(actor=admin, device_id=phone.device, reason="Rơi ở suối", at=LATER)
    found(phone, pao, "Sau khi mất")

    send(phone, LATER + timedelta(hours=1))

    assert [code for _kind, _state, code in items()] == ["ok"]
    assert set_apart() == [(2, "may_bi_khoa")]


def test_a_phone_handed_in_is_heard_up_to_the_number_on_its_screen(admin, phone, pao):
    for name in ("Một", "Hai", "Ba"):
        found(phone, pao, name)
    hand_in(actor=admin, device_id=phone.device, number=2, at=MORNING)

    send(phone, LATER)

    assert [code for _kind, _state, code in items()] == ["ok", "ok"]
    assert set_apart() == [(3, "may_bi_khoa")]
    with pytest.raises(ValidationError, match="đã nộp lại"):
        report_lost(actor=admin, device_id=phone.device, reason="", at=LATER)


def test_a_frozen_phone_is_heard_again_when_an_officer_has_looked(admin, phone, pao):
    Device.objects.update(state=Device.State.FROZEN)
    thaw(actor=admin, device_id=phone.device, at=MORNING)
    found(phone, pao, "Lý A Sở")

    assert send(phone, LATER)["st"] == []


def test_written_in_time_by_somebody_whose_role_has_ended_an_officer_decides(phone, pao):
    found(phone, pao, "Lý A Sở", at=MORNING)
    RoleGrant.objects.update(to_date=MORNING.date())

    answer = send(phone, MORNING + timedelta(days=20))

    assert answer["st"][0][1:3] == ["cho", "cho_duyet"]


@pytest.mark.parametrize(("ended", "days"), [(date(2026, 11, 23), 20), (date(2026, 11, 24), 31)])
def test_written_after_the_role_ended_or_sent_too_late_it_is_refused(phone, pao, ended, days):
    found(phone, pao, "Lý A Sở", at=MORNING)
    RoleGrant.objects.update(to_date=ended)

    answer = send(phone, MORNING + timedelta(days=days))

    assert answer["st"][0][1:3] == ["tu_choi", "khong_quyen"]


def test_an_account_that_was_closed_says_nothing_from_then_on(phone, pao):
    found(phone, pao, "Trước", at=MORNING)
    found(phone, pao, "Sau", at=MORNING + timedelta(hours=3))
    closed = MORNING + timedelta(hours=1)
    Account.objects.filter(pk=pao.account_id).update(is_active=False, closed_at=closed)

    answer = send(phone, LATER)

    assert [state[2] for state in answer["st"]] == ["cho_duyet", "khong_quyen"]
