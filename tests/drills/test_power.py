"""R2 and R3: the power is cut at each moment of writing."""

from __future__ import annotations

import pytest

from tests.drills.broken import environment
from xaso.drills.ground import tried_with


def test_nothing_acknowledged_is_lost_when_the_power_is_cut(drilled):
    outcome = drilled("power", "--seed", "20261126")

    assert outcome.passed, outcome.as_text()
    assert outcome.n >= 500
    assert set(outcome.more["kinds"]) == {"task", "evidence", "report", "accept", "number"}


@pytest.mark.parametrize(
    "fault",
    [
        "no-folder-sync",
        pytest.param("no-file-sync", marks=pytest.mark.fault),
        pytest.param("synchronous-off", marks=pytest.mark.fault),
    ],
)
def test_the_drill_finds_writes_that_a_power_cut_takes(drilled, fault):
    with tried_with(environment(fault)):
        outcome = drilled("power", "--n", "4", "--seed", "7")

    if fault == "synchronous-off":
        assert outcome.lost or outcome.more["corrupt"]
    else:
        assert outcome.more["files_missing"]
