"""A bad line from a tool beside the program: XASO_WEAKLINK names the folder of its `weaklink.py`."""

from __future__ import annotations

import json
import os
import shlex
import socket
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from .ground import Ground
from .outcome import NotRun
from .server import free_port

TOOL = "XASO_WEAKLINK"
WITHIN_S = 300


def weak_line_tool() -> Path:
    """Raises NotRun where it cannot be used."""
    tool = Path(os.environ.get(TOOL, "")) / "weaklink.py"
    if not os.environ.get(TOOL) or not tool.exists():
        raise NotRun(f"{TOOL} names no folder with weaklink.py")
    if os.getuid() != 0:
        raise NotRun("weaklink.py wants root")
    return tool


def said_over(
    tool: Path, place: Ground, client: Sequence[object], *, profile: str, seed: int = 1
) -> dict[str, Any]:
    """Our server at one end, `client` at the other: its words, and `--host`, `--port` of the
    server. What it prints last, as JSON."""
    port = free_port()
    program = [sys.executable, "-m", "xaso", "serve", "--host", "0.0.0.0", "--port", str(port)]  # noqa: S104  inside the namespace
    asked = f"{shlex.join(map(str, client))} --host $WL_SERVER --port {port}"
    done = subprocess.run(  # noqa: S603  the tool the operator named, our own program under it
        [
            *(sys.executable, str(tool), "--profile", profile, "--seed", str(seed)),
            *("--port", str(port), "--server", shlex.join(program), "--client", asked),
        ],
        env=place.env,
        stdout=subprocess.PIPE,
        text=True,
        timeout=WITHIN_S,
        check=True,
    )
    found: dict[str, Any] = json.loads(done.stdout[done.stdout.index("{") :])
    return found


def tell_line(words: str) -> None:
    """At the far end, while it runs."""
    with socket.socket(socket.AF_UNIX) as line:
        line.connect(os.environ["WL_CTL"])
        line.sendall(f"{words}\n".encode())
        line.recv(4096)
