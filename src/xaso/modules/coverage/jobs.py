"""What happens to petitions in the background."""

from __future__ import annotations

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from xaso.core.jobs.kinds import Running, job

from .actions import mark_overdue


@job(
    "coverage.mark_overdue",
    label=gettext_lazy("Đánh dấu kiến nghị phủ sóng quá hẹn"),
    cron="10 5 * * *",
    per_commune=True,
    right="coverage.write",
)
def late_promises(running: Running) -> str:
    count = mark_overdue(actor=running.actor, today=timezone.localdate(running.at))
    return _("%(count)d kiến nghị vừa quá hẹn.") % {"count": count}
