"""R10: clocks are wrong."""

from __future__ import annotations

import pytest

from tests.drills.broken import environment
from xaso.drills.ground import tried_with


def test_a_wrong_clock_moves_no_deadline_and_shuts_nobody_out(drilled):
    outcome = drilled("clock", "--seed", "20261126")

    assert outcome.passed, outcome.as_text()


@pytest.mark.fault
def test_the_drill_finds_a_clock_that_is_believed_at_once(drilled):
    with tried_with(environment("believes-any-clock")):
        outcome = drilled("clock", "--n", "1", "--seed", "7")

    assert any("shut out" in fault for fault in outcome.faults)
