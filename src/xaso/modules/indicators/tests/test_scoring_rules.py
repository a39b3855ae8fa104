import random
import re
from decimal import Decimal
from fractions import Fraction
from pathlib import Path

import pytest

from xaso.modules.indicators.packs.load import load_pack
from xaso.modules.indicators.scoring.given import BadValueError, Given
from xaso.modules.indicators.scoring.pack import Item, Params
from xaso.modules.indicators.scoring.score import score_item, score_pack
from xaso.modules.indicators.scoring.total import total_in_words, total_of, total_of_pack
from xaso.modules.indicators.scoring.what_if import cheapest_gains, gap

PURE = [
    path
    for folder in ("scoring", "packs")
    for path in (Path(__file__).parent.parent / folder).glob("*.py")
]
VALUES = Path(__file__).parent.parent / "values.py"
SMARTPHONE = Item("3.6", "smartphone", Decimal(10), "ratio_capped", target=Fraction(90))


def test_ten_thousand_inputs_stay_between_nothing_and_full_marks_and_never_fall():
    rng = random.Random(20261126)  # noqa: S311 - the same inputs every time

    for _round in range(10_000):
        item, given, more = _random_case(rng)
        before, after = score_item(item, given), score_item(item, more)
        assert 0 <= before.score <= item.max, (item, given)
        if item.formula_type == "inverse":
            before, after = after, before
        assert before.score <= after.score, (item, given, more)


def _random_case(rng):
    denominator = rng.randint(1, 3000)
    numerator = rng.randint(0, denominator)
    item = Item(
        code="x",
        name="x",
        max=Decimal(rng.randint(1, 4000)) / 100,
        formula_type=rng.choice(["ratio", "ratio_capped", "threshold", "inverse"]),
        target=Fraction(rng.randint(1, 1000), 10),
        params=Params(worst=Fraction(101)),
    )
    bottom = Fraction(denominator)
    more = numerator + rng.randint(0, denominator - numerator)
    return (
        item,
        Given(Fraction(numerator), bottom, confirmed_zero=True),
        Given(Fraction(more), bottom, confirmed_zero=True),
    )


def test_no_binary_fraction_takes_part():
    inexact = re.compile(r"\bfloat\b|\bmath\b")
    uses = [path.name for path in PURE if inexact.search(path.read_text("utf-8"))]

    assert uses == []
    assert VALUES.read_text("utf-8").count("float") == 1, "only the last step to JSON"


def test_a_binary_number_cannot_be_given():
    with pytest.raises(TypeError, match="exact"):
        Given(value=0.1)


@pytest.mark.parametrize(
    ("given", "said"),
    [
        (Given(Fraction(-1), Fraction(10)), "không được âm"),
        (Given(Fraction(3, 2), Fraction(10)), "số nguyên"),
        (Given(Fraction(9), Fraction(10), population=Fraction(8)), "lớn hơn dân số 8"),
        (Given(value=Fraction(120)), "0–100"),
        (Given(Fraction(1), Fraction(2), value=Fraction(50)), "không điền cả hai"),
        (Given(Fraction(1), Fraction(2), target=Fraction(0)), "lớn hơn 0"),
        (Given(not_applicable=True), "giải trình"),
    ],
)
def test_a_wrong_number_is_refused_with_its_reason(given, said):
    with pytest.raises(BadValueError) as refused:
        score_item(SMARTPHONE, given)

    assert said in refused.value.message


def test_a_number_of_another_period_rule_is_refused():
    trained = load_pack("xaso-1.0").item("4.2")

    with pytest.raises(BadValueError, match="lũy kế từ đầu năm"):
        score_item(trained, Given(Fraction(3), Fraction(4), numerator_period="trong kỳ"))


def test_a_percent_of_one_or_less_is_asked_about():
    score = score_item(SMARTPHONE, Given(value=Fraction(85, 100)))

    assert score.warnings[0].code == "percent_question"
    assert "hay là 85 %" in score.warnings[0].message


def test_nothing_typed_is_not_zero_points():
    pack = load_pack("xaso-1.0")

    total = total_of_pack(pack, score_pack(pack, {}))

    assert (total.low, total.high, total.applicable_max) == (0, 1000, 1000)
    assert total_in_words(total) == "chưa đủ số liệu"


def test_the_pack_says_which_figure_is_official():
    scores = [
        score_item(Item("a", "a", Decimal(30), "bool"), Given(level="có")),
        score_item(Item("b", "b", Decimal(10), "ratio"), Given(Fraction(0), Fraction(0))),
    ]

    official = {
        policy: total_of(scores, Decimal(40), policy).official_low
        for policy in ("rescale", "full", "zero")
    }

    assert official == {"rescale": 40, "full": 40, "zero": 30}


def test_the_sentence_shows_the_numbers():
    households = load_pack("xaso-1.0").item("3.5")

    score = score_item(households, Given(Fraction(412), Fraction(1980), target=Fraction(30)))

    assert score.explanation == "412 hộ ÷ 1.980 hộ = 20,8 %; đích 30 % → 10,40 / 15"


def test_the_gap_names_target_figure_and_what_is_missing():
    households = load_pack("xaso-1.0").item("3.5")

    found = gap(households, Given(Fraction(1188), Fraction(1980)))

    assert (found.target, found.has, found.missing) == (80, 60, 396)


def test_the_cheapest_work_comes_first_with_its_evidence():
    pack = load_pack("xaso-1.0")
    values = {
        "2.4": Given(Fraction(9), Fraction(10)),
        "3.5": Given(Fraction(412), Fraction(1980)),
        "6.2": Given(Fraction(560), Fraction(1400), target=Fraction(60)),
    }

    gains = cheapest_gains(pack, values)

    assert [gain.code for gain in gains] == ["2.4", "6.2", "3.5"]
    assert gains[0].evidence_kinds == ("quyết định",)


def test_a_part_that_does_not_apply_is_not_guessed(tmp_path):
    (tmp_path / "p.csv").write_text(
        "code,name,max_score,formula_type,params\n"
        '1,Hai phần,10,sum_parts,"{""parts"": [[""a"", 5], '
        '[""b"", 5, {""formula_type"": ""ratio""}]]}"\n',
        "utf-8",
    )
    item = load_pack(tmp_path / "p.csv").item("1")
    yes = Given(level="có")

    whole = score_item(item, Given(parts=(yes, Given(Fraction(1), Fraction(3)))))
    empty = score_item(item, Given(parts=(yes, Given(Fraction(0), Fraction(0)))))

    assert (str(whole.score), empty.state) == ("6.67", "missing")
