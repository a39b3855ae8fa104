"""What the diary does by the clock: anchors, checks, clearing away. It is itself never shortened."""

from __future__ import annotations

from datetime import timedelta

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from xaso.core.jobs.housekeeping import delete_slowly
from xaso.core.jobs.kinds import Running, job

from .anchors import write_anchors
from .chain import REASONS, Anchor, Break, head_of
from .checking import check_all, check_commune
from .models import Delivery

KEEP_DELIVERED = timedelta(days=30)


@job("events.anchor", label=gettext_lazy("Ghi mốc chống sửa nhật ký"), cron="0 * * * *")
def anchor(running: Running) -> str:
    """Outside the database, so at least once: an anchor written twice says the same twice."""
    return _("Đã ghi %(count)d mốc.") % {"count": write_anchors(running.at)}


@job("events.purge", label=gettext_lazy("Xóa tin báo cũ đã xử lý xong"), cron="50 2 * * *")
def purge(running: Running) -> str:
    done = Delivery.objects.filter(
        state__in=(Delivery.State.DONE, Delivery.State.DROPPED),
        done_at__lt=running.at - KEEP_DELIVERED,
    )
    return _("Đã xóa %(count)d tin báo cũ.") % {"count": delete_slowly(done, running)}


@job("events.verify", label=gettext_lazy("Kiểm tra nhật ký có bị sửa không"), cron="20 3 * * *")
def verify(running: Running) -> str:
    """Each night, all communes; a break is an error people see, and tried once."""
    return _told(*check_all())


@job(
    "events.verify_commune",
    label=gettext_lazy("Kiểm tra nhật ký có bị sửa không"),
    right="events.read",
)
def verify_own(running: Running) -> str:
    """A long diary takes a while: whoever asked sees how far it is."""
    commune = running.actor.commune
    given = [Anchor(**saved) for saved in running.arguments.get("anchors", [])]
    total = head_of(commune).number
    return _told(*check_commune(commune, given, lambda count: running.progress(count, total)))


def _told(checked: int, broken: Break | None) -> str:
    if broken is None:
        return _("Nhật ký nguyên vẹn: đã kiểm tra %(count)d dòng.") % {"count": checked}
    raise ValidationError(
        _("Nhật ký xã %(commune)s hỏng ở dòng %(number)d: %(reason)s.")
        % {
            "commune": broken.commune,
            "number": broken.number,
            "reason": REASONS[broken.reason],
        }
    )
