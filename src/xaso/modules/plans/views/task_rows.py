"""A task as a row of a list: its card, its chip, the edge of the row."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from xaso.modules.plans.cards import TaskCard
from xaso.modules.plans.chips import chip_of, tone_of


@dataclass(frozen=True)
class TaskRow:
    card: TaskCard
    chip: str
    tone: str


def rows_of(cards: Iterable[TaskCard]) -> list[TaskRow]:
    return [TaskRow(card, chip_of(card), tone_of(card)) for card in cards]
