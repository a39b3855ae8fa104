"""One item village by village: numerators and denominators side by side, added up, never averaged."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from math import ceil

from xaso.core.units.models import Village
from xaso.modules.indicators.scoring.given import target_of
from xaso.modules.indicators.scoring.numbers import write_percent
from xaso.modules.indicators.scoring.what_if import Gap

from .assessment import ItemRow


@dataclass(frozen=True)
class VillageShare:
    village: Village
    numerator: Decimal | None
    denominator: Decimal | None
    target: Fraction | None

    @property
    def share(self) -> Fraction | None:
        if self.numerator is None or not self.denominator:
            return None
        return 100 * Fraction(self.numerator) / Fraction(self.denominator)

    @property
    def share_text(self) -> str:
        return "" if self.share is None else write_percent(self.share, self.target)

    @property
    def missing(self) -> int | None:
        """Whole things this village lacks to reach the target by itself."""
        if self.numerator is None or self.denominator is None or self.target is None:
            return None
        wanted = ceil(Fraction(self.denominator) * self.target / 100)
        return max(0, wanted - int(self.numerator))


@dataclass(frozen=True)
class VillageTable:
    rows: tuple[VillageShare, ...]
    numerator: Decimal
    denominator: Decimal
    share_text: str
    """Of the two sums."""
    late: int
    """Villages without one of the two numbers; they are in neither sum."""


def village_table(row: ItemRow, gap: Gap | None) -> VillageTable | None:
    """None where no village has told a number; most lacking first."""
    if row.numerator is None or row.denominator is None or not row.numerator.villages:
        return None
    target = (gap.target if gap else None) or target_of(row.item, row.given)
    if target is None and row.item.formula_type == "ratio":
        target = Fraction(100)
    bottoms = {part.village.pk: part.number for part in row.denominator.villages}
    rows = [
        VillageShare(part.village, part.number, bottoms.get(part.village.pk), target)
        for part in row.numerator.villages
    ]
    known = [each for each in rows if each.share is not None]
    top = sum((each.numerator or Decimal(0) for each in known), Decimal(0))
    bottom = sum((each.denominator or Decimal(0) for each in known), Decimal(0))
    if not bottom:
        return None
    share = 100 * Fraction(top) / Fraction(bottom)
    return VillageTable(
        rows=tuple(sorted(rows, key=lambda each: -(each.missing or 0))),
        numerator=top,
        denominator=bottom,
        share_text=write_percent(share, target),
        late=len(rows) - len(known),
    )
