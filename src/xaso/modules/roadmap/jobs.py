"""What the roadmap does by the clock."""

from __future__ import annotations

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from xaso.core.jobs.kinds import Running, job

from .actions import open_survey
from .models import Answer, Survey


@job(
    "roadmap.ask_again",
    label=gettext_lazy("Mở khảo sát lộ trình của quý mới"),
    cron="20 6 5 1,4,7,10 *",
    per_commune=True,
)
def ask_again(running: Running) -> str:
    """A commune that never finished a survey is left alone; a second run finds it open."""
    commune = running.actor.commune
    surveys = Survey.objects.of(commune)
    if not surveys.filter(finished_at__isnull=False).exists():
        return _("Xã chưa khảo sát lần nào, chưa hỏi lại.")
    day = timezone.localdate(running.at)
    if surveys.filter(year=day.year, quarter=(day.month + 2) // 3).exists():
        return _("Khảo sát của quý này đã mở.")
    with running.finishing():
        survey = open_survey(actor=running.actor, at=running.at)
    filled = Answer.objects.filter(survey=survey).count()
    return _("Đã mở %(survey)s, điền sẵn %(filled)d câu.") % {"survey": survey, "filled": filled}
