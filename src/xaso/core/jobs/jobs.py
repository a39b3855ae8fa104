"""Housekeeping of the queue itself."""

from __future__ import annotations

from datetime import timedelta

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from .housekeeping import delete_slowly
from .kinds import Running, job
from .models import Job
from .statistics import refresh_statistics

KEEP_ENDED = timedelta(days=30)
KEEP_DEAD = timedelta(days=90)


@job("jobs.purge", label=gettext_lazy("Xóa việc cũ ở trang Đang chạy"), cron="40 2 * * *")
def purge(running: Running) -> str:
    ended = Job.objects.filter(
        state__in=(Job.State.DONE, Job.State.DROPPED), done_at__lt=running.at - KEEP_ENDED
    )
    dead = Job.objects.filter(state=Job.State.DEAD, done_at__lt=running.at - KEEP_DEAD)
    count = delete_slowly(ended, running) + delete_slowly(dead, running)
    return _("Đã xóa %(count)d việc cũ.") % {"count": count}


@job(
    "jobs.statistics",
    label=gettext_lazy("Đếm lại dữ liệu để mở trang cho nhanh"),
    cron="25 2 * * *",
)
def statistics(running: Running) -> str:
    del running  # the same for all communes, and nothing to show on the way
    refresh_statistics()
    return _("Đã đếm lại.")
