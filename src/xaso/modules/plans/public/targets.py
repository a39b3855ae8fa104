"""Targets with their number of today, and the rows every number opens."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import Any
from uuid import UUID

from django.db.models import Exists, F, OuterRef, Prefetch, Q, QuerySet
from django.urls import reverse
from django.utils.translation import gettext as _

from xaso.core.figures import EvidenceLink, Figure, Period
from xaso.core.units.models import Commune
from xaso.modules.plans.cards import TaskCard, card_of
from xaso.modules.plans.lateness import local_day
from xaso.modules.plans.lists import limits, pillar_label
from xaso.modules.plans.models import (
    FOREVER,
    Evidence,
    EvidenceKind,
    Plan,
    Target,
    TargetFigure,
    Task,
    TaskState,
)
from xaso.modules.plans.queries.figures import (
    CountedFigure,
    counted_for,
    counted_in,
    is_counted_in,
    number_of,
    villages_asked,
)
from xaso.modules.plans.standing import Standing, Way, standing

MOST_HISTORY = 120
NO_TASK = UUID(int=0)


@dataclass(frozen=True)
class TargetToday:
    id: UUID
    plan_id: UUID
    plan_title: str
    code: str
    name: str
    unit: str
    pillar: str
    pillar_label: str
    direction: str
    baseline: Decimal | None
    target: Decimal | None
    by_date: date
    value_code: str
    base_code: str
    """With it the target is a share in %: value ÷ base."""
    note: str
    owner_name: str
    number: Decimal | None
    """None: no accepted figure yet, never 0."""
    as_of: date | None
    villages_reported: int
    villages_asked: int
    per_village: bool
    standing: Standing
    way: Way
    """To judge a number that comes from elsewhere by the same rule."""
    figures: tuple[Figure, ...]
    """What `number` is made of: the newest accepted figure of each village and of the lead."""

    @property
    def url(self) -> str:
        return reverse("plans:target", args=[self.id])


@dataclass(frozen=True)
class TrailRow:
    """One accepted figure. `counts` is False for older ones, kept as history."""

    village_id: UUID | None
    village_name: str
    number: Decimal
    unit: str
    counts: bool
    sent_at: datetime
    sent_by: str
    accepted_at: datetime | None
    accepted_by: str
    task_id: UUID
    task_code: str
    task_title: str
    photo_ids: tuple[UUID, ...]
    """Evidence ids; the picture is at `plans:evidence-file`."""

    @property
    def task_url(self) -> str:
        return reverse("plans:task", args=[self.task_id])


def targets(
    commune: Commune, year: int, today: date, *, with_drafts: bool = False
) -> tuple[TargetToday, ...]:
    """All targets of the plans of a year that are not closed, in the order of the plan, with what
    was sent by the end of `today`. A plan that is being written counts from its first given task on,
    or `with_drafts`. Two queries, however many targets."""
    rows = _with_people(commune).filter(plan__year=year).exclude(plan__state=Plan.State.KET_THUC)
    if not with_drafts:
        rows = rows.exclude(~Exists(_given_tasks()), plan__state=Plan.State.NHAP)
    figures_of = counted_for(rows, [today])
    return tuple(_today(row, figures_of[row.pk], row.asked, today) for row in rows)


def target(commune: Commune, target_id: UUID, today: date) -> TargetToday:
    """One target of any plan of this commune; ObjectDoesNotExist for any other."""
    row = _with_people(commune).get(pk=target_id)
    return _today(row, counted_for([row], [today])[row.pk], row.asked, today)


def standing_of(target: TargetToday, number: Decimal | None, today: date) -> Standing:
    """Where the target stands with this number."""
    return standing(number, target.way, today, limits().target_margin_percent)


def target_tasks(commune: Commune, target_id: UUID, today: date) -> tuple[TaskCard, ...]:
    """The tasks that serve a target, drafts and cancelled ones left out."""
    rows = Task.objects.of(commune).for_rows().filter(target_id=target_id)
    open_first = rows.exclude(state__in=["nhap", "huy"]).order_by(
        "state_order", "listed_date", "pk"
    )
    return tuple(card_of(task, today) for task in open_first)


def figures(commune: Commune, period: Period) -> list[Figure]:
    """Accepted figures sent in the period, newest per value and village. A village that has sent
    none is simply not in the list."""
    found = counted_in(commune, period.first, period.last)
    return list(_figures(found, period))


def has_figure(commune: Commune, code: str, period: Period) -> bool:
    """Whether `figures` has one of this code, without reading them."""
    return is_counted_in(commune, code, period.first, period.last)


def figure_trail(commune: Commune, target_id: UUID) -> tuple[TrailRow, ...]:
    """The rows a target's number is made of, the counting ones first, then the newest of what
    counted before them."""
    counts = TargetFigure.objects.of(commune).filter(target=target_id, until=FOREVER)
    before = TargetFigure.objects.of(commune).filter(target=target_id, until__lt=FOREVER)
    counting = set(counts.values_list("evidence_id", flat=True))
    older = before.order_by("-until", "-pk").values_list("evidence_id", flat=True)
    pictures = Prefetch(
        "submission__evidence",
        Evidence.objects.filter(kind=EvidenceKind.ANH).order_by("pk"),
        to_attr="pictures",
    )
    rows = (
        Evidence.objects.filter(pk__in=[*counting, *older[:MOST_HISTORY]])
        .select_related(
            "submission__task", "submission__village", "submission__by", "submission__decided_by"
        )
        .prefetch_related(pictures)
        .order_by("submission__village__name_folded", "-submission__at", "pk")
    )
    trail = [_trail_row(row, counts=row.pk in counting) for row in rows]
    return tuple(sorted(trail, key=lambda row: not row.counts))


def _given_tasks() -> QuerySet[Task]:
    """Of the plan of a target, or of the target alone."""
    of_it = Q(plan=OuterRef("plan")) | Q(target=OuterRef("pk"))
    return Task.objects.filter(of_it).exclude(state=TaskState.NHAP)


def _with_people(commune: Commune) -> QuerySet[Any]:
    return (
        Target.objects.of(commune)
        .select_related("plan", "owner", "commune")
        .annotate(asked=villages_asked())
        .order_by(F("plan__document_date").asc(nulls_first=True), "plan_id", "order", "code")
    )


def _today(target: Target, counted: list[CountedFigure], asked: int, today: date) -> TargetToday:
    number = number_of(target, counted)
    way = Way(
        target=target.target_number,
        baseline=target.baseline_number,
        is_down=target.direction == Target.Direction.DOWN,
        first_day=target.plan.period_from,
        last_day=target.by_date,
    )
    newest = max((figure.at for figure in counted), default=None)
    return TargetToday(
        id=target.pk,
        plan_id=target.plan_id,
        plan_title=target.plan.title,
        code=target.code,
        name=target.name,
        unit=target.unit,
        pillar=target.pillar,
        pillar_label=pillar_label(target.pillar),
        direction=target.direction,
        baseline=target.baseline_number,
        target=target.target_number,
        by_date=target.by_date,
        value_code=target.value_code,
        base_code=target.base_code,
        note=target.note,
        owner_name=target.owner.full_name if target.owner else "",
        number=number,
        as_of=local_day(newest) if newest and number is not None else None,
        villages_reported=sum(figure.village_id is not None for figure in counted),
        villages_asked=asked,
        per_village=target.per_village,
        standing=standing(number, way, today, limits().target_margin_percent),
        way=way,
        figures=tuple(_figures(counted, Period(way.first_day, today))),
    )


def target_codes(commune: Commune, ids: Iterable[UUID]) -> dict[UUID, str]:
    """What people call them: "CT05"."""
    return dict(Target.objects.of(commune).filter(pk__in=list(ids)).values_list("pk", "code"))


def _figures(counted: Sequence[CountedFigure], period: Period) -> Iterator[Figure]:
    """The address and the sentence are worked out once: there is a figure for each village."""
    address = reverse("plans:task", args=[NO_TASK])
    source = _("Minh chứng đã duyệt của %(code)s")
    for each in counted:
        link = EvidenceLink(each.task_code, address.replace(str(NO_TASK), str(each.task_id)))
        yield Figure(
            code=each.value_code,
            number=each.number,
            period=period,
            source=source % {"code": each.task_code},
            as_of=local_day(each.at),
            village_id=each.village_id,
            evidence=(link,),
        )


def _trail_row(row: Evidence, *, counts: bool) -> TrailRow:
    submission = row.submission
    if row.number is None:
        raise RuntimeError("a counted figure has a number")
    return TrailRow(
        village_id=submission.village_id,
        village_name=str(submission.village) if submission.village else _("toàn xã"),
        number=row.number,
        unit=row.unit,
        counts=counts,
        sent_at=submission.at,
        sent_by=submission.by.full_name,
        accepted_at=submission.decided_at,
        accepted_by=submission.decided_by.full_name if submission.decided_by else "",
        task_id=submission.task_id,
        task_code=submission.task.code,
        task_title=submission.task.title,
        photo_ids=tuple(picture.pk for picture in submission.pictures),  # type: ignore[attr-defined]
    )
