from __future__ import annotations

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from xaso.core.jobs.kinds import Running, job

from .actions import JOB
from .examine import thorough_part
from .finding import Level
from .kept import keep


@job(JOB, label=gettext_lazy("Khám kỹ máy"), cron="30 3 * * *", right="machine.read")
def examine_every_row(running: Running) -> str:
    found = thorough_part(running.at)
    keep(running.at, found)
    wrong = [each.message for each in found if each.level is Level.PROBLEM]
    return " ".join(wrong) if wrong else _("Khám kỹ xong: không thấy gì hỏng.")
