from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from fractions import Fraction
from typing import Literal

from django.core.exceptions import ValidationError

from xaso.modules.indicators.packs.value_defs import ValueDef

FORMULA_TYPES = (
    "bool",
    "role",
    "step",
    "ratio",
    "ratio_capped",
    "threshold",
    "sum_parts",
    "inverse",
    "manual_level",
)
#: Only an incomplete pack may hold it: the item is known, its formula is not.
UNKNOWN_TYPE = "unknown"
PERCENT_TYPES = frozenset({"ratio", "ratio_capped", "threshold", "inverse"})
TARGET_TYPES = frozenset({"ratio_capped", "threshold", "inverse"})

NaPolicy = Literal["rescale", "full", "zero"]


class BadPackError(ValidationError):
    """A pack we refuse to load; `.message` says which group, item or line is wrong."""


@dataclass(frozen=True, slots=True)
class Level:
    """`worth` is points for a step, a factor 0–1 for a role or a council's level."""

    name: str
    label: str
    worth: Fraction


@dataclass(frozen=True, slots=True)
class Step:
    at_least: Fraction
    points: Fraction


@dataclass(frozen=True, slots=True)
class Params:
    levels: tuple[Level, ...] = ()
    steps: tuple[Step, ...] = ()
    parts: tuple["Item", ...] = ()
    worst: Fraction | None = None


@dataclass(frozen=True, slots=True)
class Item:
    """One line of a pack. `max` is None only where the source does not say it."""

    code: str
    name: str
    max: Decimal | None
    formula_type: str
    group_code: str = ""
    numerator: str = ""
    denominator: str = ""
    num_def: str = ""
    den_def: str = ""
    numerator_unit: str = ""
    denominator_unit: str = ""
    numerator_whole: bool = True
    denominator_whole: bool = True
    numerator_period: str = ""
    denominator_period: str = ""
    target: Fraction | None = None
    target_rule: str = ""
    params: Params = field(default_factory=Params)
    zero_denominator: str = "na"
    evidence_kinds: tuple[str, ...] = ()
    source_system: str = ""
    verifier: str = ""
    period: str = ""
    effective_from: date | None = None
    effective_to: date | None = None
    basis: tuple[str, ...] = ()
    origin: str = ""
    source: str = ""
    known: str = "yes"
    note: str = ""

    @property
    def is_known(self) -> bool:
        return self.max is not None and self.formula_type != UNKNOWN_TYPE


@dataclass(frozen=True, slots=True)
class Group:
    code: str
    name: str
    max: Decimal | None


@dataclass(frozen=True, slots=True)
class Pack:
    code: str
    title: str
    short_label: str
    groups: tuple[Group, ...]
    items: tuple[Item, ...]
    max: Decimal | None
    incomplete: bool = False
    na_policy: NaPolicy = "rescale"
    basis: tuple[str, ...] = ()
    effective_from: date | None = None
    effective_to: date | None = None
    note: str = ""
    own_defs: tuple[ValueDef, ...] = ()
    """Numbers only this pack asks for; the others stand in the list of definitions."""

    def item(self, code: str) -> Item:
        return next(item for item in self.items if item.code == code)

    def items_of(self, group_code: str) -> Iterator[Item]:
        return (item for item in self.items if item.group_code == group_code)
