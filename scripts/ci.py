"""Each step of CI with its time; the last line counts all tests of all suites, as pytest says it.

`python -m scripts.ci lint types` runs the named steps only.
"""

from __future__ import annotations

import os
import re
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

from scripts.throwaway_postgres import NotInstalled, postgres

ROOT = Path(__file__).resolve().parents[1]
BIN = Path(sys.executable).parent
IS_STRICT = os.environ.get("CI") == "true"
SUMMARY = re.compile(r"(\d+) (passed|failed|skipped|xfailed|xpassed|errors?|warnings?)")
NO_TESTS = 5
Command = list[str]


@dataclass
class Result:
    name: str
    state: str = "ok"
    """ok, failed or "not run: why"."""
    seconds: float = 0.0
    output: str = ""
    counts: Counter[str] = field(default_factory=Counter)


def main() -> int:
    wanted = sys.argv[1:] or list(STEPS)
    began = time.monotonic()
    results = [_timed(name) for name in wanted]
    print("\n" + "\n".join(_line(result) for result in results))
    bad = [result for result in results if _is_bad(result)]
    print(_closing(results, bad, time.monotonic() - began))
    return 1 if bad else 0


def _timed(name: str) -> Result:
    print(f"--- {name}", flush=True)
    began = time.monotonic()
    result = STEPS[name](Result(name))
    result.seconds = time.monotonic() - began
    if _is_bad(result):
        print(result.output)
    print(_line(result), flush=True)
    return result


def _is_bad(result: Result) -> bool:
    return result.state == "failed" or (IS_STRICT and result.state != "ok")


def _line(result: Result) -> str:
    counts = ", ".join(f"{number} {word}" for word, number in result.counts.items())
    return f"{result.name:<12} {result.seconds:7.1f} s  {result.state}  {counts}".rstrip()


def _closing(results: list[Result], bad: list[Result], seconds: float) -> str:
    """As pytest closes; a step that is no test suite and failed counts as an error."""
    total = sum((result.counts for result in results), Counter())
    total["errors"] += sum(not result.counts["failed"] for result in bad)
    order = ("failed", "passed", "skipped", "xfailed", "errors")
    said = ", ".join(f"{total[word]} {word}" for word in order if total[word])
    return f"{said or 'no tests ran'} in {seconds:.2f}s"


def _commands(*commands: Command, **more: str) -> Callable[[Result], Result]:
    def run(result: Result) -> Result:
        for command in commands:
            done = _run(command, more)
            result.output += done.stdout
            if done.returncode:
                result.state = "failed"
        return result

    return run


def _suite(marks: str, *arguments: str) -> Callable[[Result], Result]:
    def run(result: Result, **more: str) -> Result:
        command = [str(BIN / "pytest"), "-r", "fEs", "-m", marks, *arguments]
        done = _run(command, {"XASO_STATIC": "plain", **_strict(), **more})
        result.output = done.stdout
        closing = done.stdout.strip().splitlines()[-1:]
        for number, word in SUMMARY.findall(" ".join(closing)):
            result.counts["errors" if word == "error" else word] += int(number)
        result.state = _state(done.returncode, result)
        return result

    return run


def _state(code: int, result: Result) -> str:
    if code == NO_TESTS:
        return "ok"
    if code:
        return "failed"
    reasons = sorted(set(re.findall(r"not run: [^\n]+", result.output)))
    if reasons and not result.counts["passed"]:
        return reasons[0]
    return f"partly {'; '.join(reasons)}" if reasons else "ok"


def _on_postgres(result: Result) -> Result:
    try:
        with postgres() as url:
            return _suite(ON_POSTGRES, *PARALLEL, *WITHOUT_DATABASE, *ASK_THE_SAME)(
                result, DATABASE_URL=url, XASO_TESTS="database"
            )
    except NotInstalled as error:
        result.state = f"not run: {error}"
        return result


def _run(command: Command, more: dict[str, str]) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        command,
        cwd=ROOT,
        env={**os.environ, **more},
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        check=False,
    )


def _strict() -> dict[str, str]:
    return {"XASO_CI": "1"} if IS_STRICT else {}


PYTHON = str(BIN / "python")
DJANGO = [PYTHON, "-m", "django"]
SETTINGS = ["--settings", "xaso.config.settings"]
PARALLEL = ("-n", "2", "--dist", "loadfile", "--no-loadscope-reorder")
"""A file stays in one process, which builds the world of its walk once; the long walks stand first."""
STEALING = ("-n", "2", "--dist", "worksteal")
"""Drills share nothing and last from a second to minutes: whoever is done takes the next."""
ON_POSTGRES = "not browser and not drill and not walk"
WITHOUT_DATABASE = (
    "--ignore=tests/lib",
    "--ignore=tests/papers",
    "--ignore=tests/client/test_client.py",
)
"""Tests that ask no database: once is enough."""
ASK_THE_SAME = (
    "--ignore=tests/core/test_backup.py",
    "--ignore-glob=tests/core/test_backup_[!p]*.py",
    "--ignore=tests/core/test_weights.py",
)
"""Keys, folders, sticks and bytes are the same over either database, and each restore there takes twenty
seconds; `test_backup_postgres.py` makes and restores backups of it, rows and all."""
SOURCES = ["src", "tests", "scripts", "conftest.py"]
STEPS: dict[str, Callable[[Result], Result]] = {
    "lint": _commands(
        [str(BIN / "ruff"), "check", *SOURCES],
        [str(BIN / "ruff"), "format", "--check", *SOURCES],
        [str(BIN / "djlint"), "--lint", "--quiet", "src"],
    ),
    "types": _commands([str(BIN / "mypy"), "src"], XASO_STATIC="plain"),
    "walls": _commands([str(BIN / "lint-imports"), "--no-cache"]),
    "migrations": _commands(
        [*DJANGO, "makemigrations", "--check", "--dry-run", *SETTINGS], XASO_STATIC="plain"
    ),
    "translations": _commands([PYTHON, "scripts/messages.py", "--check"]),
    "tests": _suite("not browser and not drill and not postgres", *PARALLEL),
    "postgresql": _on_postgres,
    "drills": _suite(
        "drill and not fault", *STEALING, "tests/drills", "tests/core/sync/test_sync_mutants.py"
    ),
    "browser": _suite("browser", *PARALLEL, "tests/journeys", "tests/client"),
}


if __name__ == "__main__":
    sys.exit(main())
