"""The diary is changed in the tables; what is whole in itself is found against saved heads alone."""

import pytest

from xaso.drills.audit import inside
from xaso.drills.audit.diary import ATTACKS, NEEDS_ANCHOR

AT_CI = ("--n", "620", "--seed", "1")


def test_every_change_of_the_diary_is_found(drilled):
    outcome = drilled("audit", *AT_CI)

    assert list(outcome.faults) == []
    assert outcome.more["found"] == outcome.n > 600


@pytest.mark.django_db
def test_without_the_saved_heads_a_cut_end_is_missed_and_told(provinces, monkeypatch):
    monkeypatch.setattr(inside, "_heads", lambda communes: [])

    told = inside.main(str(len(ATTACKS)), "1")

    missed = {each.rpartition(" in ")[0] for each in told["missed"]}
    assert "the end cut off with its head" in missed
    assert missed <= NEEDS_ANCHOR


@pytest.mark.django_db
def test_a_chain_that_was_broken_before_is_told_as_a_wrong_alarm(provinces, monkeypatch):
    monkeypatch.setattr(inside, "_heads", _of_another_world)

    assert inside.main("1", "1")["wrong"] != []


def _of_another_world(communes):
    from xaso.core.events.chain import Anchor

    return [Anchor(communes[0], 3, "0" * 64)]
