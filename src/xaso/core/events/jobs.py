"""Housekeeping of the diary's deliveries. The diary itself is never shortened."""

from __future__ import annotations

from datetime import timedelta

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from xaso.core.jobs.housekeeping import delete_slowly
from xaso.core.jobs.kinds import Running, job

from .models import Delivery

KEEP_DELIVERED = timedelta(days=30)


@job("events.purge", label=gettext_lazy("Dọn lượt giao đã xong"), cron="50 2 * * *")
def purge(running: Running) -> str:
    done = Delivery.objects.filter(
        state__in=(Delivery.State.DONE, Delivery.State.DROPPED),
        done_at__lt=running.at - KEEP_DELIVERED,
    )
    return _("Đã dọn %(count)d lượt giao cũ.") % {"count": delete_slowly(done, running)}
