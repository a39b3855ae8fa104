"""What happens to accounts by the clock."""

from __future__ import annotations

from datetime import timedelta

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from xaso.core.jobs.housekeeping import delete_slowly
from xaso.core.jobs.kinds import Running, job
from xaso.core.law.queries import strict_number

from .idle import close_idle_accounts
from .models import SignIn

DAYS_A_MONTH = 31


@job(
    "people.close_idle",
    label=gettext_lazy("Khóa tài khoản lâu không dùng"),
    cron="20 1 * * *",
    per_commune=True,
    right="people.manage",
)
def close_idle(running: Running) -> str:
    """A second run finds nothing left to close."""
    closed = close_idle_accounts(actor=running.actor, at=running.at)
    if not closed:
        return _("Không có tài khoản nào phải khóa.")
    names = ", ".join(account.full_name for account in closed)
    return _("Đã khóa %(count)d tài khoản: %(names)s.") % {"count": len(closed), "names": names}


@job(
    "people.forget_sign_ins",
    label=gettext_lazy("Xóa những lần đăng nhập đã quá hạn lưu"),
    cron="50 1 * * *",
)
def forget_sign_ins(running: Running) -> str:
    today = timezone.localdate(running.at)
    months = strict_number("retention.log.access.months", on=today)
    old = SignIn.objects.filter(
        signed_in_at__lt=running.at - timedelta(days=months * DAYS_A_MONTH)
    )
    return _("Đã xóa %(count)d lần đăng nhập cũ.") % {"count": delete_slowly(old, running)}
