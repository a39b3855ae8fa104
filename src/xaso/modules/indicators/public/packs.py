from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from django.core.exceptions import ObjectDoesNotExist
from django.urls import reverse

from xaso.core.figures import Period
from xaso.core.units.models import Commune
from xaso.modules.indicators.periods import code_of
from xaso.modules.indicators.queries.assessment import Assessment
from xaso.modules.indicators.queries.book import book_of
from xaso.modules.indicators.queries.packs import assess_packs
from xaso.modules.indicators.scoring.pack import Pack
from xaso.modules.indicators.scoring.total import total_in_words


@dataclass(frozen=True)
class PackSummary:
    """Always the commune's own score, not one a council gave. An incomplete pack has no total."""

    code: str
    title: str
    label: str
    """"tham khảo", "chưa đủ" or empty: to be shown beside the title wherever it stands."""
    period: Period
    in_use: bool
    total_text: str
    low: Decimal | None
    high: Decimal | None
    max: Decimal | None
    known_items: int
    missing_items: int

    @property
    def url(self) -> str:
        return f"{reverse('indicators:pack', args=[self.code])}?ky={code_of(self.period)}"


def pack_summary(commune: Commune, code: str, period: Period, today: date) -> PackSummary:
    pack = book_of(commune, period).named(code)
    if pack is None:
        raise ObjectDoesNotExist(code)
    return _summaries(commune, [pack], period, today)[0]


def pack_summaries(commune: Commune, period: Period, today: date) -> tuple[PackSummary, ...]:
    """Of the packs the commune uses in the period. Six queries."""
    packs = book_of(commune, period).packs
    return tuple(
        summary for summary in _summaries(commune, packs, period, today) if summary.in_use
    )


def summary_of(assessment: Assessment) -> PackSummary:
    pack, total = assessment.pack, assessment.total
    known = sum(row.is_known for row in assessment.rows)
    return PackSummary(
        code=pack.code,
        title=pack.title,
        label=pack.short_label,
        period=assessment.period,
        in_use=assessment.in_use is not None,
        total_text=total_in_words(total),
        low=total.low if total and total.scored_items else None,
        high=total.high if total and total.scored_items else None,
        max=total.applicable_max if total else None,
        known_items=known,
        missing_items=len(assessment.scores) - known,
    )


def _summaries(
    commune: Commune, packs: Sequence[Pack], period: Period, today: date
) -> list[PackSummary]:
    return [summary_of(each) for each in assess_packs(commune, packs, period, today).values()]
