"""Change a task while others may change it too, and say which villages owe what."""

from __future__ import annotations

from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _

from xaso.modules.plans import actions
from xaso.modules.plans.forms.task import EditTaskForm
from xaso.modules.plans.forms.villages import VillagesForm
from xaso.modules.plans.models import Task

from .steps import ChangeStep, TaskStep, WholeOfTask


class EditTask(TaskStep, ChangeStep):
    right = "plans.write"
    form_class = EditTaskForm
    template_name = "plans/task_form.html"
    title = _("Sửa việc")
    sentence = _("Đã lưu.")
    action = actions.edit_task

    def given(self) -> dict[str, Any]:
        return {**super().given(), "at": timezone.now()}

    def get_form_kwargs(self) -> dict[str, Any]:
        return {
            **super().get_form_kwargs(),
            "commune": self.actor.commune,
            "today": timezone.localdate(),
            "state": self.task.state,
            "may_assign": self.actor.may("plans.assign"),
        }

    def get_initial(self) -> dict[str, Any]:
        names = EditTaskForm.base_fields
        return {name: _key(getattr(self.task, name)) for name in names}


class TaskVillages(WholeOfTask):
    right = "plans.write"
    form_class = VillagesForm
    template_name = "plans/villages_form.html"
    title = _("Các thôn và số phải đạt")
    action = actions.set_task_villages
    saved_by = "villages_set"

    def said(self, result: Task) -> str:
        return _t("Việc này giao %(count)s thôn.") % {"count": result.village_count}

    def get_form_kwargs(self) -> dict[str, Any]:
        return {**super().get_form_kwargs(), "task": self.task, "commune": self.actor.commune}


def _key(value: Any) -> Any:
    return getattr(value, "pk", value)
