"""Which months a village may no longer begin a report of."""

from __future__ import annotations

from datetime import datetime

from django.utils import timezone
from django.utils.translation import gettext as _

from xaso.core.events.models import Event
from xaso.core.rights.actor import Actor
from xaso.modules.teams.models import ReportState, VillageReport
from xaso.modules.teams.months import Month, month_of

MONTHS = 6
"""The running one and those before it."""


def why_closed(actor: Actor, form: str, month: Month, at: datetime) -> str:
    """Empty while a report may be begun. `at`: when it was written down; a phone may send it later.
    The office types what a village tells, whenever that is."""
    if actor.village_ids is None:
        return ""
    words = {"month": month.words.lower()}
    if month.first < month_of(timezone.localdate(at)).before(MONTHS - 1).first:
        said = _("Báo cáo %(month)s đã quá lâu, thôn không ghi mới được nữa.")
    elif _was_locked(actor, form, month, at):
        said = _("Xã đã khóa kỳ báo cáo %(month)s, thôn không ghi mới được nữa.")
    else:
        return ""
    return f"{said % words} {_('Gọi văn phòng xã, đọc số để xã ghi hộ.')}"


def _was_locked(actor: Actor, form: str, month: Month, at: datetime) -> bool:
    reports = VillageReport.objects.of(actor.commune).filter(form=form, month=month.first)
    if not reports.filter(state=ReportState.LOCKED).exists():
        return False
    locked = Event.objects.filter(
        commune=actor.commune, kind="teams.month.locked", recorded_at__lte=at
    )
    return locked.filter(data__month=month.code, data__form=form).exists()
