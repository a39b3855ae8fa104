"""S12: passwords and codes are guessed from many addresses."""

from __future__ import annotations

import pytest

from tests.drills.broken import environment
from xaso.drills.ground import tried_with


def test_guessing_opens_nothing_and_shuts_nobody_out_of_the_own_browser(drilled):
    outcome = drilled("guess", "--n", "100", "--seed", "20261126")

    assert outcome.passed, outcome.as_text()
    assert outcome.more["honest"] >= 1


@pytest.mark.parametrize(
    ("fault", "said"),
    [("own-counters", "5 may be"), ("code-again", "one code of the phone: 2 of two came in")],
)
def test_the_drill_finds_doors_that_are_not_minded(drilled, fault, said):
    with tried_with(environment(fault)):
        outcome = drilled("guess", "--n", "40", "--seed", "7")

    assert any(said in each for each in outcome.faults), outcome.as_text()
