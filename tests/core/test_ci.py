"""CI says what did not run, and closes with one line that counts everything."""

from collections import Counter

import pytest

from scripts import ci


def result(state="ok", **counts):
    return ci.Result("suite", state, 2.0, counts=Counter(counts))


def test_the_last_line_counts_all_suites():
    results = [result(passed=500, skipped=2), result(passed=12), result()]

    assert ci._closing(results, [], 210.456) == "512 passed, 2 skipped in 210.46s"


def test_a_step_without_tests_that_failed_is_an_error():
    lint, tests = result("failed"), result("failed", passed=5, failed=1)

    assert ci._closing([lint, tests], [lint, tests], 3) == "1 failed, 5 passed, 1 errors in 3.00s"


def test_a_suite_that_only_skipped_did_not_run():
    skipped = result(skipped=9)
    skipped.output = "SKIPPED [9] tests/journeys/conftest.py: not run: chromium is not installed\n"

    assert ci._state(0, skipped) == "not run: chromium is not installed"


def test_a_drill_that_did_not_run_is_named_among_those_that_did():
    drills = result(passed=20, skipped=2)
    drills.output = (
        "SKIPPED [1] tests/drills/conftest.py:55: not run: strace is not installed\n"
        "SKIPPED [1] tests/drills/conftest.py:55: not run: fiu-run is not installed\n"
    )

    assert ci._state(0, drills) == (
        "partly not run: fiu-run is not installed; not run: strace is not installed"
    )


@pytest.mark.parametrize(("strict", "bad"), [(True, True), (False, False)])
def test_what_did_not_run_fails_on_the_server_only(monkeypatch, strict, bad):
    monkeypatch.setattr(ci, "IS_STRICT", strict)

    assert ci._is_bad(result("not run: PostgreSQL is not installed")) is bad


def test_no_tests_of_a_kind_is_no_failure():
    assert ci._state(ci.NO_TESTS, result()) == "ok"
    assert ci._state(1, result()) == "failed"
