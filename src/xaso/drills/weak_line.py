"""A bad line from a tool beside the program: XASO_WEAKLINK names the folder of its `weaklink.py`."""

from __future__ import annotations

import os
import socket
from pathlib import Path

from .outcome import NotRun

TOOL = "XASO_WEAKLINK"


def weak_line_tool() -> Path:
    """Raises NotRun where it cannot be used."""
    tool = Path(os.environ.get(TOOL, "")) / "weaklink.py"
    if not os.environ.get(TOOL) or not tool.exists():
        raise NotRun(f"{TOOL} names no folder with weaklink.py")
    if os.getuid() != 0:
        raise NotRun("weaklink.py wants root")
    return tool


def tell_line(words: str) -> None:
    """At the far end, while it runs."""
    with socket.socket(socket.AF_UNIX) as line:
        line.connect(os.environ["WL_CTL"])
        line.sendall(f"{words}\n".encode())
        line.recv(4096)
