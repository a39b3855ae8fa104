"""Pause, go on, cancel, open again: each says why."""

from __future__ import annotations

from typing import Any

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _

from xaso.core.ui.templatetags.xaso import vn_day
from xaso.modules.plans import actions
from xaso.modules.plans.forms.plan import ReasonForm
from xaso.modules.plans.forms.working import PauseForm
from xaso.modules.plans.models import Task

from .steps import TaskStep


class PauseTask(TaskStep):
    right = "plans.accept"
    form_class = PauseForm
    action = actions.pause_task
    title = _("Tạm dừng việc")
    submit_label = _("Tạm dừng")
    lead = _("Từ hôm nay hạn không chạy nữa. Khi làm lại, hạn lùi đúng số ngày đã dừng.")
    sentence = _("Đã tạm dừng, hạn không chạy nữa.")

    def given(self) -> dict[str, Any]:
        return {**super().given(), "today": timezone.localdate()}

    def undo_url(self, result: Task) -> str:
        return reverse("plans:resume-task", args=[result.pk])


class ResumeTask(TaskStep):
    right = "plans.work"
    action = actions.resume_task
    title = _("Làm lại việc")
    submit_label = _("Làm lại")
    lead = _("Hạn lùi đúng số ngày việc đã dừng.")

    def given(self) -> dict[str, Any]:
        return {**super().given(), "today": timezone.localdate()}

    def said(self, result: Task) -> str:
        return _t("Việc làm lại, hạn %(day)s.") % {"day": vn_day(result.due_date)}


class CancelTask(TaskStep):
    right = "plans.accept"
    form_class = ReasonForm
    action = actions.cancel_task
    submit_label = _("Hủy việc này")
    lead = _("Việc đã hủy không mở lại được; nó vẫn nằm trong danh sách cùng lý do.")
    sentence = _("Đã hủy việc.")
    is_danger = True

    def given(self) -> dict[str, Any]:
        return {**super().given(), "today": timezone.localdate()}

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        title = _t("Hủy việc “%(title)s”?") % {"title": self.task.title}
        return {**super().get_context_data(**kwargs), "title": title}


class ReopenTask(TaskStep):
    right = "plans.accept"
    form_class = ReasonForm
    action = actions.reopen_task
    title = _("Mở lại việc đã xong")
    submit_label = _("Mở lại")
    lead = _("Minh chứng đã duyệt vẫn giữ; người chủ trì làm tiếp và nộp lại.")
    sentence = _("Đã mở lại việc.")
