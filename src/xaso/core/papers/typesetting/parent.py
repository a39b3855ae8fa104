"""Starts the process that holds typst when a paper is wanted, and ends it when none has been for a
while. One paper at a time; what breaks there never breaks the server."""

from __future__ import annotations

import atexit
import json
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path
from threading import Lock, Timer
from typing import Any, Literal

IDLE_S = 5.0
ENDS_WITHIN_S = 5.0


class TypesettingFailed(RuntimeError):
    """typst refused the template or its data: our bug, never the officer's."""


@dataclass(frozen=True)
class Setting:
    """A template and the data it is filled with, as JSON; data never becomes part of the source."""

    template: Path
    fonts: Path
    data: str
    name: str = "paper"
    """What the template calls its data."""


def typeset(
    setting: Setting,
    form: Literal["pdf", "png"],
    *,
    standards: str = "",
    dots_per_inch: float | None = None,
) -> list[bytes]:
    """One PDF, or one PNG a page."""
    return _ask(_request(setting, form, standards, dots_per_inch))[1]


def measure(setting: Setting, label: str) -> Any:
    """The value the template leaves at a label once it is laid out."""
    return json.loads(_ask({**_request(setting, "pdf"), "label": label})[0]["value"])


def _request(
    setting: Setting, form: str, standards: str = "", dots_per_inch: float | None = None
) -> dict[str, Any]:
    return {
        "template": str(setting.template),
        "root": str(setting.template.parent),
        "fonts": str(setting.fonts),
        "inputs": {setting.name: setting.data},
        "format": form,
        "standards": [standards] if standards else [],
        "dots_per_inch": dots_per_inch,
        "label": "",
    }


def _ask(request: dict[str, Any]) -> tuple[dict[str, Any], list[bytes]]:
    with _child.lock:
        try:
            header, pieces = _child.ask(request)
        except (OSError, ValueError):
            # It was killed, perhaps for want of memory: once more with a new one.
            _child.end()
            header, pieces = _child.ask(request)
    if header["error"]:
        raise TypesettingFailed(header["error"])
    return header, pieces


class _Child:
    def __init__(self) -> None:
        self.lock = Lock()
        self.process: subprocess.Popen[bytes] | None = None
        self.timer: Timer | None = None

    def ask(self, request: dict[str, Any]) -> tuple[dict[str, Any], list[bytes]]:
        self._stay()
        process = self.process = self.process or _start()
        if process.stdin is None or process.stdout is None:
            raise RuntimeError("started with pipes")
        process.stdin.write(json.dumps(request).encode() + b"\n")
        process.stdin.flush()
        header = json.loads(process.stdout.readline())
        pieces = [process.stdout.read(size) for size in header["sizes"]]
        self._leave_later()
        return header, pieces

    def end(self) -> None:
        process, self.process = self.process, None
        if process is None:
            return
        with process:
            # Closing its stdin is how it is told.
            if process.stdin:
                process.stdin.close()
            try:
                process.wait(ENDS_WITHIN_S)
            except subprocess.TimeoutExpired:
                process.kill()

    def _stay(self) -> None:
        if self.timer:
            self.timer.cancel()

    def _leave_later(self) -> None:
        self.timer = Timer(IDLE_S, self._end_if_idle)
        self.timer.daemon = True
        self.timer.start()

    def _end_if_idle(self) -> None:
        with self.lock:
            self.end()


def _start() -> subprocess.Popen[bytes]:
    return subprocess.Popen(  # noqa: S603  our own program
        [sys.executable, "-m", f"{__package__}.child"],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
    )


_child = _Child()
atexit.register(_child.end)
