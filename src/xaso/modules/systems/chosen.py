"""What a person chose while looking over a file: the days of its numbers, and which are taken."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True)
class ChosenDays:
    """`first` and `last` for numbers of a stretch, `as_of` for those of a day."""

    first: date
    last: date
    as_of: date


@dataclass(frozen=True)
class TakingChoices:
    """Numbers are named by their code."""

    days: ChosenDays
    take: Collection[str]
    zeros: Collection[str] = ()
    """Of these a 0 is a 0, wherever it stands."""
    shares: Collection[str] = ()
    """Of these a share below one per cent is right."""
    skips_unread: bool = False
    has_seen: bool = False
    """That numbers have fallen far."""
    reason: str = ""
