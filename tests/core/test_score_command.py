import json

import pytest

from xaso.config.cli import main

HEAD = "code,numerator,denominator,value,level,parts,target,confirmed_zero,explanation\n"


@pytest.fixture
def score(tmp_path, capsys):
    def run(lines, pack="xaso-1.0", *, name="values.csv"):
        (tmp_path / "values.csv").write_bytes((HEAD + lines).encode())
        code = main(["score", "--pack", pack, "--values", str(tmp_path / name), "--json"])
        return code, json.loads(capsys.readouterr().out)

    return run


def test_a_pack_is_scored_from_a_file(score):
    code, answer = score('8.4,412,1980,,,,,,\n6.2,560,1400,,,,"60,0 %",,')

    items = {item["code"]: item for item in answer["items"]}
    assert code == 0
    assert (items["8.4"]["score"], items["6.2"]["score"]) == (10.4, 26.67)
    assert answer["total"]["low"] == 37.07


def test_a_pack_that_does_not_exist_is_bad_input(score):
    code, answer = score("", pack="khong-co")

    assert (code, answer["error"]["code"]) == (2, "pack_not_found")


@pytest.mark.parametrize(
    ("lines", "name", "expected"),
    [
        ("9.9,1,2,,,,,,", "values.csv", "bad_values"),
        ("8.4,-1,2,,,,,,", "values.csv", "bad_values"),
        ("", "khong-co.csv", "values_not_found"),
    ],
)
def test_bad_values_say_what_is_wrong(score, lines, name, expected):
    code, answer = score(lines, name=name)

    assert (code, answer["error"]["code"]) == (2, expected)
    assert answer["error"]["message"]
