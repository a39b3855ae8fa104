"""The five "rõ" of a task, and where it comes from, in plain words."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from xaso.core.people.models import Account
from xaso.core.rights.roles import all_roles
from xaso.core.ui.templatetags.xaso import vn_date, vn_day, vn_moment, vn_number
from xaso.lib.worktime import Calendar
from xaso.modules.plans.due_words import due_in_words
from xaso.modules.plans.lists import pillar_label
from xaso.modules.plans.models import EvidenceKind, SourceKind, Task, TaskState

OVER = {TaskState.HOAN_THANH, TaskState.HUY, TaskState.TAM_DUNG, TaskState.CHO_MINH_CHUNG}


@dataclass(frozen=True)
class Fact:
    name: str
    value: str
    more: str = ""
    """A second, quieter line."""
    url: str = ""


def five_facts(task: Task, today: date, calendar: Calendar) -> list[Fact]:
    return [
        Fact(_("Rõ việc"), task.title, task.product),
        Fact(_("Rõ người"), _who(task), _beside(task)),
        Fact(_("Rõ thời gian"), _when(task, today, calendar), _moved(task)),
        Fact(_("Rõ sản phẩm"), _evidence(task), _evidence_so_far(task)),
        Fact(_("Rõ trách nhiệm"), _person(task.follower), _given(task)),
    ]


def place_facts(task: Task) -> list[Fact]:
    """Empty ones are left out."""
    facts = [
        Fact(
            _("Kế hoạch"),
            task.plan.title if task.plan else _("Ngoài kế hoạch"),
            task.plan_position,
            task.plan.get_absolute_url() if task.plan else "",
        ),
        Fact(_("Trụ cột"), pillar_label(task.pillar)),
        Fact(
            _("Phục vụ chỉ tiêu"),
            str(task.target) if task.target else "",
            url=task.target.get_absolute_url() if task.target else "",
        ),
        _source(task),
        Fact(
            _("Kinh phí"),
            _("%(sum)s triệu đồng") % {"sum": vn_number(task.budget_million)}
            if task.budget_million is not None
            else "",
        ),
        Fact(_("Ưu tiên"), _("Việc ưu tiên") if task.priority == 1 else ""),
        Fact(
            _("Lặp lại"),
            str(task.get_recurrence_display()) if task.recurrence else "",
            url=task.series.get_absolute_url() if task.series else "",
        ),
    ]
    return [fact for fact in facts if fact.value]


def _who(task: Task) -> str:
    if task.is_led_by_villages:
        role = all_roles()[task.lead_role].label
        return ngettext(
            "%(role)s của %(count)s thôn", "%(role)s của %(count)s thôn", task.village_count
        ) % {"role": role, "count": task.village_count}
    return _person(task.lead)


def _person(person: Account | None) -> str:
    if person is None:
        return ""
    return f"{person.full_name}, {person.job_title}" if person.job_title else person.full_name


def _beside(task: Task) -> str:
    parts = []
    if task.lead_unit_text:
        parts.append(_("Đơn vị: %(unit)s") % {"unit": task.lead_unit_text})
    if task.coworkers_text:
        parts.append(_("Phối hợp: %(units)s") % {"units": task.coworkers_text})
    return ". ".join(parts)


def _when(task: Task, today: date, calendar: Calendar) -> str:
    if task.due_date is None:
        return str(task.get_recurrence_display()).capitalize() if task.recurrence else ""
    if task.state in OVER:
        return vn_day(task.due_date)
    return due_in_words(task.due_date, today, calendar)


def _moved(task: Task) -> str:
    parts = [task.due_note] if task.due_note else []
    if task.original_due_date and task.original_due_date != task.due_date:
        parts.append(_("Hạn gốc %(day)s") % {"day": vn_date(task.original_due_date)})
    if task.extension_count:
        parts.append(_("gia hạn lần %(count)s") % {"count": task.extension_count})
    return ", ".join(parts)


def _evidence(task: Task) -> str:
    if not task.evidence_kind:
        return ""
    words = {
        "count": task.evidence_count,
        "kind": EvidenceKind(task.evidence_kind).label,
    }
    if task.is_led_by_villages:
        return _("Mỗi thôn ít nhất %(count)s %(kind)s") % words
    return _("Ít nhất %(count)s %(kind)s") % words


def _evidence_so_far(task: Task) -> str:
    if task.state == TaskState.NHAP:
        return ""
    if task.is_led_by_villages:
        return _("%(done)s/%(count)s thôn đã được duyệt") % {
            "done": task.villages_done,
            "count": task.village_count,
        }
    return _("Đã có %(given)s/%(count)s") % {
        "given": task.evidence_given,
        "count": task.evidence_count,
    }


def _given(task: Task) -> str:
    parts = []
    if task.assigned_by and task.assigned_at:
        parts.append(
            _("%(who)s giao lúc %(at)s")
            % {"who": task.assigned_by.full_name, "at": vn_moment(task.assigned_at)}
        )
    if task.accepted_at:
        parts.append(_("nghiệm thu lúc %(at)s") % {"at": vn_moment(task.accepted_at)})
    return ", ".join(parts)


def _source(task: Task) -> Fact:
    kind = str(SourceKind(task.source_kind).label).capitalize()
    paper = task.source_number
    if task.source_date:
        paper = _("%(number)s ngày %(day)s") % {"number": paper, "day": vn_date(task.source_date)}
    more = ", ".join(part for part in (task.source_issuer, task.source_clause) if part)
    url = reverse("plans:source-file", args=[task.pk]) if task.source_file_id else ""
    return Fact(_("Việc từ đâu"), f"{kind}: {paper}" if paper.strip() else kind, more, url)
