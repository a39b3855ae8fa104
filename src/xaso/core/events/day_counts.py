"""How much happened on each day, by kind. Counts only: no person stands in it."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, timedelta

from django.db.models import F, Sum
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from xaso.core.units.models import Commune

from .handlers import EVERY_KIND, handles
from .models import DayCount, Event


@handles(EVERY_KIND, label=_("Đếm việc theo ngày"))
def count_by_day(event: Event) -> None:
    day = timezone.localdate(event.recorded_at)
    row = {"commune_id": event.commune_id, "day": day, "kind": event.kind}
    # Events of one commune come one after the other, so nobody else makes the row meanwhile.
    if not DayCount.objects.filter(**row).update(count=F("count") + 1):
        DayCount.objects.create(**row, count=1)


def counts_of_days(commune: Commune, until: date, days: int) -> Mapping[date, int]:
    """Each of the `days` days up to and with `until`; a day on which nothing happened counts 0."""
    first = until - timedelta(days=days - 1)
    rows = DayCount.objects.filter(commune=commune, day__range=(first, until))
    found = dict(rows.values_list("day").annotate(total=Sum("count")))
    return {day: found.get(day, 0) for day in (first + timedelta(days=n) for n in range(days))}
