"""R15: many people press at the same moment."""

from __future__ import annotations

import pytest

from tests.drills.broken import environment
from tests.drills.conftest import not_run
from xaso.drills.ground import tried_with


def test_fifty_people_at_once_get_one_answer_each(drilled):
    outcome = drilled("crowd", "--seed", "20261126")

    assert outcome.passed, outcome.as_text()


@pytest.mark.postgres
def test_many_people_at_once_on_postgresql(drilled):
    from scripts.throwaway_postgres import NotInstalled, postgres

    try:
        with postgres() as url:
            outcome = drilled("crowd", "--n", "12", "--seed", "20261126", "--database-url", url)
    except NotInstalled as error:
        not_run(str(error))

    assert outcome.passed, outcome.as_text()


@pytest.mark.fault
@pytest.mark.parametrize("fault", ["number-from-memory", "last-one-wins"])
def test_the_drill_finds_what_two_people_do_to_each_other(drilled, fault):
    with tried_with(environment(fault)):
        outcome = drilled("crowd", "--n", "6", "--seed", "7")

    assert outcome.lost if fault == "last-one-wins" else outcome.faults
