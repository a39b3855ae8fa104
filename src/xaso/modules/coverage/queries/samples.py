"""What counts of what was measured: rows nobody has replaced, of the newest month of each pair."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from datetime import datetime
from uuid import UUID

from django.db.models import OuterRef, QuerySet, Subquery

from xaso.core.units.models import Commune
from xaso.modules.coverage.models import Place, Sample
from xaso.modules.coverage.standing import Reading, State, states_of

MOST_SURVEYS = 20
READ = ("place_id", "operator", "level", "strength_dbm", "technology", "measured_at")


def standing(commune: Commune) -> QuerySet[Sample]:
    return Sample.objects.of(commune).filter(replaced_by=None, level__isnull=False)


def newest_month(commune: Commune, until: datetime | None = None) -> QuerySet[Sample]:
    """For each place and operator the rows of its newest month; `until`: measured before then."""
    rows = standing(commune)
    if until is not None:
        rows = rows.filter(measured_at__lt=until)
    pair = {"place": OuterRef("place"), "operator": OuterRef("operator")}
    newest = rows.filter(**pair).order_by("-month").values("month")[:1]
    return rows.filter(month=Subquery(newest))


def states(
    commune: Commune, places: Iterable[Place] | None = None, until: datetime | None = None
) -> Mapping[UUID, Mapping[str, State]]:
    """By place and operator; what was never measured is not there. One query."""
    rows = newest_month(commune, until)
    if places is not None:
        rows = rows.filter(place__in=[place.pk for place in places])
    found: dict[UUID, dict[str, list[Reading]]] = defaultdict(lambda: defaultdict(list))
    for place_id, operator, level, *rest in rows.order_by("pk").values_list(*READ):
        if level is not None:
            found[place_id][operator].append(Reading(level, *rest))
    return {place_id: states_of(readings) for place_id, readings in found.items()}


def surveys_at(place: Place) -> list[list[Sample]]:
    """The newest surveys, each with its rows by operator; also those put right since."""
    rows = Sample.objects.filter(place=place).select_related("by", "replaced_by")
    ids: list[UUID] = []
    for each in rows.order_by("-measured_at", "-at", "-pk")[: MOST_SURVEYS * 6]:
        if each.survey_id not in ids:
            ids.append(each.survey_id)
    return _grouped(rows, ids[:MOST_SURVEYS])


def _grouped(rows: QuerySet[Sample], ids: Collection[UUID]) -> list[list[Sample]]:
    grouped: dict[UUID, list[Sample]] = {survey: [] for survey in ids}
    for each in rows.filter(survey_id__in=ids).order_by("pk"):
        grouped[each.survey_id].append(each)
    return list(grouped.values())
