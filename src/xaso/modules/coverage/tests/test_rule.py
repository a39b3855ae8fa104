"""The class of a village follows from the printed rule, in every combination of what was measured."""

from __future__ import annotations

from datetime import date
from itertools import product
from uuid import UUID

import pytest

from xaso.modules.coverage.rulebook import packaged
from xaso.modules.coverage.rules import CLASSES, Seen, classify
from xaso.modules.coverage.standing import months_before

DAY = date(2026, 11, 24)
RULES = packaged().on(DAY)
RULE = RULES.village
CODES = [each.code for each in RULES.operators]
CENTRE, CLUSTER, OTHER = UUID(int=1), UUID(int=2), UUID(int=3)
COMBINATIONS = list(product((None, 0, 2, 3), repeat=len(CODES)))


def seen(kind, levels, place=CENTRE):
    known = {code: level for code, level in zip(CODES, levels, strict=True) if level is not None}
    return Seen(place, kind, known)


def expected(centre, cluster):
    """As the sheet of facts says it in words, apart from how the program reads its table."""
    if centre is None or None in centre:
        return "chua_du"
    if max(centre) == 0:
        return "trang"
    known = [level for level in cluster or () if level is not None]
    if known and max(known) == 0:
        return "lom"
    if max(centre) in (1, 2) or (known and max(known) in (1, 2)):
        return "yeu"
    return "chua_du" if cluster is not None and None in cluster else "dat"


def found(centre, cluster):
    places = [] if centre is None else [seen("trung_tam", centre)]
    places += [] if cluster is None else [seen("cum", cluster, CLUSTER)]
    return classify(RULE, places, CODES)


@pytest.mark.parametrize("centre", [None, *COMBINATIONS[::5], *COMBINATIONS[-4:]])
def test_every_cluster_with_this_centre_is_classed_as_the_criterion_says(centre):
    odd = [
        (centre, cluster, finding.class_name)
        for cluster in (None, *COMBINATIONS)
        if (finding := found(centre, cluster)).class_name != expected(centre, cluster)
    ]

    assert odd == []


def test_a_missing_operator_never_gives_a_good_class():
    whole = (3,) * len(CODES)
    gaps = [levels for levels in COMBINATIONS if None in levels]

    assert found(whole, whole).class_name == "dat"
    assert all(found(levels, whole).class_name != "dat" for levels in gaps)
    assert all(found(whole, levels).class_name != "dat" for levels in gaps)


def test_the_clusters_without_signal_are_named():
    places = [
        seen("trung_tam", (3, 3, 2, 0)),
        seen("cum", (0, 0, 0, 0), CLUSTER),
        seen("cum", (4, 4, 4, 4), OTHER),
        seen("truong", (0, 0, 0, 0), UUID(int=4)),
    ]
    finding = classify(RULE, places, CODES)

    assert (finding.class_name, finding.place_ids) == ("lom", (CLUSTER,))


def test_every_class_has_a_word_and_the_rule_says_why():
    assert {step.class_name for step in RULE.steps} == set(CLASSES)
    assert all(step.say for step in RULE.steps)
    assert not RULE.confirmed


@pytest.mark.parametrize(
    ("dbm", "technology", "name"),
    [(-85, "4g", "tot"), (-86, "4g", "kha"), (-95, "4g", "kha"), (-105, "4g", "trung_binh"),
     (-115, "4g", "yeu"), (-116, "4g", "trang"), (-75, "3g", "tot"), (-71, "2g", "kha"),
     (-85, "khong_ro", "")],
)  # fmt: skip
def test_the_lower_bound_belongs_to_the_better_class(dbm, technology, name):
    assert RULES.table.of_dbm(dbm, technology) == name


def test_what_a_person_can_do_has_a_class_too():
    names = [RULES.table.of_level(level) for level in range(5)]

    assert names == ["trang", "yeu", "trung_binh", "kha", "tot"]


def test_a_year_before_the_last_of_february_is_a_day_that_exists():
    assert months_before(date(2028, 2, 29), 12) == date(2027, 2, 28)
    assert months_before(date(2026, 3, 31), 1) == date(2026, 2, 28)
