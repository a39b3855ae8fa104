"""R20: what should come by itself stops."""

from __future__ import annotations

import pytest

from tests.drills.broken import environment
from xaso.drills.ground import tried_with


def test_somebody_is_told_in_time_that_nothing_comes_any_more(drilled):
    outcome = drilled("deadman", "--seed", "20261126")

    assert outcome.passed, outcome.as_text()


@pytest.mark.fault
def test_the_drill_finds_a_doctor_who_waits_too_long(drilled):
    with tried_with(environment("patient-doctor")):
        outcome = drilled("deadman", "--seed", "7")

    assert any("nobody is told" in fault for fault in outcome.faults)
