"""What waits for one person of the office, for the first page."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django.db.models import Count, Max, Q
from django.urls import reverse

from xaso.core.rights.actor import Actor
from xaso.core.switches.known import is_on
from xaso.modules.teams.models import (
    HelpLevel,
    HelpRequest,
    HelpState,
    Need,
    NeedState,
    ReportState,
    VillageReport,
)
from xaso.modules.teams.months import month_of
from xaso.modules.teams.queries.kit import held_now


@dataclass(frozen=True)
class Waiting:
    reports: int = 0
    """Sent by villages, to be looked over."""
    reports_url: str = ""
    needs: int = 0
    """Handed to this person and not answered."""
    needs_late: int = 0
    needs_new: int = 0
    """Not handed to anybody yet."""
    help: int = 0
    """People no team has taken."""
    loans_late: int = 0
    """Things that should be back."""


def waiting_for(actor: Actor, today: date) -> Waiting:
    """Four queries, and none for who has nothing to do with it."""
    is_office = actor.village_ids is None and actor.may("teams.log") and actor.may("teams.read")
    if not (is_office and is_on(actor.commune, "teams")):
        return Waiting()
    runs = actor.may("teams.write")
    reports, month = _reports(actor) if runs else (0, None)
    needs = Need.objects.of(actor.commune).aggregate(
        mine=Count("pk", filter=Q(state=NeedState.HANDED, owner=actor.account_id)),
        late=Count(
            "pk",
            filter=Q(state=NeedState.HANDED, owner=actor.account_id, due_date__lt=today),
        ),
        new=Count("pk", filter=Q(state=NeedState.NEW)),
    )
    asked = HelpRequest.objects.of(actor.commune).filter(state=HelpState.NEW)
    return Waiting(
        reports=reports,
        reports_url=f"{reverse('teams:approve-reports')}?thang={month_of(month).code}"
        if month
        else "",
        needs=needs["mine"],
        needs_late=needs["late"],
        needs_new=needs["new"] if runs else 0,
        help=asked.filter(level=HelpLevel.OFFICE).count(),
        loans_late=held_now(actor).filter(due_date__lt=today).count() if runs else 0,
    )


def _reports(actor: Actor) -> tuple[int, date | None]:
    sent = VillageReport.objects.of(actor.commune).filter(state=ReportState.SENT)
    found = sent.aggregate(count=Count("pk"), month=Max("month"))
    return found["count"], found["month"]
