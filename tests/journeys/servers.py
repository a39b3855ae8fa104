"""The program in a folder and at a port of its own, as somebody at the machine starts it."""

from __future__ import annotations

import json
import os
import select
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from subprocess import PIPE
from typing import Any

from xaso.drills.server import free_port

ROOT = Path(__file__).parents[2]
XASO = Path(sys.executable).parent / "xaso"
START_WITHIN_S = 180


def environment(data_dir: Path) -> dict[str, str]:
    port = free_port()
    here = {
        "XASO_DATA_DIR": str(data_dir),
        "XASO_URL": f"http://127.0.0.1:{port}",
        "XASO_STATIC": "plain",
        "PYTHONPATH": f"{ROOT / 'src'}{os.pathsep}{ROOT}",
    }
    return {name: value for name, value in os.environ.items() if name != "DATABASE_URL"} | here


def said_by(command: list[Any], env: dict[str, str]) -> str:
    words = [str(word) for word in command]
    done = subprocess.run(words, env=env, cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


@contextmanager
def served(env: dict[str, str], how: str = "serve") -> Iterator[str]:
    port = env["XASO_URL"].rpartition(":")[2]
    command = [str(XASO), how, "--json", "--port", port]
    log = Path(env["XASO_DATA_DIR"]) / "serve.log"
    with (
        log.open("w") as errors,
        subprocess.Popen(command, env=env, stdout=PIPE, stderr=errors, text=True) as server,
    ):
        try:
            ready, _write, _error = select.select([server.stdout], [], [], START_WITHIN_S)
            assert ready, log.read_text()
            yield json.loads(server.stdout.readline())["url"]
        finally:
            server.terminate()
            server.wait(timeout=20)
