"""What a command says back: one JSON object for scripts, plain Vietnamese for people."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

DONE, FINDING, BAD_INPUT = 0, 1, 2


class BadInput(Exception):
    """The caller gave something we cannot use; `message` says what to do, in Vietnamese."""

    def __init__(self, code: str, message: str) -> None:
        super().__init__(code, message)  # both, so that it crosses to another process whole
        self.code = code
        self.message = message


@dataclass(frozen=True)
class Answer:
    data: dict[str, Any]
    text: str
    exit_code: int = DONE
