"""Drives in a line each, for the home page, the board and reports."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from uuid import UUID

from django.utils.translation import gettext as _

from xaso.core.figures import Period
from xaso.core.units.models import Commune
from xaso.modules.campaigns.models import Campaign, State
from xaso.modules.campaigns.queries.boards import with_counts
from xaso.modules.campaigns.queries.totals import percent_text, share

MOST = 50


@dataclass(frozen=True)
class CampaignSummary:
    id: UUID
    code: str
    name: str
    url: str
    state: str
    unit: str
    from_date: date
    to_date: date
    done: int
    target: int | None
    reported: int
    villages: int
    plan_id: UUID | None
    task_id: UUID | None

    @property
    def percent(self) -> Fraction | None:
        return share(self.done, self.target)

    @property
    def words(self) -> str:
        """ "57,75 % (48/55 thôn đã báo)": the share never stands alone."""
        said = _("%(reported)d/%(villages)d thôn đã báo") % {
            "reported": self.reported,
            "villages": self.villages,
        }
        if self.percent is None or not self.reported:
            return said
        return f"{percent_text(self.percent)} ({said})"


def summaries(commune: Commune, period: Period) -> tuple[CampaignSummary, ...]:
    """Drives that were open or locked and overlap the period, the earliest first."""
    rows = with_counts(commune).exclude(state=State.DRAFT)
    found = rows.filter(from_date__lte=period.last, to_date__gte=period.first)
    return tuple(_summary(row) for row in found.order_by("from_date", "pk")[:MOST])


def all_summaries(commune: Commune) -> tuple[CampaignSummary, ...]:
    """Every drive, also one that is being prepared; the newest first."""
    rows = with_counts(commune).order_by("-from_date", "-pk")[:MOST]
    return tuple(_summary(row) for row in rows)


def campaign_codes(commune: Commune) -> list[str]:
    return list(Campaign.objects.of(commune).order_by("code").values_list("code", flat=True))


def campaign_of_code(commune: Commune, code: str) -> UUID | None:
    found = Campaign.objects.of(commune).filter(code__iexact=code).values_list("pk", flat=True)
    return found.first()


def _summary(row: Campaign) -> CampaignSummary:
    return CampaignSummary(
        id=row.pk,
        code=row.code,
        name=row.name,
        url=row.get_absolute_url(),
        state=row.state,
        unit=row.unit,
        from_date=row.from_date,
        to_date=row.to_date,
        done=row.done_sum,  # type: ignore[attr-defined]
        target=row.target_sum,  # type: ignore[attr-defined]
        reported=row.reported_count,  # type: ignore[attr-defined]
        villages=row.village_count,  # type: ignore[attr-defined]
        plan_id=row.plan_id,
        task_id=row.task_id,
    )
