"""What teams do by the clock."""

from __future__ import annotations

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from xaso.core.jobs.kinds import Running, job

from .actions import forget_messages, pass_on_waiting, remind_villages


@job(
    "teams.remind_reports",
    label=gettext_lazy("Nhắc thôn gửi báo cáo tháng"),
    cron="35 7 * * *",
    per_commune=True,
)
def remind_reports(running: Running) -> str:
    """A second run the same day adds nothing."""
    count = remind_villages(actor=running.actor, at=running.at)
    if not count:
        return _("Hôm nay không phải nhắc thôn nào gửi báo cáo.")
    return _("Đã nhắc %(count)d thôn chưa gửi báo cáo tháng.") % {"count": count}


@job(
    "teams.pass_on_requests",
    label=gettext_lazy("Chuyển yêu cầu giúp chưa ai nhận"),
    cron="20 * * * *",
    per_commune=True,
)
def pass_on_requests(running: Running) -> str:
    """After a day to the head of the team, after three to the office."""
    count = pass_on_waiting(actor=running.actor, at=running.at)
    if not count:
        return _("Không có yêu cầu giúp nào phải chuyển.")
    return _("Đã chuyển %(count)d yêu cầu giúp chưa ai nhận.") % {"count": count}


@job(
    "teams.forget_messages",
    label=gettext_lazy("Xóa tin nhắn của tổ đã quá 90 ngày"),
    cron="50 4 * * *",
    per_commune=True,
    also_when_off=True,
)
def forget_old_messages(running: Running) -> str:
    """The visits written from them stay."""
    count = forget_messages(actor=running.actor, at=running.at)
    return _("Đã xóa %(count)d tin nhắn cũ của tổ.") % {"count": count}
