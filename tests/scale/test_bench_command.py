"""The measures are listed, and what is not there is said, never counted as good."""

import json

import pytest

from xaso.bench.fill import fill
from xaso.config.cli import main
from xaso.config.cli.bench_command import MEASURES


def said(capsys, *words):
    code = main([*words, "--json"])
    return code, json.loads(capsys.readouterr().out)


def test_the_measures_say_what_they_are(capsys):
    code, answer = said(capsys, "bench")

    assert code == 0
    assert tuple(answer["measures"]) == MEASURES


@pytest.mark.parametrize("folder", [None, "/nowhere"])
def test_a_bad_line_that_is_not_there_is_not_run(capsys, monkeypatch, folder):
    monkeypatch.delenv("XASO_WEAKLINK", raising=False)
    if folder:
        monkeypatch.setenv("XASO_WEAKLINK", folder)

    code, answer = said(capsys, "bench", "weak")

    assert (code, answer["error"]["code"]) == (2, "not_run")


def test_an_option_that_does_not_exist_is_bad_input(capsys):
    code, answer = said(capsys, "bench", "spine", "--rows", "3")

    assert (code, answer["error"]["code"]) == (2, "usage")


def test_an_installation_in_use_is_never_filled(gia_phu):
    with pytest.raises(SystemExit, match="in use"):
        fill(tasks=10, events=0, seed=1)
