"""Drives of a period village by village, for the annexes of the reports."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from django.utils.text import capfirst

from xaso.core.units.models import Commune
from xaso.modules.campaigns.models import CampaignVillage
from xaso.modules.campaigns.reasons import added, top

from .summaries import CampaignSummary


@dataclass(frozen=True)
class DriveVillage:
    campaign_id: UUID
    name: str
    target: int | None
    done: int | None
    """None: the village has not reported, which is not 0."""
    failed: int | None


def drive_villages(
    commune: Commune, drives: Sequence[CampaignSummary]
) -> tuple[DriveVillage, ...]:
    """By village name inside each drive. One query."""
    rows = CampaignVillage.objects.of(commune).filter(campaign__in=[drive.id for drive in drives])
    found = rows.select_related("village").order_by("village__name_folded", "village_id")
    return tuple(
        DriveVillage(
            row.campaign_id,
            capfirst(str(row.village)),
            row.target,
            row.done if row.reported_at else None,
            row.failed if row.reported_at else None,
        )
        for row in found
    )


def drive_reasons(
    commune: Commune, drives: Sequence[CampaignSummary]
) -> tuple[tuple[str, int], ...]:
    """Why it was not done, over these drives; the most frequent first. One query."""
    rows = CampaignVillage.objects.of(commune).filter(campaign__in=[drive.id for drive in drives])
    return tuple(top(added(rows.values_list("reasons", flat=True))))
