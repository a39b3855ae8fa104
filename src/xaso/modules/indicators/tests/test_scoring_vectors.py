"""The worked examples, one test a number. A change here changes what communes are told."""

from decimal import Decimal
from fractions import Fraction

import pytest

from xaso.modules.indicators.packs.load import load_pack
from xaso.modules.indicators.packs.params import read_params
from xaso.modules.indicators.scoring.given import BadValueError, Given
from xaso.modules.indicators.scoring.pack import Item
from xaso.modules.indicators.scoring.result import ItemScore
from xaso.modules.indicators.scoring.score import VillageGiven, score_item, score_villages
from xaso.modules.indicators.scoring.total import coverage_in_words, total_of
from xaso.modules.indicators.scoring.what_if import smallest_gain, what_if

MEETINGS = '{"steps": [[4, 20], [3, 15], [2, 10], [1, 5]]}'
NEWS = '{"levels": [["tin_hang_tuan", 20], ["tin_hang_thang", 10], ["khong", 0]]}'
HEADS = '{"levels": [["truong", 1], ["pho", 0.5], ["khac", 0]]}'
COUNCIL = '{"levels": [["tốt", 1], ["khá", 0.7]]}'
THREE_PARTS = '{"parts": [["a", 5], ["b", 5], ["c", 5]]}'
WORST_20 = '{"worst": 20}'
YES, NO = Given(value=Fraction(1)), Given(value=Fraction(0))


def item(
    formula_type: str, top: int, params: str = "", target: int | None = None, zero: str = "na"
):
    return Item(
        code="1.1",
        name="chỉ số",
        max=Decimal(top),
        formula_type=formula_type,
        target=None if target is None else Fraction(target),
        zero_denominator=zero,
        params=read_params(
            params, code="1.1", formula_type=formula_type, top=Decimal(top), labels={}
        ),
    )


def counted(numerator: int, denominator: int, **more) -> Given:
    return Given(Fraction(numerator), Fraction(denominator), **more)


def percent(text: str) -> Given:
    return Given(value=Fraction(text))


VECTORS = [
    ("1", item("bool", 20), YES, "20.00"),
    ("2", item("role", 20, HEADS), Given(level="pho"), "10.00"),
    ("3", item("step", 20, MEETINGS), Given(value=Fraction(3)), "15.00"),
    ("3, six meetings", item("step", 20, MEETINGS), Given(value=Fraction(6)), "20.00"),
    ("3, no meeting", item("step", 20, MEETINGS), Given(value=Fraction(0)), "0.00"),
    ("4", item("step", 20, NEWS), Given(level="tin_hang_thang"), "10.00"),
    ("5", item("ratio", 20), counted(53, 55), "19.27"),
    ("6", item("ratio", 15), counted(37, 55), "10.09"),
    ("7", item("ratio", 25), counted(1, 8), "3.13"),
    ("8", item("ratio", 25), counted(2, 3), "16.67"),
    ("8, one third", item("ratio", 25), counted(1, 3), "8.33"),
    ("9", item("ratio", 25), counted(588, 55 * 12), "22.27"),
    ("11", item("ratio", 10, zero="full"), counted(0, 0), "10.00"),
    ("12", item("ratio", 20), counted(0, 12, confirmed_zero=True), "0.00"),
    ("13", item("ratio", 20), counted(60, 55), "20.00"),
    ("14", item("ratio_capped", 15, target=80), counted(3780, 6300), "11.25"),
    ("15", item("ratio_capped", 15, target=80), counted(5040, 6300), "15.00"),
    ("16", item("ratio_capped", 15, target=80), counted(5039, 6300), "15.00"),
    ("17", item("ratio_capped", 15, target=30), counted(412, 1980), "10.40"),
    ("19", item("threshold", 10, target=60), counted(3779, 6300), "0.00"),
    ("20", item("threshold", 10, target=60), counted(3780, 6300), "10.00"),
    ("21", item("sum_parts", 15, THREE_PARTS), Given(parts=(YES, NO, YES)), "10.00"),
    ("22", item("inverse", 10, WORST_20, target=5), percent("8"), "8.00"),
    ("22, 6,5 %", item("inverse", 10, WORST_20, target=5), percent("6.5"), "9.00"),
    ("22, 5 %", item("inverse", 10, WORST_20, target=5), percent("5"), "10.00"),
    ("22, 20 %", item("inverse", 10, WORST_20, target=5), percent("20"), "0.00"),
    ("23", item("manual_level", 20, COUNCIL), Given(level="khá", explanation="đã xem"), "14.00"),
    ("26", item("ratio", 20), counted(884, 1000), "17.68"),
]


