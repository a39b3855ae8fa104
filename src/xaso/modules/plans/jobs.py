"""What plans do by the clock."""

from __future__ import annotations

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from xaso.core.jobs.kinds import Running, job
from xaso.core.units.models import Commune

from .actions import send_reminders
from .public.copies import copies_out_of_step, rebuild_copies
from .public.repeats import open_due_copies


@job(
    "plans.open_repeated",
    label=gettext_lazy("Mở việc định kỳ khi đến kỳ"),
    cron="10 0 * * *",
    per_commune=True,
)
def open_repeated(running: Running) -> str:
    """Each copy is an action of its own, and a second run finds nothing left to open."""
    today = timezone.localdate(running.at)
    opened = open_due_copies(commune=running.actor.commune, today=today, at=running.at)
    return _("Đã mở %(count)d lượt mới.") % {"count": len(opened)}


@job(
    "plans.chase",
    label=gettext_lazy("Nhắc việc buổi sáng"),
    cron="30 7 * * *",
    per_commune=True,
)
def chase(running: Running) -> str:
    """A second run the same day adds nothing; what a broken run left out, the next one says."""
    count = send_reminders(actor=running.actor, at=running.at)
    if not count:
        return _("Hôm nay không có việc phải nhắc.")
    return _("Đã ghi %(count)d dòng nhắc việc.") % {"count": count}


@job(
    "plans.look_over_copies",
    label=gettext_lazy("Đếm lại số nhiệm vụ cho khớp"),
    cron="50 2 * * *",
    per_commune=True,
)
def look_over_copies(running: Running) -> str:
    """Copies are kept in step by the actions; what came past them is put right within a day."""
    commune = running.actor.commune
    wrong = _rebuilt(commune) if copies_out_of_step(commune) else 0
    if wrong:
        return _("%(count)d số đếm sẵn bị lệch, đã tính lại.") % {"count": wrong}
    return _("Số đếm sẵn đều khớp.")


def _rebuilt(commune: Commune) -> int:
    """Counted once more with everybody else waiting: the first look kept nobody from writing."""
    with transaction.atomic():
        wrong = copies_out_of_step(commune)
        if wrong:
            rebuild_copies(commune)
    return wrong
