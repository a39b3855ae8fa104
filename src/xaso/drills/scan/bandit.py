"""The same files read by bandit, whose finds are reviewed in the same list under its own codes."""

from __future__ import annotations

import importlib.util
import json
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

from .source import LEFT_OUT, PACKAGE, Finding, Source

WITHIN_S = 120


def is_there() -> bool:
    return importlib.util.find_spec("bandit") is not None


def bandit_findings(package: Path = PACKAGE) -> Iterator[Finding]:
    sources: dict[str, Source] = {}
    for found in _said(package):
        path = Path(found["filename"])
        name = str(path.resolve().relative_to(package))
        if name not in sources:
            sources[name] = Source(name, path.read_text(encoding="utf-8"))
        line = int(found["line_number"])
        place = f"{name}:{sources[name].home_of_line(line)}".rstrip(":")
        yield Finding(str(found["test_id"]), place, line)


def _said(package: Path) -> list[dict[str, str]]:
    left_out = ",".join(f"*/{folder}/*" for folder in sorted(LEFT_OUT))
    done = subprocess.run(  # noqa: S603  our own interpreter
        [sys.executable, "-m", "bandit", "-q", "-r", str(package), "-f", "json", "-x", left_out],
        capture_output=True,
        text=True,
        timeout=WITHIN_S,
        check=False,
    )
    results: list[dict[str, str]] = json.loads(done.stdout)["results"]
    return results
