"""R5: the disk fails now and then."""

from __future__ import annotations

import pytest

from tests.drills.broken import environment
from xaso.drills.ground import tried_with


def test_a_failing_disk_takes_nothing_that_was_acknowledged(drilled):
    outcome = drilled("io", "--n", "100", "--seed", "20261126")

    assert outcome.passed, outcome.as_text()
    assert outcome.more["refused"], "the disk never failed"
    assert outcome.more["acknowledged"] >= 10


@pytest.mark.fault
def test_the_drill_finds_an_answer_that_came_too_early(drilled):
    with tried_with(environment("answer-first")):
        outcome = drilled("io", "--n", "60", "--seed", "7")

    assert outcome.lost
