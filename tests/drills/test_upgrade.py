"""R14: old databases are upgraded, taken back, and killed in the middle."""

from __future__ import annotations

import pytest

from tests.drills.broken import environment
from xaso.drills.ground import tried_with


def test_every_past_release_is_upgraded_taken_back_and_killed_midway(drilled):
    outcome = drilled("upgrade", "--n", "3", "--seed", "20261126")

    assert outcome.passed, outcome.as_text()
    assert "0.1.0" in outcome.more["releases"]


@pytest.mark.fault
@pytest.mark.parametrize("fault", ["migrates-piecemeal", "loses-rows"])
def test_the_drill_finds_an_upgrade_that_is_not_safe(drilled, fault):
    with tried_with(environment(fault)):
        outcome = drilled("upgrade", "--n", "4", "--seed", "7")

    assert not outcome.passed
