"""One line of "Sức khỏe máy": how it stands, and what a person without training does about it."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class Level(StrEnum):
    GOOD = "good"
    NOTICE = "notice"
    """To be done some day; nothing is in danger now."""
    PROBLEM = "problem"


@dataclass(frozen=True)
class Finding:
    code: str
    level: Level
    message: str
    advice: str = ""

    @property
    def as_data(self) -> dict[str, str]:
        return {
            "code": self.code,
            "level": str(self.level),
            "message": self.message,
            "advice": self.advice,
        }


def good(code: str, message: str) -> Finding:
    return Finding(code, Level.GOOD, message)


def notice(code: str, message: str, advice: str) -> Finding:
    return Finding(code, Level.NOTICE, message, advice)


def problem(code: str, message: str, advice: str) -> Finding:
    return Finding(code, Level.PROBLEM, message, advice)
