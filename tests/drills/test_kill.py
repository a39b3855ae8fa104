"""R1: the program is killed while people write."""

from __future__ import annotations

import pytest

from tests.drills.broken import environment
from xaso.drills.ground import tried_with


def test_nothing_acknowledged_is_lost_when_the_server_is_killed(drilled):
    outcome = drilled("kill", "--n", "30", "--seed", "20261126")

    assert outcome.passed, outcome.as_text()
    assert outcome.more["acknowledged"] >= 30


@pytest.mark.parametrize(
    "fault", ["answer-first", pytest.param("no-transaction", marks=pytest.mark.fault)]
)
def test_the_drill_finds_writes_that_are_not_safe(drilled, fault):
    with tried_with(environment(fault)):
        outcome = drilled("kill", "--n", "5" if fault == "answer-first" else "12", "--seed", "7")

    assert outcome.lost if fault == "answer-first" else outcome.more["half"]
