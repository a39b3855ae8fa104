"""What somebody says of one item of a report."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal


@dataclass(frozen=True)
class Entry:
    number: Decimal | None = None
    is_offer: bool = False
    """Take what is offered where no number stands."""
    note: str = ""
    is_kept: bool = False
    """A guarded number stays as it is: who does not see it cannot say it again."""
