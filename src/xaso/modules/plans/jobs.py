"""What plans do by the clock."""

from __future__ import annotations

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from xaso.core.jobs.kinds import Running, job

from .public.repeats import open_due_copies


@job(
    "plans.open_repeated",
    label=gettext_lazy("Mở lượt mới của việc định kỳ"),
    cron="10 0 * * *",
    per_commune=True,
)
def open_repeated(running: Running) -> str:
    """Each copy is an action of its own, and a second run finds nothing left to open."""
    today = timezone.localdate(running.at)
    opened = open_due_copies(commune=running.actor.commune, today=today, at=running.at)
    return _("Đã mở %(count)d lượt mới.") % {"count": len(opened)}
