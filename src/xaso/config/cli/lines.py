"""What one line to the server may take, and what all of them together may: of time, of place, of the door."""

from __future__ import annotations

import shutil
import tempfile
from typing import Any

from waitress.channel import HTTPChannel
from waitress.parser import HTTPRequestParser, ParsingError, TransferEncodingNotImplemented
from waitress.utilities import RequestEntityTooLarge

LOOKS_EVERY_S = 5
HEAD_WITHIN_S = 60
BODY_BEGINS_S, SLOWEST = 60, 50
"""Bytes a second of a body, after its first minute: a line that comes and goes brings more."""
FULL, EMPTIER = 0.9, 0.8
"""Of the most lines: from the first on those idle longest make room, down to the second."""
MOST_OPEN_BYTES = 1024**3
OF_FREE_PLACE = 0.1


class Request(HTTPRequestParser):  # type: ignore[misc]
    error: Any

    def parse_header(self, header_plus: bytes) -> None:
        """Nobody of ours sends chunks, and what stands between them has no bound."""
        try:
            super().parse_header(header_plus)
        except TransferEncodingNotImplemented as error:
            raise ParsingError(str(error)) from error
        if self.chunked:
            raise ParsingError("Content-Length is wanted")

    def received(self, data: bytes) -> int:
        """What is too large goes to the page that says so, without its body."""
        consumed: int = super().received(data)
        if isinstance(self.error, RequestEntityTooLarge):
            self.error = self.body_rcv = None
            self.headers["CONNECTION"] = "close"
        return consumed


class Line(HTTPChannel):  # type: ignore[misc]
    parser_class = Request


class Lines:
    """Looked over every few seconds by the loop that reads."""

    def __init__(self, most: int) -> None:
        self._most = most
        self._begun: dict[Any, float] = {}

    def look_over(self, lines: list[Any], now: float) -> None:
        asking = [line for line in lines if line.request is not None]
        self._begun = {line.request: self._begun.get(line.request, now) for line in asking}
        for line in asking:
            if self._has_no_end(line.request, now):
                line.will_close = True
        _close_the_largest(asking)
        if len(lines) > self._most * FULL:
            self._make_room(lines)

    def _has_no_end(self, request: Any, now: float) -> bool:
        passed = now - self._begun[request]
        if not request.headers_finished:
            return passed > HEAD_WITHIN_S
        return bool(passed > BODY_BEGINS_S and request.body_bytes_received < passed * SLOWEST)

    def _make_room(self, lines: list[Any]) -> None:
        silent = [line for line in lines if not line.requests and not line.total_outbufs_len]
        silent.sort(key=lambda line: line.last_activity)
        for line in silent[: len(lines) - int(self._most * EMPTIER)]:
            line.will_close = True


def _close_the_largest(asking: list[Any]) -> None:
    """Bodies lie in files until they are whole; the database wants place too."""
    most = min(MOST_OPEN_BYTES, shutil.disk_usage(tempfile.gettempdir()).free * OF_FREE_PLACE)
    held = sum(line.request.body_bytes_received for line in asking)
    for line in sorted(asking, key=lambda line: -line.request.body_bytes_received):
        if held <= most:
            return
        held -= line.request.body_bytes_received
        line.will_close = True
