"""What can be chosen: lists as dated data. A code once given never changes its meaning."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path

from django.utils.text import capfirst

from xaso.lib.tables import read_table

SERVICE, OUTCOME, REASON, PLACE, JOB = "noi_dung", "ket_qua", "ly_do", "noi", "nghe"
DONE, ABSENT = "XONG", "VANG"
"""The two outcomes the rate of done work speaks of."""


@dataclass(frozen=True)
class Code:
    code: str
    label: str
    first: date
    last: date | None = None
    asks_reason: bool = False

    def is_used_on(self, day: date) -> bool:
        return self.first <= day and (self.last is None or day <= self.last)

    @property
    def choice(self) -> tuple[str, str]:
        return self.code, str(capfirst(self.label))


@dataclass(frozen=True)
class CodeBook:
    """All lists of one commune, whatever their days."""

    lists: Mapping[str, Mapping[str, Code]]

    def find(self, which: str, code: str) -> Code | None:
        return self.lists.get(which, {}).get(code)

    def label(self, which: str, code: str) -> str:
        """A code nobody knows any more is shown as it is."""
        found = self.find(which, code)
        return found.label if found else code

    def choices(self, which: str, day: date | None = None) -> list[tuple[str, str]]:
        """Those used on the day; all that ever were where no day is given."""
        found = self.lists.get(which, {}).values()
        return [code.choice for code in found if day is None or code.is_used_on(day)]


@cache
def packaged() -> Mapping[str, Mapping[str, Code]]:
    found: dict[str, dict[str, Code]] = {}
    for row in read_table(Path(__file__).parent / "data" / "codes.csv"):
        found.setdefault(row["list"], {})[row["code"]] = Code(
            code=row["code"],
            label=row["label"],
            first=date.fromisoformat(row["from"]),
            last=date.fromisoformat(row["until"]) if row["until"] else None,
            asks_reason=row["asks_reason"] == "yes",
        )
    return found
