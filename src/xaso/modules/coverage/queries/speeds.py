"""The tally of a month: what was taken here, by village and kind of line, beside what was published."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from uuid import UUID

from django.db.models import Avg, Count, QuerySet

from xaso.core.units.models import Commune, Village
from xaso.modules.coverage.models import Network, PublishedCount, SpeedTest
from xaso.modules.coverage.speeds import SpeedRule, quotas, speed_rule


@dataclass(frozen=True)
class KindTally:
    network: str
    word: str
    count: int
    target: int
    down_mbps: Decimal | None
    """Average of what was taken; None before the first."""
    wanted_mbps: int | None
    published: PublishedCount | None

    @property
    def missing(self) -> int:
        return max(0, self.target - self.count)

    @property
    def percent(self) -> int:
        return min(100, 100 * self.count // self.target)


@dataclass(frozen=True)
class VillageTally:
    village: Village
    counts: tuple[tuple[str, int, int | None], ...]
    """Kind of line, how many were taken, how many would be its share; None where its households
    are not counted."""


@dataclass(frozen=True)
class Tally:
    rule: SpeedRule
    kinds: tuple[KindTally, ...]
    villages: tuple[VillageTally, ...]


def counting(commune: Commune) -> QuerySet[SpeedTest]:
    return SpeedTest.objects.of(commune).filter(taken_back_at=None)


def tally_of(commune: Commune, month: date) -> Tally:
    """Three queries, whatever the number of villages and samples."""
    rule = speed_rule(month)
    rows = counting(commune).filter(month=month).values("village", "network")
    sums = [
        (row["village"], row["network"], row["count"], row["mean"])
        for row in rows.annotate(count=Count("pk"), mean=Avg("down_mbps"))
    ]
    villages = list(
        Village.objects.of(commune).filter(closed_at=None).order_by("name_folded", "pk")
    )
    shares = quotas(rule.target, {village.pk: village.household_count for village in villages})
    taken = {(village, network): count for village, network, count, _mean in sums}
    return Tally(
        rule,
        tuple(_kind(network, sums, rule, published_in(commune, month)) for network in Network),
        tuple(_village(village, taken, shares) for village in villages),
    )


def published_in(commune: Commune, month: date) -> Mapping[str, PublishedCount]:
    """The newest word for each kind of line."""
    rows = PublishedCount.objects.of(commune).filter(month=month).order_by("at", "pk")
    return {row.network: row for row in rows}


def months_told(commune: Commune, today: date, most: int = 12) -> list[date]:
    """The months with samples or with a published number, this one always; the newest first."""
    taken = counting(commune).values_list("month", flat=True)
    published = PublishedCount.objects.of(commune).values_list("month", flat=True)
    known = taken.order_by().union(published.order_by()).order_by("-month")[:most]
    return sorted({*known, today.replace(day=1)}, reverse=True)


def _kind(
    network: Network,
    sums: list[tuple[UUID, str, int, Decimal]],
    rule: SpeedRule,
    published: Mapping[str, PublishedCount],
) -> KindTally:
    ours = [(count, Decimal(mean)) for _v, kind, count, mean in sums if kind == network]
    count = sum(each for each, _mean in ours)
    total = sum((each * mean for each, mean in ours), Decimal())
    return KindTally(
        network,
        str(network.label),
        count,
        rule.target,
        total / count if count else None,
        rule.download_mbps.get(network),
        published.get(network),
    )


def _village(
    village: Village, taken: Mapping[tuple[UUID, str], int], shares: Mapping[UUID, int]
) -> VillageTally:
    rows = ((network.value, taken.get((village.pk, network.value), 0)) for network in Network)
    share = shares.get(village.pk)
    return VillageTally(village, tuple((code, count, share) for code, count in rows))
