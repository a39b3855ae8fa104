"""One roadmap as its pages show it."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from uuid import UUID

from django.db.models import QuerySet

from xaso.core.units.models import Commune
from xaso.modules.plans import public as plans
from xaso.modules.roadmap.catalogue import tables
from xaso.modules.roadmap.engine.rules import Facts
from xaso.modules.roadmap.engine.tables import Block
from xaso.modules.roadmap.models import Roadmap, RoadmapLine
from xaso.modules.roadmap.sketching import place_of

NOTHING = plans.PlaceProgress(0, 0)


@dataclass(frozen=True)
class Standing:
    """A block of a roadmap: did it stand then, does it stand now, how far are its tasks."""

    block: Block
    line: RoadmapLine
    before: bool | None
    now: bool | None
    tasks: plans.PlaceProgress


def roadmaps_of(commune: Commune) -> QuerySet[Roadmap]:
    """Newest first."""
    return Roadmap.objects.of(commune).select_related("survey").order_by("-made_at", "-pk")


def newest_roadmap(commune: Commune) -> Roadmap | None:
    """The one that became a plan, else the newest."""
    rows = list(roadmaps_of(commune)[:20])
    return next((row for row in rows if row.is_written), rows[0] if rows else None)


def facts_of_roadmap(roadmap: Roadmap) -> dict[str, Decimal]:
    return {code: Decimal(number) for code, number in roadmap.facts.items()}


def lines_of(roadmap: Roadmap) -> list[RoadmapLine]:
    """What is to be done by quarter and order, then the rest."""
    lines = list(roadmap.lines.all())
    return sorted(lines, key=lambda row: (row.quarter or 9, row.order, row.block))


def standings(roadmap: Roadmap, now: Facts) -> list[Standing]:
    """Of the blocks the roadmap wanted to do. One query beyond the lines."""
    before = facts_of_roadmap(roadmap)
    progress = _progress(roadmap.commune, roadmap.plan_id)
    found = []
    for line in lines_of(roadmap):
        if line.state == RoadmapLine.State.LAM:
            block = tables().blocks[line.block]
            tasks = progress.get(place_of(block), NOTHING)
            rule = block.standing
            found.append(Standing(block, line, rule.holds(before), rule.holds(now), tasks))
    return found


def _progress(commune: Commune, plan_id: UUID | None) -> dict[str, plans.PlaceProgress]:
    return plans.progress_by_place(commune, plan_id) if plan_id else {}
