import json

import pytest

from xaso.modules.indicators.packs.load import load_pack
from xaso.modules.indicators.scoring.given import BadValueError
from xaso.modules.indicators.values import read_values, score_json, score_text

HEAD = "code,numerator,denominator,value,level,parts,target,confirmed_zero,explanation\n"


def answer(*lines, pack="xaso-1.0"):
    loaded = load_pack(pack)
    return score_json(loaded, read_values(loaded, HEAD + "\n".join(lines)))


def test_the_answer_has_the_agreed_shape():
    found = answer("8.4,412,1980,,,,,,", "2.1,,,1,,,,,")

    items = {item["code"]: item for item in found["items"]}
    assert items["8.4"] == {
        "code": "8.4",
        "score": 10.40,
        "max": 15,
        "state": "scored",
        "met": False,
        "warnings": [],
    }
    assert items["1.2"]["score"] is None
    assert found["total"] == {
        "low": 30.40,
        "high": 975.40 + 20,
        "applicable_max": 1000,
        "max": 1000,
        "rescaled_low": 30.40,
        "rescaled_high": 995.40,
    }


def test_numbers_are_written_without_binary_tails():
    text = json.dumps(answer("1.2,53,55,,,,,,", "3.8,1,3,,,,,,"))

    assert '"score": 19.27,' in text
    assert '"low": 22.6,' in text


def test_nothing_given_is_low_zero_and_high_everything():
    found = answer()

    assert (found["total"]["low"], found["total"]["high"]) == (0, 1000)
    assert "chưa đủ số liệu" in score_text(load_pack("xaso-1.0"), {})


def test_every_kind_of_cell_is_read():
    found = answer(
        "1.1,,,,Pho,,,,",
        "1.4,,,,tin_hang_thang,,,,",
        "2.1,,,có,,,,,",
        "3.7,,,,,1;0,,,",
        '6.2,560,1400,,,,"60,0 %",,',
        '6.8,,,"47,5",,,,,',
        "5.5,0,0,,,,,,",
        "6.9,0,0,,,,,,",
        "7.4,5,10,,,,xã tự đặt,,",
        "8.1,0,1.980,,,,,,",
        "8.3,0,900,,,,,1,",
    )

    scores = {item["code"]: (item["state"], item["score"]) for item in found["items"]}
    assert scores["1.1"] == ("scored", 10)
    assert scores["1.4"] == ("scored", 10)
    assert scores["2.1"] == ("scored", 20)
    assert scores["3.7"] == ("scored", 5)
    assert scores["6.2"] == ("scored", 26.67)
    assert scores["6.8"] == ("scored", 7.5)
    assert scores["5.5"] == ("scored", 10)
    assert scores["6.9"] == ("not_applicable", None)
    assert scores["7.4"] == ("missing_target", None)
    assert scores["8.1"] == ("missing", None)
    assert scores["8.3"] == ("scored", 0)
    assert found["total"]["applicable_max"] == 990


def test_every_bad_row_is_named_at_once():
    with pytest.raises(BadValueError) as refused:
        answer("1.2,năm,55,,,,,,", "9.9,1,2,,,,,,", "3.7,,,,,1,,,", "1.1,,,,vua,,,,")

    lines = refused.value.message.splitlines()
    assert [line.split(":")[0] for line in lines] == [
        "Dòng 2 (1.2)",
        "Dòng 3 (9.9)",
        "Dòng 4 (3.7)",
        "Dòng 5 (1.1)",
    ]
    assert "truong, pho, khac" in lines[3]


def test_a_code_given_twice_is_refused():
    with pytest.raises(BadValueError, match=r"Dòng 3 \(2\.1\): mã bị lặp"):
        answer("2.1,,,1,,,,,", "2.1,,,0,,,,,")


def test_an_unquoted_decimal_comma_is_refused_not_shifted():
    with pytest.raises(BadValueError, match="thừa ô"):
        answer("6.8,,,47,5,,,,,,")


def test_a_file_without_codes_is_refused():
    with pytest.raises(BadValueError, match="cột code"):
        read_values(load_pack("xaso-1.0"), "ma,tu_so\n1.1,2\n")


def test_an_incomplete_pack_has_no_total():
    found = answer("766.2.a,884,1000,,,,,,", pack="qd766")

    assert found["total"] is None
    assert next(item["score"] for item in found["items"] if item["code"] == "766.2.a") == 17.68
