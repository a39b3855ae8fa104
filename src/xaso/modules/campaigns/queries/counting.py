"""The counts of one village worked out from its checkpoints and the rows of its list."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.db.models import Count, Max

from xaso.core.units.models import Commune
from xaso.modules.campaigns.models import (
    Campaign,
    CampaignItem,
    CampaignVillage,
    Checkpoint,
    Result,
)
from xaso.modules.campaigns.reasons import added

KEPT = ("listed", "reached", "done", "failed", "absent", "reasons", "reported_at", "reported_day")


@dataclass
class Counts:
    listed: int = 0
    reached: int = 0
    done: int = 0
    failed: int = 0
    absent: int = 0
    reasons: dict[str, int] = field(default_factory=dict)
    reported_at: datetime | None = None
    reported_day: date | None = None


@dataclass(frozen=True)
class Standing:
    """Of one row of a list."""

    state: str = ""
    reason: str = ""
    checked_at: datetime | None = None
    done_at: datetime | None = None
    times_done: int = 0


def counts_of(campaign: Campaign, village_id: UUID) -> Counts:
    """Two queries, however many rows."""
    counts = _of_list(campaign, village_id) if campaign.is_list else _of_days(campaign, village_id)
    rows = Checkpoint.objects.filter(
        campaign=campaign, village=village_id, is_of_list=campaign.is_list
    )
    last = rows.aggregate(at=Max("at"), day=Max("day"))
    counts.reported_at, counts.reported_day = last["at"], last["day"]
    return counts


def standing_of(rows: Iterable[Checkpoint]) -> Standing:
    """The earliest "xong" that nobody took back wins; without one, the newest word counts."""
    rows = list(rows)
    back = {row.replaces_id for row in rows if row.result == Result.UNDONE}
    held = [row for row in rows if row.result != Result.UNDONE and row.pk not in back]
    held.sort(key=lambda row: (row.stamped_at, row.at))
    done = [row for row in held if row.result == Result.DONE]
    if done:
        first = done[0]
        return Standing(Result.DONE, "", first.stamped_at, first.stamped_at, len(done))
    if not held:
        return Standing()
    newest = held[-1]
    return Standing(newest.result, newest.reason, newest.stamped_at)


def out_of_step(commune: Commune) -> list[CampaignVillage]:
    """Rows whose kept counts differ from their checkpoints, with the right counts put on them. For
    the night and the tests: it reads everything of the drives that are not purged."""
    rows = CampaignVillage.objects.of(commune).filter(campaign__lists_purged_at=None)
    return [
        row
        for row in rows.select_related("campaign")
        if put(row, counts_of(row.campaign, row.village_id))
    ]


def put(row: CampaignVillage, counts: Counts) -> bool:
    """True when anything moved."""
    moved = [name for name in KEPT if getattr(row, name) != getattr(counts, name)]
    for name in moved:
        setattr(row, name, getattr(counts, name))
    return bool(moved)


def newest_of_days(rows: Sequence[Checkpoint]) -> list[Checkpoint]:
    """Of each day the newest word of the village; rows come in the order they were received."""
    newest: dict[Any, Checkpoint] = {row.day: row for row in rows}
    return [newest[day] for day in sorted(newest)]


def _of_days(campaign: Campaign, village_id: UUID) -> Counts:
    rows = Checkpoint.objects.filter(campaign=campaign, village=village_id, is_of_list=False)
    newest = newest_of_days(list(rows.order_by("at", "pk")))
    return Counts(
        reached=sum(row.reached or 0 for row in newest),
        done=sum(row.done or 0 for row in newest),
        failed=sum(row.failed or 0 for row in newest),
        reasons=added(row.reasons for row in newest),
    )


def _of_list(campaign: Campaign, village_id: UUID) -> Counts:
    rows = CampaignItem.objects.filter(campaign=campaign, village=village_id).order_by()
    counts = Counts()
    for state, reason, number in rows.values_list("state", "reason").annotate(number=Count("pk")):
        counts.listed += number
        if state == Result.DONE:
            counts.done += number
        elif state == Result.FAILED:
            counts.failed += number
            counts.reasons[reason] = counts.reasons.get(reason, 0) + number
        elif state == Result.ABSENT:
            counts.absent += number
    counts.reached = counts.done + counts.failed
    return counts
