"""Villages whose report is missing are told three days before it is due, and on the day."""

from __future__ import annotations

from datetime import date, datetime, timedelta

from django.db import transaction
from django.utils import timezone

from xaso.core.events.record import record
from xaso.core.rights.actor import Actor
from xaso.lib.ids import new_id
from xaso.modules.teams.models import ReportReminder
from xaso.modules.teams.months import month_of
from xaso.modules.teams.queries.missing import villages_missing
from xaso.modules.teams.queries.report_book import due_date, report_book

STEPS = (("T-3", timedelta(days=3)), ("T", timedelta(0)))


@transaction.atomic
def remind_villages(*, actor: Actor, at: datetime) -> int:
    """How many lines were added. Of the steps reached only the furthest; a second run adds none."""
    actor.must("teams.write")
    today = timezone.localdate(at)
    month = month_of(today)
    due = due_date(actor.commune, month)
    step = step_reached(today, due)
    if not step:
        return 0
    count = 0
    for form in report_book(actor.commune).values():
        if not form.items_in(month.first) or not form.is_used_in(month.first):
            continue
        missing = villages_missing(actor, form.code, month)
        told = ReportReminder.objects.of(actor.commune).filter(
            form=form.code, month=month.first, step=step
        )
        known = set(told.values_list("village", flat=True))
        rows = ReportReminder.objects.bulk_create(
            ReportReminder(
                commune=actor.commune,
                village=village,
                form=form.code,
                month=month.first,
                step=step,
                on_date=today,
            )
            for village in missing
            if village.pk not in known
        )
        count += len(rows)
    if count:
        record("teams.villages.reminded", actor=actor, subject_id=new_id(), count=count)
    return count


def step_reached(today: date, due: date) -> str:
    """Empty before the first step; a morning that was missed is made up for until the next one."""
    reached = [name for name, before in STEPS if due - before <= today]
    return reached[-1] if reached else ""
