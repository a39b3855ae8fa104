"""What the tables of the package say, as they are used: questions, traits, blocks, tasks."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

from .rules import Rule, Steps

Kind = Literal["co_khong", "muc", "so"]
Way = Literal["", "chinh", "thay"]


@dataclass(frozen=True)
class Question:
    code: str
    group: str
    kind: Kind
    text: str
    help: str
    unit: str
    levels: tuple[str, ...]
    most: int | None
    prefill: str


@dataclass(frozen=True)
class Trait:
    code: str
    name: str
    rule: Rule
    is_weakness: bool
    says: str


@dataclass(frozen=True)
class ReadinessRow:
    group: str
    steps: Steps


@dataclass(frozen=True)
class Resource:
    """Something a block needs of the commune: signal, money, a person who mends, phones."""

    code: str
    steps: Steps
    name: str
    says: tuple[str, ...]
    """How each level reads; empty where the level is the number itself."""


@dataclass(frozen=True)
class BlockTask:
    """`way`: "" in any case, "chinh" with all needs met, "thay" in the alternative."""

    block: str
    way: Way
    weeks: int
    """Working weeks from the first day of the quarter."""
    role: str
    evidence: str
    count: int
    title: str
    product: str


@dataclass(frozen=True)
class NeedItem:
    block: str
    item: str
    unit: str
    per: str
    factor: int
    source: str


@dataclass(frozen=True)
class Block:
    code: str
    name: str
    part: str
    """nen_tang, chinh_quyen, kinh_te or xa_hoi."""
    pillar: str
    """Of the plan its tasks go to."""
    level: int
    """The readiness of the commune this block is meant for."""
    difficulty: str
    """The trouble it answers, in the words of people."""
    traits: tuple[str, ...]
    needs: Mapping[str, int]
    """By resource; 0 needs nothing."""
    alternative: str
    """What to do where a need fails; empty means: better not yet."""
    prerequisites: tuple[str, ...]
    weeks: int
    people: int
    indicators: tuple[str, ...]
    modules: tuple[str, ...]
    applies: Rule
    """An empty rule: to every commune."""
    standing: Rule
    """Holds where the commune has it already."""
    source: str


@dataclass(frozen=True)
class CommitmentItem:
    code: str
    text: str
    unit: str
    promise: int
    value: str
    """Code of the number that shows it, where somebody counts it."""


@dataclass(frozen=True)
class AwarenessQuestion:
    code: str
    picture: str
    question: str
    aloud: str
    """As it is read to somebody who does not read."""
    answers: tuple[str, str, str]
    right: str
    why: str


@dataclass(frozen=True)
class Limits:
    edition: str
    label: str
    most_per_quarter: int
    quarters: int
    least_known_percent: int


@dataclass(frozen=True)
class Tables:
    questions: Mapping[str, Question]
    traits: tuple[Trait, ...]
    readiness: tuple[ReadinessRow, ...]
    resources: tuple[Resource, ...]
    blocks: Mapping[str, Block]
    tasks: tuple[BlockTask, ...]
    needs: tuple[NeedItem, ...]
    commitments: tuple[CommitmentItem, ...]
    awareness: tuple[AwarenessQuestion, ...]
    limits: Limits

    def tasks_of(self, block: str, *, is_alternative: bool) -> tuple[BlockTask, ...]:
        """In the order of their time."""
        other = "chinh" if is_alternative else "thay"
        found = [task for task in self.tasks if task.block == block and task.way != other]
        return tuple(sorted(found, key=lambda task: task.weeks))
