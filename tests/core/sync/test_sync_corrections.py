"""A correction stands in the place of what it corrects, for everybody who wrote on about it."""

from __future__ import annotations

import pytest

from conftest import MORNING
from tests.core.sync.phones import LATER, device_of, found, items, send, sent, set_apart
from xaso.core.residents.models import Household
from xaso.core.sync import intake
from xaso.core.sync.actions import invite
from xaso.core.sync.joining import add_person
from xaso.lib import p256

pytestmark = pytest.mark.django_db


def change(phone, pao, household, new, needs):
    body = {"household": household, "set": {"members_count": [4, new]}}
    scope = f"thon:{next(iter(pao.village_ids))}"
    actor = str(pao.account_id)
    kind = "residents.set_household"
    return phone.save(actor, kind, body, at=MORNING, scope=scope, needs=needs)


@pytest.mark.parametrize("named", ["sent_back", "correction"])
def test_what_was_written_about_a_household_sent_back_reaches_its_correction(phone, pao, named):
    """The name was forgotten; meanwhile somebody had moved in."""
    ids = {"sent_back": found(phone, pao, "")}
    if named == "sent_back":
        change(phone, pao, ids[named], 5, needs=[ids[named]])
    ids["correction"] = found(phone, pao, "Lý A Sở", replaces=ids["sent_back"])
    if named == "correction":
        change(phone, pao, ids[named], 5, needs=[ids[named]])

    answer = send(phone, LATER)

    household = Household.objects.get()
    assert str(household.pk) == ids["sent_back"]
    assert (household.head_name, household.members_count) == ("Lý A Sở", 5)
    assert [line[0] for line in answer["st"]] == [ids["sent_back"]]


def test_the_answer_says_how_all_of_it_stands_at_the_end(phone, pao):
    first = found(phone, pao, "")
    waits = found(phone, pao, "Lý A Sở", needs=[first])
    found(phone, pao, "Lý A Mẩy", replaces=first)

    answer = send(phone, LATER)

    assert waits not in [line[0] for line in answer["st"]]


def test_a_correction_sent_back_does_not_make_the_household_twice(phone, pao):
    """What was carried out is corrected at the office; a forgotten name in between changes nothing."""
    first = found(phone, pao, "Lý A Sở")
    second = found(phone, pao, "", replaces=first)
    found(phone, pao, "Lý A Mẩy", replaces=second)

    send(phone, LATER)

    assert Household.objects.count() == 1
    assert [code for _kind, _state, code in items()] == ["ok", "sai_du_lieu", "sai_du_lieu"]


def test_a_new_key_after_a_forgotten_pin_voids_nothing_that_was_saved(phone, pao, admin):
    found(phone, pao, "Trước khi quên")
    _invitation, code = invite(actor=admin, account_id=pao.account_id, at=MORNING)
    own = p256.new_private()
    add_person(code=code, device=device_of(phone), person_key=p256.public_of(own), at=MORNING)
    phone.people[str(pao.account_id)] = own
    found(phone, pao, "Sau khi quên")

    send(phone, LATER)

    assert Household.objects.count() == 2
    assert set_apart() == []


def test_of_what_nobody_trusts_no_more_is_stored_than_an_officer_can_look_at(
    phone, pao, monkeypatch
):
    monkeypatch.setattr(intake, "MOST_APART", 2)
    phone.people[str(pao.account_id)] = p256.new_private()
    for number in range(4):
        found(phone, pao, f"Hộ {number}")

    answer = sent(phone, LATER)

    assert (answer["n"], answer["ask"]) == (2, 3)
    assert len(set_apart()) == 2
