from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from typing import Literal

State = Literal["scored", "missing", "missing_target", "not_applicable"]


@dataclass(frozen=True, slots=True)
class Warned:
    """Something a person must look at; the score stands all the same."""

    code: str
    message: str


@dataclass(frozen=True, slots=True)
class Outcome:
    """What a formula says before the one rounding. `how` is the left half of the explanation."""

    state: State
    points: Fraction | None = None
    met: bool | None = None
    warnings: tuple[Warned, ...] = ()
    how: str = ""


@dataclass(frozen=True, slots=True)
class ItemScore:
    """`score` is None unless scored; `low` and `high` are what it may still become."""

    code: str
    score: Decimal | None
    max: Decimal | None
    state: State
    low: Decimal
    high: Decimal
    met: bool | None = None
    warnings: tuple[Warned, ...] = ()
    explanation: str = ""


@dataclass(frozen=True, slots=True)
class Total:
    """Missing counts 0 in `low` and full in `high`; `rescaled_*` is on the scale of `max`.

    `official_*` is the figure the pack's na_policy makes count.
    """

    low: Decimal
    high: Decimal
    applicable_max: Decimal
    max: Decimal
    rescaled_low: Decimal | None
    rescaled_high: Decimal | None
    official_low: Decimal | None
    official_high: Decimal | None
    scored_items: int
    applicable_items: int

    @property
    def is_final(self) -> bool:
        return self.scored_items == self.applicable_items
