"""R4: the disk runs full."""

from __future__ import annotations

from tests.drills.broken import environment
from xaso.drills.ground import tried_with


def test_a_full_disk_loses_nothing_and_is_said_in_words(drilled):
    outcome = drilled("disk", "--seed", "20261126")

    assert outcome.passed, outcome.as_text()
    assert outcome.more["before_full"] > 0


def test_the_drill_finds_a_full_disk_that_looks_like_a_bug(drilled):
    with tried_with(environment("deaf-to-full-disk")):
        outcome = drilled("disk", "--n", "4", "--seed", "7")

    assert any("answered with 500" in fault for fault in outcome.faults)
