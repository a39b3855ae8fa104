"""The board of the one-stop score: what we know ourselves beside what the portal shows."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from django.db.models import QuerySet

from xaso.core.figures import Period
from xaso.core.units.models import Commune
from xaso.modules.indicators.models import PortalReading
from xaso.modules.indicators.scoring.pack import Group

from .assessment import Assessment, ItemRow

ZERO = Decimal("0.00")


@dataclass(frozen=True)
class OneStopGroup:
    group: Group
    rows: tuple[ItemRow, ...]
    portal: Decimal | None
    """As the portal shows it; None while nobody has looked."""

    @property
    def scored(self) -> list[ItemRow]:
        return [row for row in self.rows if row.score.score is not None]

    @property
    def known(self) -> Decimal | None:
        """Provisional: only items whose points are known and whose numbers are there."""
        scores = [row.score.score for row in self.scored if row.score.score is not None]
        return sum(scores, ZERO) if scores else None

    @property
    def known_max(self) -> Decimal:
        return sum((row.item.max or ZERO for row in self.scored), ZERO)

    @property
    def lost(self) -> Decimal | None:
        if self.portal is None or self.group.max is None:
            return None
        return self.group.max - self.portal


def one_stop_groups(
    assessment: Assessment, reading: PortalReading | None
) -> tuple[OneStopGroup, ...]:
    typed = reading.groups if reading else {}
    return tuple(
        OneStopGroup(
            group,
            tuple(row for row in assessment.rows if row.item.group_code == group.code),
            Decimal(typed[group.code]) if group.code in typed else None,
        )
        for group in assessment.pack.groups
    )


def newest_reading(commune: Commune, period: Period) -> PortalReading | None:
    return readings(commune, period).first()


def readings(commune: Commune, period: Period) -> QuerySet[PortalReading]:
    """Of days inside the period, the newest first."""
    rows = PortalReading.objects.of(commune).filter(as_of__range=(period.first, period.last))
    return rows.select_related("entered_by").order_by("-as_of", "-entered_at", "-id")
