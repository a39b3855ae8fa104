"""Work in the background: is anybody at it, and what has been given up?"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime

from django.utils.translation import gettext as _

from xaso.core.backup.health import age
from xaso.core.events.models import Delivery
from xaso.core.jobs.health import asleep_since
from xaso.core.jobs.models import Job, Schedule
from xaso.core.postgres.context import every_commune

from .finding import Finding, good, problem


def background(at: datetime) -> Finding:
    restart = _("Tắt và bật lại chương trình (xaso serve). Chạy tách thì xem xaso worker có sống.")
    with every_commune():
        since = asleep_since(at)
        is_planned = Schedule.objects.exists()
    if since is not None:
        said = _("Việc nền đã đứng %(age)s.") % {"age": age(since, at)}
        return problem("jobs_stopped", said, restart)
    if not is_planned:
        said = _("Việc nền chưa chạy lần nào: chưa sao lưu tự động.")
        return problem("jobs_stopped", said, restart)
    return good("jobs", _("Việc nền đang chạy đúng lịch."))


def dead_letters(_at: datetime) -> Iterator[Finding]:
    with every_commune():
        jobs = Job.objects.filter(state=Job.State.DEAD).count()
        letters = Delivery.objects.filter(state=Delivery.State.DEAD).count()
    if jobs or letters:
        yield problem(
            "dead_letters",
            _("%(jobs)d việc nền và %(letters)d tin báo không làm được sau nhiều lần thử.")
            % {"jobs": jobs, "letters": letters},
            _("Mở trang Đang chạy, xem lý do từng dòng, bấm chạy lại hoặc bỏ."),
        )
