"""Fills the copies of 0003 from the rows that were there before them."""

from __future__ import annotations

from datetime import UTC, datetime
from itertools import groupby
from typing import Any

from django.db import migrations
from django.db.models import OuterRef, Subquery

from xaso.core.postgres.context import every_commune
from xaso.lib.text import fold

BATCH = 2000
FOREVER = datetime(9000, 1, 1, tzinfo=UTC)


def fill(apps: Any, schema_editor: Any) -> None:
    del schema_editor
    with every_commune():
        _fill_villages(apps)
        _fill_figures(apps)


def _fill_villages(apps: Any) -> None:
    task = apps.get_model("plans", "Task").objects.filter(pk=OuterRef("task_id"))
    apps.get_model("plans", "TaskVillage").objects.update(
        task_order=Subquery(task.values("state_order")[:1]),
        task_date=Subquery(task.values("listed_date")[:1]),
        task_target=Subquery(task.values("target")[:1]),
    )


def _fill_figures(apps: Any) -> None:
    figure = apps.get_model("plans", "TargetFigure")
    rows = (
        apps.get_model("plans", "Evidence")
        .objects.filter(
            kind="so_lieu",
            submission__state="chap_nhan",
            submission__task__target__isnull=False,
        )
        .exclude(submission__task__state="huy")
        .select_related("submission__task__target")
        .order_by(
            "submission__task__target", "submission__village", "-submission__at", "-pk"
        )
    )
    made = []
    for _group, evidence in groupby(filter(_serves, rows.iterator(BATCH)), key=_place):
        newer = FOREVER
        for row in evidence:
            made.append(_figure(figure, row, newer))
            newer = row.submission.at
    figure.objects.bulk_create(made, batch_size=BATCH)


def _place(row: Any) -> tuple[Any, Any]:
    return row.submission.task.target_id, row.submission.village_id


def _serves(row: Any) -> bool:
    return fold(row.unit) in {"", fold(row.submission.task.target.unit)}


def _figure(figure: Any, row: Any, newer: Any) -> Any:
    sent = row.submission
    return figure(
        commune_id=row.commune_id,
        target_id=sent.task.target_id,
        task_id=sent.task_id,
        village_id=sent.village_id,
        evidence=row,
        number=row.number,
        at=sent.at,
        until=newer,
    )


class Migration(migrations.Migration):
    dependencies = [("plans", "0003_read_by_index_alone")]

    operations = [migrations.RunPython(fill, migrations.RunPython.noop)]
