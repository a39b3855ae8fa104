"""Copies that let pages count by an index alone, kept in step with what they are copied from.

`keep` of rows.py calls this for every task and target it saves, in the same transaction. Whether
the copies hold is asked by queries/copies.py.
"""

from __future__ import annotations

from django.db.models import OuterRef, Q, QuerySet, Subquery

from xaso.core.units.models import Commune
from xaso.modules.plans.models import (
    Submission,
    SubmissionState,
    Target,
    TargetFigure,
    Task,
    TaskState,
    TaskVillage,
)
from xaso.modules.plans.queries.copies import in_order, is_as_wanted, wanted_figures


def keep_copies(row: object) -> None:
    if isinstance(row, Task):
        _keep_villages(row)
        if row.state != TaskState.NHAP:
            _keep_figures(row, TargetFigure.objects.filter(task=row), "task")
    elif isinstance(row, Target):
        _keep_figures(row, TargetFigure.objects.filter(target=row), "task__target")


def rebuild_copies(commune: Commune) -> None:
    """All of them anew, for rows that came past the actions: a loader, a repair by hand."""
    task = Task.objects.filter(pk=OuterRef("task_id"))
    TaskVillage.objects.of(commune).update(
        task_order=Subquery(task.values("state_order")[:1]),
        task_date=Subquery(task.values("listed_date")[:1]),
        task_target=Subquery(task.values("target")[:1]),
    )
    TargetFigure.objects.of(commune).delete()
    figures = [
        TargetFigure(commune=commune, evidence_id=key, **vars(wanted))
        for key, wanted in wanted_figures(commune, Q()).items()
    ]
    for figure, until in in_order(figures):
        figure.until = until
    TargetFigure.objects.bulk_create(figures, batch_size=1000)


def copied_from(task: Task) -> dict[str, object]:
    """What a row of a village repeats of its task."""
    return {
        "task_order": task.state_order,
        "task_date": task.listed_date,
        "task_target_id": task.target_id,
    }


def _keep_villages(task: Task) -> None:
    if task.village_count:
        TaskVillage.objects.filter(task=task).update(**copied_from(task))


def _keep_figures(row: Task | Target, kept: QuerySet[TargetFigure], path: str) -> None:
    """`path` leads from a submission to the row."""
    there = {figure.evidence_id: figure for figure in kept}
    accepted = Submission.objects.filter(Q((path, row)), state=SubmissionState.CHAP_NHAN)
    if not there and not accepted.exists():
        return
    wanted = wanted_figures(row.commune, Q((f"submission__{path}", row)))
    gone = [each for key, each in there.items() if not is_as_wanted(each, wanted.get(key))]
    keys = wanted.keys() - (there.keys() - {each.evidence_id for each in gone})
    new = [
        TargetFigure(commune=row.commune, evidence_id=key, **vars(wanted[key]))
        for key in sorted(keys)
    ]
    if not gone and not new:
        return
    TargetFigure.objects.filter(pk__in=[each.pk for each in gone]).delete()
    TargetFigure.objects.bulk_create(new)
    _put_in_order([*gone, *new])


def _put_in_order(touched: list[TargetFigure]) -> None:
    """Says of each figure of the targets and villages touched when the next one came."""
    groups = Q(pk__in=[])
    for target_id, village_id in {(each.target_id, each.village_id) for each in touched}:
        groups |= Q(target=target_id, village=village_id)
    moved = []
    for figure, at in in_order(TargetFigure.objects.filter(groups)):
        if figure.until != at:
            figure.until = at
            moved.append(figure)
    TargetFigure.objects.bulk_update(moved, ["until"], batch_size=200)
