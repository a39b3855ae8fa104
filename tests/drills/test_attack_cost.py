"""Nothing a person can send costs the machine more than a moment; a careless pattern is seen."""

import re
import signal

from xaso.drills.cost import inside
from xaso.drills.cost.finding import patterns, readers
from xaso.drills.cost.nonsense import KB_100, nonsense

AT_CI = ("--n", "10", "--seed", "1")


def test_nothing_that_can_be_sent_costs_more_than_a_moment(drilled):
    outcome = drilled("cost", *AT_CI)

    assert list(outcome.faults) == []
    assert outcome.more["patterns"] > 60
    assert outcome.more["readers"] > 20


def test_a_careless_pattern_is_told(monkeypatch):
    monkeypatch.setattr(inside, "STOP_S", 2)
    before = signal.signal(signal.SIGVTALRM, inside._stop)
    clock = inside.Clock()

    clock.time("planted", "a text", lambda: re.search(r"^(a+)+$", "a" * 40 + "!"))
    signal.signal(signal.SIGVTALRM, before)

    assert [where for _seconds, where, _what in clock.slow] == ["planted"]


def test_patterns_and_readers_are_found_where_they_stand():
    assert any(where.startswith("modules/plans/annex/") for where in patterns())
    assert "lib.numbers.read_count" in readers()


def test_nonsense_is_long_and_of_many_kinds():
    made = nonsense(1)

    assert len(made) > 80
    assert min(map(len, made.values())) > KB_100 // 5
