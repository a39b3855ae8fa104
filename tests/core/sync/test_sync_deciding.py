"""Nothing waits for ever: a new version, a night, or an officer takes it on."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from django.core.exceptions import PermissionDenied, ValidationError

from conftest import MORNING
from tests.core.sync.phones import LATER, device_of, found, items, send, sent, set_apart
from xaso.core.people.models import RoleGrant
from xaso.core.residents.models import Household
from xaso.core.rights.actor import system_actor
from xaso.core.sync import commands, running
from xaso.core.sync.actions import report_lost
from xaso.core.sync.deciding import put_by, send_back, take_held, take_in
from xaso.core.sync.epochs import begin_epoch_after_restore, end_recovery
from xaso.core.sync.jobs import run_again
from xaso.core.sync.models import Device, Item, Quarantined, Station
from xaso.drills.sync.world import new_phone

pytestmark = pytest.mark.django_db


@pytest.fixture
def lan(person, gia_phu):
    return person("Lan", gia_phu, "cong_chuc")


class Tonight:
    """What the clock's own run of a job sees."""

    def __init__(self, commune):
        self.actor, self.at = system_actor(commune), LATER

    def progress(self, done, total):
        self.told = (done, total)


def role_ended(pao):
    RoleGrant.objects.filter(account=pao.account_id).update(to_date=date(2026, 11, 24))


def late(phone, pao):
    """Written in time, sent when the role was over."""
    found(phone, pao, "Lý A Sở")
    role_ended(pao)
    send(phone, LATER + timedelta(days=3))
    return Item.objects.get()


def test_a_new_version_runs_what_the_last_one_did_not_know(phone, pao, gia_phu, monkeypatch):
    known = commands.command_for("residents.add_household", 1)
    monkeypatch.setattr(commands, "_accepted", {})
    found(phone, pao, "Lý A Sở")
    send(phone, LATER)
    assert run_again(Tonight(gia_phu)) == "Đã chạy lại 0 mục, còn 1 mục chờ."

    commands.accept(known)

    assert run_again(Tonight(gia_phu)) == "Đã chạy lại 1 mục, còn 0 mục chờ."
    assert Household.objects.get().head_name == "Lý A Sở"


def test_what_a_fault_of_ours_stopped_is_tried_again_with_what_waits_for_it(
    phone, pao, gia_phu, monkeypatch
):
    real = running._run_as
    monkeypatch.setattr(running, "_run_as", lambda *given: 1 / 0)
    first = found(phone, pao, "Lý A Sở")
    found(phone, pao, "Vàng A Chu", needs=[first])
    send(phone, LATER)
    assert [code for _kind, _state, code in items()] == ["xa_loi", "cho_lenh_truoc"]
    monkeypatch.setattr(running, "_run_as", real)

    run_again(Tonight(gia_phu))

    assert Household.objects.count() == 2


def test_an_officer_takes_what_was_written_before_the_role_ended(phone, pao, lan):
    item = late(phone, pao)
    assert (item.state, item.code) == ("cho", "cho_duyet")

    take_held(actor=lan, item_id=item.pk, at=LATER)

    item.refresh_from_db()
    assert (item.state, item.code) == ("ap_dung", "ok")
    assert Household.objects.get().head_name == "Lý A Sở"
    with pytest.raises(ValidationError, match="không còn chờ"):
        take_held(actor=lan, item_id=item.pk, at=LATER)


def test_what_is_sent_back_shows_its_reason_on_the_phone(phone, pao, lan):
    item = late(phone, pao)

    send_back(actor=lan, item_id=item.pk, reason="Hộ này đã có ở thôn bên")
    answer = sent(phone, LATER + timedelta(days=4), first=1)

    assert answer["st"] == [
        [str(item.pk), "tu_choi", "sai_du_lieu", "", "Hộ này đã có ở thôn bên"]
    ]
    assert not Household.objects.exists()


def test_only_who_decides_decides_and_only_at_home(phone, pao, admin, person, ta_van):
    item = late(phone, pao)
    mai = person("Mai", ta_van, "cong_chuc")

    with pytest.raises(PermissionDenied):
        take_held(actor=admin, item_id=item.pk, at=LATER)
    with pytest.raises(Item.DoesNotExist):
        take_held(actor=mai, item_id=item.pk, at=LATER)


def test_what_a_lost_phone_had_made_may_be_taken_in_once(phone, pao, admin, lan):
    report_lost(actor=admin, device_id=phone.device, reason="Rơi xuống suối", at=MORNING)
    found(phone, pao, "Lý A Sở")
    sent(phone, LATER)
    row = Quarantined.objects.get()

    take_in(actor=lan, apart_id=row.pk, at=LATER)

    assert Household.objects.get().head_name == "Lý A Sở"
    with pytest.raises(ValidationError, match="đã có người xem xong"):
        put_by(actor=lan, apart_id=row.pk, at=LATER)


def test_what_nobody_signed_is_not_taken_in(phone, pao, lan):
    from xaso.lib import p256

    phone.people[str(pao.account_id)] = p256.new_private()
    found(phone, pao, "Lý A Sở")
    sent(phone, LATER)
    row = Quarantined.objects.get()

    with pytest.raises(ValidationError, match="Không chắc ai đã ghi"):
        take_in(actor=lan, apart_id=row.pk, at=LATER)
    put_by(actor=lan, apart_id=row.pk, at=LATER)

    assert not Household.objects.exists()


def test_issued_again_by_a_new_phone_it_waits_for_nobody(phone, pao, admin):
    Device.objects.filter(pk=phone.device).update(state=Device.State.FROZEN)
    found(phone, pao, "Lý A Sở")
    sent(phone, LATER)
    assert set_apart() == [(1, "may_bi_khoa")]
    fresh = new_phone(admin, pao.account_id, LATER)
    fresh.issue_again(dict(phone.kept[0].content))

    send(fresh, LATER)

    assert Quarantined.objects.filter(closed_at=None).count() == 0
    assert Household.objects.count() == 1


def test_a_commune_is_whole_again_when_every_phone_was_heard_or_two_weeks_are_over(
    phone, other, pao, gia_phu
):
    send(phone, MORNING)
    begin_epoch_after_restore(gia_phu, LATER)
    send(phone, LATER + timedelta(minutes=5))

    assert not end_recovery(gia_phu, LATER + timedelta(hours=1))
    assert Station.objects.get().recovering_since is not None
    assert device_of(other).last_contact_at is None
    assert end_recovery(gia_phu, LATER + timedelta(days=14))
    assert Station.objects.get().recovering_since is None
