"""Notes leave the phones when their last day is over."""

from __future__ import annotations

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from xaso.core.jobs.kinds import Running, job

from .actions import end_old_notes


@job(
    "phone_notes.end_old",
    label=gettext_lazy("Gỡ tin đã hết hạn khỏi máy của thôn"),
    cron="25 0 * * *",
    per_commune=True,
    right="sync.decide",
)
def end_old(running: Running) -> str:
    """A second run finds nothing left."""
    count = end_old_notes(actor=running.actor, at=running.at)
    return _("Đã gỡ %(count)d tin khỏi máy của thôn.") % {"count": count}
