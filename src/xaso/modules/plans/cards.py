"""A task as every list shows it: words for its state, never a colour alone."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.urls import reverse
from django.utils.translation import gettext as _

from .lateness import Colour, colour, days_late
from .lists import limits, pillar_label
from .models import Task, TaskState


@dataclass(frozen=True)
class TaskCard:
    id: UUID
    code: str
    title: str
    pillar: str
    pillar_label: str
    lead_id: UUID | None
    lead_name: str
    is_led_by_villages: bool
    follower_name: str
    state: str
    colour: Colour
    status: str
    """What the chip says: "Quá hạn 3 ngày", "Còn 4 ngày", "Chờ duyệt", …"""
    due_date: date | None
    original_due_date: date | None
    days_late: int
    days_left: int | None
    progress: int
    hindrance: str
    evidence_given: int
    evidence_count: int
    village_count: int
    villages_done: int
    extension_count: int
    target_code: str
    plan_position: str

    @property
    def url(self) -> str:
        return reverse("plans:task", args=[self.id])


def card_of(task: Task, today: date) -> TaskCard:
    """Reads lead, follower and target: take the rows with `for_rows()`."""
    late = days_late(
        state=task.state, due=task.due_date, submitted_on=task.submitted_on, today=today
    )
    return TaskCard(
        id=task.pk,
        code=task.code,
        title=task.title,
        pillar=task.pillar,
        pillar_label=pillar_label(task.pillar),
        lead_id=task.lead_id,
        lead_name=lead_name(task),
        is_led_by_villages=task.is_led_by_villages,
        follower_name=task.follower.full_name if task.follower else "",
        state=task.state,
        colour=colour_of(task, today),
        status=status_of(task, late, today),
        due_date=task.due_date,
        original_due_date=task.original_due_date,
        days_late=late,
        days_left=(task.due_date - today).days if task.due_date else None,
        progress=task.progress,
        hindrance=task.hindrance,
        evidence_given=task.evidence_given,
        evidence_count=task.evidence_count,
        village_count=task.village_count,
        villages_done=task.villages_done,
        extension_count=task.extension_count,
        target_code=task.target.code if task.target else "",
        plan_position=task.plan_position,
    )


def colour_of(task: Task, today: date) -> Colour:
    return colour(
        state=task.state,
        due=task.due_date,
        submitted_on=task.submitted_on,
        progress=task.progress,
        today=today,
        days_soon=limits().days_soon,
        days_at_risk=limits().days_at_risk,
        progress_at_risk=limits().progress_at_risk,
    )


def lead_name(task: Task) -> str:
    if task.lead:
        return task.lead.full_name
    if task.is_led_by_villages:
        return _("Trưởng thôn (%(count)s thôn)") % {"count": task.village_count}
    return task.lead_unit_text


def status_of(task: Task, late: int, today: date) -> str:
    """The state in words, with the days that matter."""
    label = str(TaskState(task.state).label)
    if task.state == TaskState.CHO_MINH_CHUNG and late:
        return _("Chờ duyệt, nộp muộn %(days)s ngày") % {"days": late}
    if task.state == TaskState.HOAN_THANH:
        return label if task.is_on_time else _("Xong, không đúng hạn")
    if task.state not in {TaskState.CHUA_BAT_DAU, TaskState.DANG_LAM} or not task.due_date:
        return label
    return _running_status(label, (task.due_date - today).days)


def _running_status(label: str, left: int) -> str:
    if left < 0:
        return _("Quá hạn %(days)s ngày") % {"days": -left}
    if left == 0:
        return _("Hạn hôm nay")
    if left > limits().days_soon:
        return label
    return _("Còn %(days)s ngày") % {"days": left}
