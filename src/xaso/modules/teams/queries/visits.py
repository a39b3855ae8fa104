"""Visits as lists and pages ask for them."""

from __future__ import annotations

from datetime import date
from uuid import UUID

from django.db.models import Prefetch, Q, QuerySet

from xaso.core.rights.actor import Actor
from xaso.modules.teams.models import Team, TeamState, Visit, VisitLine, VisitPhoto, VisitState

COUNTING = Q(state=VisitState.COUNTS)
MOST_STEPS = 20


def reached_visits(actor: Actor) -> QuerySet[Visit]:
    rows = Visit.objects.of(actor.commune)
    return rows if actor.village_ids is None else rows.filter(village__in=actor.village_ids)


def visit_rows(actor: Actor) -> QuerySet[Visit]:
    lines = VisitLine.objects.order_by("number")
    rows = reached_visits(actor).select_related("village", "household", "by")
    return rows.prefetch_related(Prefetch("lines", queryset=lines))


def to_follow(actor: Actor) -> QuerySet[Visit]:
    """Promised and not yet looked after."""
    return visit_rows(actor).filter(COUNTING, follow_date__isnull=False, followed_date=None)


def team_on(village_id: UUID, day: date) -> Team | None:
    """The team that worked in the village that day; one founded later or dissolved before did not."""
    rows = Team.objects.filter(village=village_id, founded_date__lte=day)
    there = rows.filter(~Q(state=TeamState.DISSOLVED) | Q(decision_date__gte=day))
    return there.order_by("-founded_date").first()


def versions_of(actor: Actor, visit: Visit) -> list[Visit]:
    """The visit and what it was before, the newest first."""
    found, rows = [visit], visit_rows(actor)
    while found[-1].replaces_id and len(found) < MOST_STEPS:
        found.append(rows.get(pk=found[-1].replaces_id))
    return found


def newer_of(visit: Visit) -> Visit | None:
    return Visit.objects.filter(replaces=visit).first()


def photos_of(versions: list[Visit]) -> list[VisitPhoto]:
    rows = VisitPhoto.objects.filter(visit__in=versions).select_related("file")
    return list(rows.order_by("at", "pk"))


def photo_for(actor: Actor, photo_id: UUID) -> VisitPhoto:
    rows = VisitPhoto.objects.of(actor.commune).select_related("file", "visit")
    photo = rows.get(pk=photo_id)
    reached_visits(actor).get(pk=photo.visit_id)
    return photo
