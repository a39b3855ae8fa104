"""Which drafts of a plan are given now."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from django import forms
from django.utils.translation import gettext_lazy as _

from xaso.core.ui.templatetags.xaso import vn_day
from xaso.modules.plans.cards import lead_name
from xaso.modules.plans.models import Task


class GiveDraftsForm(forms.Form):
    task_ids = forms.TypedMultipleChoiceField(
        label=_("Việc đã đủ năm rõ"),
        coerce=UUID,
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": _("Chọn ít nhất một việc.")},
    )

    def __init__(self, *args: Any, tasks: Sequence[Task], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field: Any = self.fields["task_ids"]
        field.choices = [(str(task.pk), _said(task)) for task in tasks]
        self.initial.setdefault("task_ids", [str(task.pk) for task in tasks])


def _said(task: Task) -> str:
    when = vn_day(task.due_date) if task.due_date else task.get_recurrence_display()
    return f"{task.title} · {lead_name(task)} · {when}"
