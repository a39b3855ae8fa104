"""A real `xaso serve` in a process group of its own, to be stopped or killed as a whole."""

from __future__ import annotations

import contextlib
import http.client
import os
import secrets
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Mapping, Sequence
from pathlib import Path

READY_WITHIN_S = 90.0
STOP_WITHIN_S = 20.0
PORTS = range(20_000, 32_000)


class DidNotStart(Exception):
    """The server did not answer in time; the message ends with what it said last."""


class Server:
    def __init__(
        self,
        *,
        env: Mapping[str, str],
        log: Path,
        wrapper: Sequence[str] = (),
        workers: int = 1,
        port: int | None = None,
    ) -> None:
        self.env, self.log, self.wrapper, self.workers = dict(env), log, list(wrapper), workers
        self.port = port or free_port()
        self.process: subprocess.Popen[bytes] | None = None

    def start(self) -> float:
        """Seconds until the first page was answered."""
        began = time.monotonic()
        serve = ["serve", "--port", str(self.port), "--workers", str(self.workers), "--json"]
        with self.log.open("ab") as log:
            self.process = subprocess.Popen(  # noqa: S603  our own program
                [*self.wrapper, sys.executable, "-m", "xaso", *serve],
                env=self.env,
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=log,
                start_new_session=True,
            )
        self._wait_until_ready()
        return time.monotonic() - began

    def kill(self) -> None:
        """The plug of the program: every process of it at once, no chance to tidy up."""
        self._signal(signal.SIGKILL)
        self._reap(STOP_WITHIN_S)

    def stop(self) -> None:
        """As a service is stopped; what does not go in time is killed."""
        if self.process is None:
            return
        self._signal(signal.SIGTERM)
        with contextlib.suppress(subprocess.TimeoutExpired):
            self._reap(STOP_WITHIN_S)
        self.kill()

    def is_alive(self) -> bool:
        return self.process is not None and self.process.poll() is None

    def answers(self) -> bool:
        line = http.client.HTTPConnection("127.0.0.1", self.port, timeout=10)
        try:
            line.request("GET", "/dang-nhap/")
            return line.getresponse().status < http.client.BAD_REQUEST
        except (OSError, http.client.HTTPException):
            return False
        finally:
            line.close()

    def said(self) -> str:
        return self.log.read_text("utf-8", "replace") if self.log.exists() else ""

    def _wait_until_ready(self) -> None:
        deadline = time.monotonic() + READY_WITHIN_S
        while time.monotonic() < deadline:
            if not self.is_alive():
                break
            if self.answers():
                return
            time.sleep(0.02)
        self.kill()
        raise DidNotStart(self.said()[-2000:])

    def _signal(self, number: signal.Signals) -> None:
        if self.process is not None:
            with contextlib.suppress(ProcessLookupError, PermissionError):
                os.killpg(self.process.pid, number)

    def _reap(self, seconds: float) -> None:
        if self.process is not None:
            self.process.wait(seconds)


def free_port() -> int:
    """Below the ports the system lends to those who call: no caller holds it between two starts."""
    while True:
        port = PORTS.start + secrets.randbelow(len(PORTS))
        with contextlib.suppress(OSError), socket.socket() as probe:
            probe.bind(("127.0.0.1", port))
            return port
