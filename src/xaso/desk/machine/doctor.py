"""Sức khỏe máy: what is not well, in one sentence each, and what to do."""

from __future__ import annotations

from typing import Any

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _

from xaso.core.doctor import actions
from xaso.core.doctor.examine import examine, sorted_findings
from xaso.core.doctor.finding import Level
from xaso.core.doctor.kept import last_kept
from xaso.core.jobs.models import Job
from xaso.core.pages.pages import ActionPage, TextPage

from .doors import with_door


class MachineHealth(TextPage):
    """Quick looks are made now; what reads every row and file is told from the night."""

    right = "machine.read"
    template_name = "desk/machine/doctor.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        kept, who = last_kept(), self.actor
        now = examine(timezone.now(), thorough=False)
        found = sorted_findings([*now, *(kept.findings if kept else [])])
        return super().get_context_data(
            title=_t("Sức khỏe máy"),
            problems=[with_door(each, who) for each in found if each.level is Level.PROBLEM],
            notices=[with_door(each, who) for each in found if each.level is Level.NOTICE],
            fine=[each for each in found if each.level is Level.GOOD],
            kept_at=kept.at if kept else None,
            **kwargs,
        )


class ExamineNow(ActionPage):
    right = "machine.read"
    action = actions.order_examination
    title = _("Khám kỹ máy")
    submit_label = _("Khám kỹ ngay")
    extra_context = {"lead": _("Đọc lại từng dòng, từng tệp; có thể mất vài phút.")}

    def given(self) -> dict[str, Any]:
        return {"at": timezone.now()}

    def next_url(self, result: Job) -> str:
        return reverse("desk:job", kwargs={"pk": result.pk})

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(cancel_url=reverse("desk:doctor"), **kwargs)
