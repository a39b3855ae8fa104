"""Stored first, carried out right after: nothing is lost in between, and nobody waits for it in a crowd."""

from __future__ import annotations

from contextlib import ExitStack
from datetime import timedelta

import pytest
from django.db import IntegrityError, OperationalError

from tests.core.sync.phones import LATER, asked, found, items, phone_for, send, sent
from xaso.core.jobs.background import work_off
from xaso.core.jobs.crowd import MOST, sending_now
from xaso.core.jobs.models import Job
from xaso.core.residents.models import Household
from xaso.core.sync import carrying_out, running
from xaso.core.sync.carrying_out import carry_out, left_to_carry_out
from xaso.core.sync.jobs import CARRY_OUT, IN_A_MOMENT
from xaso.core.sync.models import Device, Item

pytestmark = pytest.mark.django_db
A_MOMENT_LATER = LATER + IN_A_MOMENT


def names():
    return sorted(Household.objects.values_list("head_name", flat=True))


@pytest.fixture
def crowd(monkeypatch):
    """Many phones send in this moment."""
    monkeypatch.setattr("xaso.core.jobs.crowd.LONGEST_S", 0)
    with ExitStack() as others:
        others.callback(sending_now.disperse)
        for _other in range(MOST + 1):
            others.enter_context(sending_now.one_more())
        yield others


def test_in_a_crowd_a_phone_is_answered_at_once_and_a_moment_later_all_is_done(
    phone, pao, crowd, clock
):
    keys = [found(phone, pao, name) for name in ("Lý A Sở", "Giàng Thị Dợ")]

    answer = send(phone, LATER)

    assert answer["n"] == phone.received == 2
    assert [state[:3] for state in answer["st"]] == [[key, "cho", "dang_chay"] for key in keys]
    assert names() == []
    clock.move_to(A_MOMENT_LATER)
    work_off()
    assert names() == ["Giàng Thị Dợ", "Lý A Sở"]
    assert {code for _kind, _state, code in items()} == {"ok"}


def test_many_in_the_same_moment_ask_for_one_job(phone, other, pao, sua, crowd, clock):
    found(phone, pao, "Lý A Sở")
    found(other, sua, "Giàng Thị Dợ")
    send(phone, LATER)
    send(other, LATER)
    clock.move_to(A_MOMENT_LATER)

    work_off()

    assert Job.objects.filter(name=CARRY_OUT, run_after=A_MOMENT_LATER).count() == 1
    assert len(names()) == 2


def test_what_a_power_cut_left_is_carried_out_with_the_next_that_comes(phone, pao, crowd):
    found(phone, pao, "Lý A Sở")
    sent(phone, LATER)
    crowd.close()

    send(phone, LATER + timedelta(minutes=1))

    assert names() == ["Lý A Sở"]


def test_a_database_that_is_busy_after_storing_takes_nothing_back(phone, pao, monkeypatch):
    def busy(*_given):
        raise OperationalError("database is locked")

    found(phone, pao, "Lý A Sở")
    monkeypatch.setattr(carrying_out, "run", busy)

    answer = send(phone, LATER)

    assert (answer["n"], answer["st"][0][1:3]) == (1, ["cho", "dang_chay"])
    monkeypatch.undo()
    assert carry_out(left_to_carry_out(Device.objects.get().commune), LATER).done == 1
    assert names() == ["Lý A Sở"]


def test_a_phone_that_sends_much_is_answered_soon_and_a_job_goes_on(
    phone, pao, monkeypatch, clock
):
    for number in range(20):
        found(phone, pao, f"Hộ {number}")
    monkeypatch.setattr("xaso.core.sync.receiving.ANSWERED_WITHIN_S", 0.0)

    answer = send(phone, LATER)

    assert (answer["n"], {state[2] for state in answer["st"]}) == (20, {"dang_chay"})
    clock.move_to(LATER)
    work_off()
    assert len(names()) == 20


def test_a_fault_of_the_program_stops_nothing_behind_it(phone, pao, monkeypatch):
    found(phone, pao, "Lý A Sở")
    bad = found(phone, pao, "Vàng A Páo")
    found(phone, pao, "Giàng Thị Dợ")
    really = running._must_wait

    def broken(item, turn):
        if str(item.pk) == bad:
            raise KeyError("ours")
        return really(item, turn)

    monkeypatch.setattr(running, "_must_wait", broken)

    answer = send(phone, LATER)

    assert [state[:3] for state in answer["st"]] == [[bad, "cho", "xa_loi"]]
    assert names() == ["Giàng Thị Dợ", "Lý A Sở"]


@pytest.mark.parametrize(
    ("said", "state", "code"),
    [
        ("UNIQUE constraint failed: residents_household.id", "tu_choi", "sai_du_lieu"),
        ("CHECK constraint failed: household_has_a_head", "cho", "xa_loi"),
    ],
)
def test_only_what_is_there_already_is_called_so(phone, pao, monkeypatch, said, state, code):
    def refused(*_given, **_more):
        raise IntegrityError(said)

    monkeypatch.setattr(running, "_run_as", refused)
    found(phone, pao, "Lý A Sở")

    answer = send(phone, LATER)

    assert [each[1:3] for each in answer["st"]] == [[state, code]]


def test_what_was_given_up_before_it_went_out_is_never_carried_out(phone, pao):
    key = found(phone, pao, "Ghi nhầm")
    phone.save(str(pao.account_id), "sync.give_up", {"ids": [key]}, at=LATER)

    answer = send(phone, LATER)

    assert [state[:3] for state in answer["st"]] == [[key, "tu_choi", "da_bo"]]
    assert names() == []


def test_a_phone_that_was_lost_meanwhile_hands_on_what_it_had_sent(admin, phone, pao, crowd):
    """The new phone issues it again before the job has come to it: it is carried out once."""
    found(phone, pao, "Lý A Sở")
    sent(phone, LATER)
    new = phone_for(admin, pao, LATER)
    new.issue_again(dict(phone.kept[0].content))

    send(new, LATER)

    assert names() == ["Lý A Sở"]
    assert Item.objects.count() == 1
    assert asked(new, LATER)["n"] == 1