@pytest.mark.parametrize(
    ("scored", "given", "expected"), [row[1:] for row in VECTORS], ids=[row[0] for row in VECTORS]
)
def test_a_worked_example_gives_its_score(scored, given, expected):
    score = score_item(scored, given)

    assert score.state == "scored"
    assert str(score.score) == expected


def test_10_zero_of_zero_does_not_apply():
    score = score_item(item("ratio", 10), counted(0, 0))

    assert (score.state, score.score, score.high) == ("not_applicable", None, 0)


def test_12_a_zero_nobody_confirmed_is_missing_and_asks():
    score = score_item(item("ratio", 20), counted(0, 12))

    assert (score.state, score.score, score.low, score.high) == ("missing", None, 0, 20)
    assert "đúng là 0?" in score.warnings[0].message


def test_13_more_than_everybody_is_said():
    score = score_item(item("ratio", 20), counted(60, 55))

    assert "ử số lớn hơn mẫu số" in score.warnings[0].message


@pytest.mark.parametrize(("numerator", "met"), [(5040, True), (5039, False)], ids=["15", "16"])
def test_full_marks_are_not_yet_the_target(numerator, met):
    score = score_item(item("ratio_capped", 15, target=80), counted(numerator, 6300))

    assert (score.score, score.met) == (15, met)


def test_16_the_sentence_does_not_round_up_to_the_target():
    score = score_item(item("ratio_capped", 15, target=80), counted(5039, 6300))

    assert score.explanation == "5.039 ÷ 6.300 = 79,98 %; đích 80 % → 15,00 / 15"


@pytest.mark.parametrize("given", [None, Given(), counted(412, 1980), percent("50")])
def test_18_without_a_target_nothing_is_scored(given):
    assert score_item(item("ratio_capped", 15), given).state == "missing_target"


def test_18_a_target_of_the_period_scores():
    score = score_item(item("ratio_capped", 15), counted(412, 1980, target=Fraction(30)))

    assert str(score.score) == "10.40"


def test_23_a_council_level_without_its_reason_is_refused():
    with pytest.raises(BadValueError, match="giải trình"):
        score_item(item("manual_level", 20, COUNCIL), Given(level="khá", explanation=" "))


def test_24_missing_and_not_applicable_stay_apart():
    scores = [
        ItemScore("a", Decimal(15), Decimal(20), "scored", Decimal(15), Decimal(15)),
        ItemScore("b", None, Decimal(20), "missing", Decimal(0), Decimal(20)),
        ItemScore("c", None, Decimal(10), "not_applicable", Decimal(0), Decimal(0)),
    ]

    total = total_of(scores, Decimal(1000))

    assert (total.low, total.high, total.applicable_max) == (15, 35, 40)
    assert (str(total.rescaled_low), str(total.rescaled_high)) == ("375.00", "875.00")
    assert coverage_in_words(total) == "1/2 mục có số liệu"


def test_25_the_rescaled_figure():
    scores = [
        ItemScore("a", Decimal(812), Decimal(990), "scored", Decimal(812), Decimal(812)),
        ItemScore("b", None, Decimal(10), "not_applicable", Decimal(0), Decimal(0)),
    ]

    assert str(total_of(scores, Decimal(1000)).rescaled_low) == "820.20"


def test_27_villages_are_added_never_averaged():
    villages = [
        VillageGiven("A", Fraction(9), Fraction(10)),
        VillageGiven("B", Fraction(1), Fraction(90)),
    ]

    assert str(score_villages(item("ratio", 20), villages).score) == "2.00"


def test_a_village_that_has_not_reported_leaves_a_range():
    villages = [
        VillageGiven("A", Fraction(9), Fraction(10)),
        VillageGiven("B", None, Fraction(90)),
    ]

    score = score_villages(item("ratio", 20), villages)

    assert (score.state, str(score.low), str(score.high)) == ("missing", "1.80", "19.80")
    assert "1/2 thôn chưa báo cáo: B" in score.explanation


def test_what_if_counts_the_fewest_dossiers():
    online = load_pack("xaso-1.0").item("6.2")
    now = counted(560, 1400, target=Fraction(60))

    five, full = smallest_gain(online, now, 5), smallest_gain(online, now)

    assert str(score_item(online, now).score) == "26.67"
    assert (five.missing, str(five.score)) == (105, "31.67")
    assert str(what_if(online, now, numerator=664).after.score) == "31.62"
    assert (full.missing, str(full.score)) == (280, "40.00")
