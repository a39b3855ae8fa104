"""What the copies kept for fast counting must say, worked out anew from what they are copied from."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from itertools import zip_longest
from uuid import UUID

from django.db.models import F, Q

from xaso.core.units.models import Commune
from xaso.modules.plans.models import FOREVER, Evidence, TargetFigure, TaskVillage

from .figures import accepted_evidence, serves_target


@dataclass(frozen=True)
class WantedFigure:
    target_id: UUID
    task_id: UUID
    village_id: UUID | None
    number: Decimal
    at: datetime


def wanted_figures(commune: Commune, which: Q) -> dict[UUID, WantedFigure]:
    """By evidence: the figures that serve a target, of the accepted evidence chosen."""
    rows = accepted_evidence(commune).filter(which)
    return {row.pk: _wanted(row) for row in rows if serves_target(row)}


def is_as_wanted(figure: TargetFigure, wanted: WantedFigure | None) -> bool:
    return wanted == WantedFigure(
        figure.target_id, figure.task_id, figure.village_id, figure.number, figure.at
    )


def copies_out_of_step(commune: Commune) -> int:
    """How many copies differ from what they are copied from; 0 when all is well. Reads everything,
    so it is for the health check and the tests, not for pages."""
    there = {row.evidence_id: row for row in TargetFigure.objects.of(commune)}
    wanted = wanted_figures(commune, Q())
    keys = there.keys() | wanted.keys()
    figures = sum(
        key not in there or not is_as_wanted(there[key], wanted.get(key)) for key in keys
    )
    order = sum(row.until != at for row, at in in_order(there.values()))
    return figures + order + _villages_out_of_step(commune)


def in_order(rows: Iterable[TargetFigure]) -> Iterator[tuple[TargetFigure, datetime]]:
    """Each figure with the moment the next one of the same target and village was sent."""
    ordered = sorted(rows, key=_place)
    for row, after in zip_longest(ordered, ordered[1:]):
        is_followed = after is not None and _place(after)[:2] == _place(row)[:2]
        yield row, after.at if after and is_followed else FOREVER


def _place(row: TargetFigure) -> tuple[str, str, datetime, UUID]:
    return str(row.target_id), str(row.village_id or ""), row.at, row.evidence_id


def _villages_out_of_step(commune: Commune) -> int:
    same_target = Q(task_target=F("task__target")) | Q(
        task_target__isnull=True, task__target__isnull=True
    )
    in_step = Q(task_order=F("task__state_order"), task_date=F("task__listed_date")) & same_target
    rows = TaskVillage.objects.of(commune)
    return rows.exclude(pk__in=rows.filter(in_step).values("pk")).count()


def _wanted(row: Evidence) -> WantedFigure:
    submission, task = row.submission, row.submission.task
    if task.target_id is None or row.number is None:
        raise RuntimeError("accepted_evidence() gives figures of targets only")
    return WantedFigure(task.target_id, task.pk, submission.village_id, row.number, submission.at)
