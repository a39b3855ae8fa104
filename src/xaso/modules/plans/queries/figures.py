"""Numbers from accepted evidence. The newest accepted one of a village counts; none is not 0."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from uuid import UUID

from django.db.models import Count, Max, OuterRef, Q, QuerySet, Subquery, Sum, Value
from django.db.models.functions import Coalesce

from xaso.core.units.models import Commune
from xaso.lib.dates import day_end, day_start
from xaso.lib.text import fold
from xaso.modules.plans.models import (
    CANCELLED,
    DRAFT,
    Evidence,
    EvidenceKind,
    SubmissionState,
    Target,
    TargetFigure,
    TaskState,
    TaskVillage,
)


@dataclass(frozen=True)
class CountedFigure:
    """`village_id` None: the lead's own figure for the whole commune."""

    target_id: UUID
    village_id: UUID | None
    number: Decimal
    at: datetime
    until: datetime
    task_id: UUID
    task_code: str
    value_code: str

    def counts_on(self, day: date) -> bool:
        return self.at < day_end(day) <= self.until


def accepted_evidence(commune: Commune) -> QuerySet[Evidence]:
    """Figures of accepted submissions of tasks that serve a target, oldest first. What counts is
    read from TargetFigure, the copy of these."""
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
    targets = Target.objects.of(commune).exclude(value_code="").values("pk")
    rows = TargetFigure.objects.filter(target__in=targets, at__gte=day_start(first))
    newest = {
        (figure.value_code, figure.village_id): figure
        for figure in _figures(rows.counting_at([day_end(last)]))
    }
    return list(newest.values())


def is_counted_in(commune: Commune, value_code: str, first: date, last: date) -> bool:
    """Whether `counted_in` would have a figure of this code."""
    rows = TargetFigure.objects.of(commune).filter(target__value_code=value_code)
    return rows.filter(at__gte=day_start(first), at__lt=day_end(last)).exists()


def counted_for(
    targets: Iterable[Target], days: Sequence[date]
) -> dict[UUID, list[CountedFigure]]:
    """By target: the newest figure of each village and of the lead at the end of any of the days,
    oldest first. One query for all targets and days."""
    found: dict[UUID, list[CountedFigure]] = {each.pk: [] for each in targets}
    rows = TargetFigure.objects.filter(target__in=list(found))
    for figure in _figures(rows.counting_at([day_end(day) for day in days])) if found else ():
        found[figure.target_id].append(figure)
    return found


@dataclass(frozen=True)
class Sums:
    """What the figures of a target add up to at the end of one day."""

    villages: Decimal | None
    reported: int
    whole: Decimal | None
    """The lead's own figure."""
    at: datetime | None


def sums_of(targets: Iterable[Target], days: Sequence[date]) -> dict[tuple[UUID, date], Sums]:
    """Added up by the database, so that the months of a year cost no more than a day. One query."""
    figures = TargetFigure.objects.filter(target__in=[each.pk for each in targets]).order_by()
    of_village, own = Q(village__isnull=False), Q(village__isnull=True)
    parts = [
        figures.counting_at([day_end(day)])
        .values_list("target", Value(place))
        .annotate(
            villages=Sum("number", filter=of_village),
            reported=Count("village"),
            whole=Max("number", filter=own),
            newest=Max("at"),
        )
        for place, day in enumerate(days)
    ]
    rows = parts[0].union(*parts[1:], all=True) if parts else ()
    return {(target_id, days[place]): Sums(*numbers) for target_id, place, *numbers in rows}


def number_of(target: Target, figures: Sequence[CountedFigure]) -> Decimal | None:
    whole = next((each.number for each in figures if each.village_id is None), None)
    parts = [each.number for each in figures if each.village_id is not None]
    return number_from(target, sum(parts, Decimal(0)) if parts else None, whole)


def number_from(target: Target, villages: Decimal | None, whole: Decimal | None) -> Decimal | None:
    """Villages add up, except percentages: those only the lead can give for the commune."""
    added = None if "%" in target.unit else villages
    first, second = (added, whole) if target.per_village else (whole, added)
    return second if first is None else first


def villages_asked() -> Coalesce:
    """How many villages the tasks of a target ask: to annotate targets with."""
    asked = (
        TaskVillage.objects.filter(task_target=OuterRef("pk"))
        .exclude(task_order__in=[DRAFT, CANCELLED])
        .order_by()
        .values("task_target")
        .annotate(villages=Count("village", distinct=True))
    )
    return Coalesce(Subquery(asked.values("villages")), 0)


def serves_target(evidence: Evidence) -> bool:
    """A number in another unit than its target's ("lượt" for a target in "hộ") is kept with the
    task and does not count for the target."""
    target = evidence.submission.task.target
    return target is not None and fold(evidence.unit) in {"", fold(target.unit)}


def _figures(rows: QuerySet[TargetFigure]) -> Iterator[CountedFigure]:
    names = (
        "target_id", "village_id", "number", "at", "until", "task_id", "task__code",
        "target__value_code",
    )  # fmt: skip
    for row in rows.order_by("at", "evidence_id").values_list(*names):
        yield CountedFigure(*row)
