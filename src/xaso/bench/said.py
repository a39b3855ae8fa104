"""What a measure found."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True)
class Said:
    data: dict[str, Any]
    text: str
    is_good: bool
