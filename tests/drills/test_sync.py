"""Phones of a village and the commune, by chance; its four mutants stand in tests/core/sync."""

from __future__ import annotations


def test_whatever_happens_on_the_line_nothing_is_lost(drilled):
    outcome = drilled("sync", "--schedules", "40", "--seed", "20261127")

    assert outcome.passed, outcome.as_text()
