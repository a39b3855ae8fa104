"""Which villages owe a report, and which have been told so."""

from __future__ import annotations

from uuid import UUID

from xaso.core.residents.queries import reached_villages
from xaso.core.rights.actor import Actor
from xaso.core.units.models import Village
from xaso.modules.teams.models import ReportReminder, ReportState, VillageReport
from xaso.modules.teams.months import Month

OWED = (ReportState.DRAFT, ReportState.RETURNED)


def villages_missing(actor: Actor, form: str, month: Month) -> list[Village]:
    """In use, with nothing sent yet, or sent back and not sent again; two queries."""
    rows = VillageReport.objects.of(actor.commune).filter(form=form, month=month.first)
    sent = set(rows.exclude(state__in=OWED).values_list("village", flat=True))
    return [village for village in reached_villages(actor) if village.pk not in sent]


def reminded(actor: Actor, form: str, month: Month) -> dict[UUID, ReportReminder]:
    """The furthest step of each village; one query."""
    rows = ReportReminder.objects.of(actor.commune).filter(form=form, month=month.first)
    return {row.village_id: row for row in rows.order_by("on_date", "step")}
