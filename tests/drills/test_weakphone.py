"""The field app in a real browser over a line that is cut, comes and goes, and loses; one run over https."""

from __future__ import annotations

import os
import shutil
from pathlib import Path

import pytest

from xaso.drills.weak_line import TOOL

BESIDE = Path(__file__).parents[3] / "shared" / "tools" / "weaklink"


@pytest.fixture
def bad_line(monkeypatch):
    if not os.environ.get(TOOL) and not (BESIDE / "weaklink.py").exists():
        pytest.skip(f"weaklink.py is not beside the repository, and {TOOL} names no other place")
    if os.getuid() != 0 or not Path("/dev/net/tun").exists():
        pytest.skip("a bad line wants root and /dev/net/tun")
    if not shutil.which("chromium"):
        pytest.skip("the whole chromium is not installed; the small one trusts no http address")
    monkeypatch.setenv(TOOL, os.environ.get(TOOL, str(BESIDE)))


@pytest.mark.usefixtures("bad_line")
def test_what_the_screen_said_was_saved_is_at_the_commune_once(drilled):
    outcome = drilled("weakphone", "--n", "3", "--records", "1", "--seed", "20261127")

    assert outcome.passed, outcome.as_text()
    assert [run["line"] for run in outcome.more["runs"]] == ["cut", "flap", "edge-bad"]
    assert all(run["saved"] == 1 for run in outcome.more["runs"])


@pytest.mark.usefixtures("bad_line")
def test_a_phone_whose_battery_ends_thirty_times_while_it_sends_loses_nothing(drilled):
    outcome = drilled(
        *("weakphone", "--kills", "30", "--records", "8", "--photos", "2"), "--seed", "9"
    )

    assert outcome.passed, outcome.as_text()
    assert outcome.more["runs"][0]["kills"] == 30
