"""The recommendation keeps its promises for any answers at all."""

import random
from decimal import Decimal

import pytest

from xaso.modules.indicators import public as indicators
from xaso.modules.roadmap.catalogue import tables
from xaso.modules.roadmap.engine.needs import lacking, resources_of
from xaso.modules.roadmap.engine.profile import profile_of
from xaso.modules.roadmap.engine.recommend import recommend
from xaso.modules.roadmap.engine.rules import read_rule, read_steps
from xaso.modules.roadmap.queries.known import PACK

from . import make

POINTS = {code: Decimal(20) for code in indicators.item_measures(PACK)}


def any_answers(seed):
    """Some known, some not; every number inside its question."""
    dice = random.Random(seed)  # noqa: S311
    top = {"co_khong": 1, "muc": 3}
    return {
        code: Decimal(dice.randint(0, top.get(question.kind) or min(question.most, 120)))
        for code, question in tables().questions.items()
        if dice.random() < 0.85
    }


def any_points(seed):
    dice = random.Random(seed)  # noqa: S311
    return {code: Decimal(dice.randint(0, 30)) for code in POINTS}


@pytest.fixture(scope="module")
def two_hundred():
    return [
        (answers, recommend(tables(), answers, any_points(seed)))
        for seed in range(200)
        for answers in [any_answers(seed)]
    ]


def test_no_block_is_done_plainly_where_its_need_fails(two_hundred):
    for answers, found in two_hundred:
        have = resources_of(tables(), answers)
        for line in found.done:
            block = tables().blocks[line.block]
            assert not lacking(block, have) or (line.is_alternative and block.alternative)


def test_what_cannot_be_replaced_is_put_off_with_what_it_lacks(two_hundred):
    put_off = [
        line for _a, found in two_hundred for line in found.left if line.state == "chua_nen"
    ]

    assert put_off
    assert all(line.lacks or line.waits_for for line in put_off)


def test_prerequisites_always_come_first(two_hundred):
    for _answers, found in two_hundred:
        order = {line.block: line.order for line in found.done}
        state = {line.block: line.state for line in found.lines}
        for line in found.done:
            for before in tables().blocks[line.block].prerequisites:
                assert state[before] == "da_co" or order[before] < line.order


def test_no_quarter_holds_more_than_six_and_none_is_out_of_four(two_hundred):
    for _answers, found in two_hundred:
        assert {line.quarter for line in found.done} <= {1, 2, 3, 4}
        assert all(len(found.quarter(number)) <= 6 for number in (1, 2, 3, 4))


def test_the_first_quarter_begins_with_what_needs_no_money(two_hundred):
    for _answers, found in two_hundred:
        needs = [line.needs_money for line in found.quarter(1)]
        assert needs == sorted(needs)


def test_every_block_has_its_line_and_only_one(two_hundred):
    for _answers, found in two_hundred:
        assert sorted(line.block for line in found.lines) == sorted(tables().blocks)


def test_the_same_answers_give_the_same_roadmap(two_hundred):
    for seed, (_answers, found) in enumerate(two_hundred[:40]):
        shuffled = dict(sorted(any_answers(seed).items(), reverse=True))
        assert recommend(tables(), shuffled, any_points(seed)) == found


def test_a_far_away_commune_and_a_ward_begin_with_different_things():
    far = recommend(tables(), make.facts(make.FAR_AWAY), POINTS)
    town = recommend(tables(), make.facts(make.IN_TOWN), POINTS)

    first = [{line.block for line in found.quarter(1)} for found in (far, town)]
    assert len(first[0] & first[1]) <= 2
    assert first[0] >= {"NT1", "NT2"}
    assert not first[1] & {"NT1", "NT2", "NT3"}
    assert any(line.is_alternative for line in far.quarter(1))
    assert not any(line.is_alternative for line in town.done)


def test_what_stands_already_is_left_out_with_the_answer_that_says_so():
    town = recommend(tables(), make.facts(make.IN_TOWN), POINTS)

    nt5 = next(line for line in town.left if line.block == "NT5")
    assert nt5.state == "da_co"
    assert [part.term.code for part in nt5.because] == ["HT02"]


def test_what_nobody_knows_is_not_counted_on():
    unknown = recommend(tables(), {}, POINTS)

    assert not any(
        lacking(tables().blocks[line.block], resources_of(tables(), {}))
        and not line.is_alternative
        for line in unknown.done
    )
    assert len(unknown.profile.unknown) == len(tables().questions)


def test_more_open_points_bring_a_block_forward():
    answers = make.facts(make.FAR_AWAY)
    plain = recommend(tables(), answers, POINTS)
    pressed = recommend(tables(), answers, POINTS | {"6.9": Decimal(400)})

    def order(found, code):
        return next(line.order for line in found.lines if line.block == code)

    assert order(pressed, "CQ5") < order(plain, "CQ5")


def test_a_far_away_commune_is_told_its_traits_with_reasons():
    seen = profile_of(tables(), make.facts(make.FAR_AWAY))

    found = {each.trait.code: each.because for each in seen.traits}
    assert {"song_yeu", "khong_it", "it_dien_thoai", "it_tien", "quyet_tam_thap"} <= found.keys()
    assert "nen_tang_tot" not in found
    assert len(found["song_yeu"]) == 2
    assert seen.level == 0


def test_the_level_is_the_lowest_deciding_group_raised_by_one_at_most():
    strong_but_no_signal = make.facts(
        make.IN_TOWN | {"HT02": 12, "HT03": 0, "HT04": 30, "HT05": 0}
    )

    assert profile_of(tables(), make.facts(make.IN_TOWN)).level == 3
    assert profile_of(tables(), strong_but_no_signal).level == 1


@pytest.mark.parametrize(
    ("rule", "facts", "holds"),
    [
        ("NT01=1", {"NT01": 1}, True),
        ("NT01=1", {}, None),
        ("NT01=1 & NT02>=4", {"NT02": 2}, False),
        ("NT01=1 OR NT02>=4", {"NT02": 5}, True),
        ("NT01=1 OR NT02>=4", {"NT02": 2}, None),
        ("HT02/HT01>=20", {"HT02": 1, "HT01": 5}, True),
        ("HT02/HT01>=20", {"HT02": 1, "HT01": 0}, None),
        ("", {}, False),
    ],
)
def test_a_rule_says_yes_no_or_nobody_knows(rule, facts, holds):
    assert read_rule(rule).holds(make.facts(facts)) is holds


def test_steps_give_the_highest_level_reached():
    steps = read_steps("HT02/HT01", "<50:1 <20:2")

    levels = [steps.level(make.facts({"HT02": dead, "HT01": 10})) for dead in (6, 4, 1)]
    assert levels == [0, 1, 2]
