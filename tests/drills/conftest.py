"""Drills live by the clock on the wall; a drill that could not run is named and, on the server, fails."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from xaso.drills.catalogue import outcome_of
from xaso.drills.outcome import NotRun, Outcome

HERE = Path(__file__).parent


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    for item in items:
        if item.path.is_relative_to(HERE):
            item.add_marker(pytest.mark.drill)


@pytest.fixture
def clock() -> None:
    """The servers of a drill live by the clock on the wall."""


@pytest.fixture
def own_files() -> None:
    """The files are the servers' own."""


@pytest.fixture
def drilled() -> Callable[..., Outcome]:
    """Run a drill as the command does: drilled("kill", "--n", "60"). Its line is printed."""

    def run(name: str, *words: str) -> Outcome:
        try:
            outcome = outcome_of(name, *words)
        except NotRun as error:
            return not_run(str(error))
        sys.stdout.write(f"{outcome.as_data()}\n")
        return outcome

    return run


def not_run(why: str) -> Outcome:
    if os.environ.get("XASO_CI"):
        pytest.fail(f"not run: {why}")
    pytest.skip(f"not run: {why}")
