"""Numbers from accepted evidence. The newest accepted one of a village counts; none is not 0."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from uuid import UUID

from django.db.models import Count, Q, QuerySet

from xaso.core.units.models import Commune
from xaso.lib.dates import day_end, day_start
from xaso.lib.text import fold
from xaso.modules.plans.models import (
    Evidence,
    EvidenceKind,
    SubmissionState,
    Target,
    TaskState,
)


@dataclass(frozen=True)
class CountedFigure:
    """`village_id` None: the lead's own figure for the whole commune."""

    target_id: UUID
    value_code: str
    village_id: UUID | None
    number: Decimal
    at: datetime
    task_id: UUID
    task_code: str
    submission_id: UUID


def accepted_evidence(commune: Commune) -> QuerySet[Evidence]:
    """Figures of accepted submissions of tasks that serve a target, oldest first."""
    return (
        Evidence.objects.of(commune)
        .filter(
            kind=EvidenceKind.SO_LIEU,
            submission__state=SubmissionState.CHAP_NHAN,
            submission__task__target__isnull=False,
        )
        .exclude(submission__task__state=TaskState.HUY)
        .select_related("submission", "submission__task", "submission__task__target")
        .order_by("submission__at", "pk")
    )


def counted_in(commune: Commune, first: date, last: date) -> list[CountedFigure]:
    """The newest of each value and village sent between two days, both inside."""
    rows = (
        accepted_evidence(commune)
        .filter(
            submission__at__gte=day_start(first),
            submission__at__lt=day_end(last),
        )
        .exclude(submission__task__target__value_code="")
    )
    newest = {(figure.value_code, figure.village_id): figure for figure in _figures(rows)}
    return list(newest.values())


def counted_for(
    targets: Iterable[Target], until: date | None = None
) -> dict[UUID, list[CountedFigure]]:
    """By target: the newest figure of each village and of the lead, sent by the end of a day.
    One query for all targets."""
    wanted = list(targets)
    found: dict[UUID, dict[UUID | None, CountedFigure]] = {each.pk: {} for each in wanted}
    if wanted:
        rows = accepted_evidence(wanted[0].commune).filter(submission__task__target__in=wanted)
        if until:
            rows = rows.filter(submission__at__lt=day_end(until))
        for figure in _figures(rows):
            found[figure.target_id][figure.village_id] = figure
    return {target_id: list(by_village.values()) for target_id, by_village in found.items()}


def sent_for(targets: Iterable[Target]) -> dict[UUID, list[CountedFigure]]:
    """By target: every accepted figure, oldest first. One query for all targets."""
    wanted = list(targets)
    found: dict[UUID, list[CountedFigure]] = {each.pk: [] for each in wanted}
    if wanted:
        rows = accepted_evidence(wanted[0].commune).filter(submission__task__target__in=wanted)
        for figure in _figures(rows):
            found[figure.target_id].append(figure)
    return found


def number_of(target: Target, figures: Sequence[CountedFigure]) -> Decimal | None:
    """Villages add up, except percentages: those only the lead can give for the commune."""
    whole = next((each.number for each in figures if each.village_id is None), None)
    parts = [each.number for each in figures if each.village_id is not None]
    added = sum(parts, Decimal(0)) if parts and "%" not in target.unit else None
    first, second = (added, whole) if target.per_village else (whole, added)
    return second if first is None else first


def villages_asked() -> Count:
    """How many villages the tasks of a target ask: to annotate targets with."""
    given = ~Q(tasks__state__in=[TaskState.HUY, TaskState.NHAP])
    return Count("tasks__villages__village", filter=given, distinct=True)


def serves_target(evidence: Evidence) -> bool:
    """A number in another unit than its target's ("lượt" for a target in "hộ") is kept with the
    task and does not count for the target."""
    target = evidence.submission.task.target
    return target is not None and fold(evidence.unit) in {"", fold(target.unit)}


def _figures(rows: Iterable[Evidence]) -> Iterator[CountedFigure]:
    return (_figure(row) for row in rows if serves_target(row))


def _figure(evidence: Evidence) -> CountedFigure:
    submission = evidence.submission
    task = submission.task
    if task.target is None or evidence.number is None:
        raise RuntimeError("accepted_evidence() gives figures of targets only")
    return CountedFigure(
        target_id=task.target.pk,
        value_code=task.target.value_code,
        village_id=submission.village_id,
        number=evidence.number,
        at=submission.at,
        task_id=task.pk,
        task_code=task.code,
        submission_id=submission.pk,
    )
