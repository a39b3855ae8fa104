"""What is new goes up every quarter of an hour; after a failure later each time."""

from __future__ import annotations

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from xaso.core.jobs.kinds import Running, job

from .actions import JOB
from .models import Uplink
from .sending import is_due, send


@job(
    JOB,
    label=gettext_lazy("Gửi số liệu lên tỉnh"),
    cron="*/15 * * * *",
    per_commune=True,
    right="upstream.connect",
)
def send_upward(running: Running) -> str:
    commune = running.actor.commune
    link = Uplink.objects.of(commune).first()
    if link is None:
        return _("Xã chưa nối lên tỉnh.")
    if not running.job.asked_by and not is_due(link, running.at):
        return _("Lần trước chưa gửi được, chưa đến lúc thử lại.")
    turn = send(commune, running.at)
    return _("Tỉnh đã nhận đủ.") if turn.is_through else turn.text
