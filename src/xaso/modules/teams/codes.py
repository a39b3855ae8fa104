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


@cache
def packaged(which: str) -> Mapping[str, Code]:
    table = read_table(Path(__file__).parent / "data" / "codes.csv")
    return {
        row["code"]: Code(
            code=row["code"],
            label=row["label"],
            first=date.fromisoformat(row["from"]),
            last=date.fromisoformat(row["until"]) if row["until"] else None,
            asks_reason=row["asks_reason"] == "yes",
        )
        for row in table
        if row["list"] == which
    }
