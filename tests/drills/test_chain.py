"""A commune, its province and a level above, each a real installation: nothing is lost on two steps."""

from __future__ import annotations


def test_what_a_commune_says_stands_two_levels_above(drilled):
    outcome = drilled("chain", "--n", "3", "--seed", "5")

    assert outcome.passed, outcome.as_text()
    assert outcome.more["told_to_phones"] > 0
