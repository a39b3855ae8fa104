from __future__ import annotations

from dataclasses import dataclass

from django.core.exceptions import ValidationError


class UnreadableWorkbook(ValidationError):
    """The file as a whole is no set of indicators; `.message` says what to do next."""


@dataclass(frozen=True, slots=True)
class Problem:
    sheet: str
    cell: str
    """As Excel calls it: "D17"."""
    message: str

    @property
    def text(self) -> str:
        return f"{self.sheet}!{self.cell}: {self.message}"
