"""What the search does by the clock: every entry is compared with its row."""

from __future__ import annotations

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from xaso.core.jobs.kinds import Running, job

from .keeping import look_over

LOOK_OVER = "search.look_over"


@job(
    LOOK_OVER,
    label=gettext_lazy("Soát lại mục lục của ô Tìm"),
    cron="10 2 * * *",
    per_commune=True,
)
def look_over_entries(running: Running) -> str:
    """Runs again without harm; it also fills an installation that had no search before."""
    wrong = look_over(running.actor.commune, running.progress)
    if wrong:
        return _("Đã ghi lại %(count)d mục tìm kiếm.") % {"count": wrong}
    return _("Mục tìm kiếm đều khớp.")
