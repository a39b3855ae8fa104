"""What the province hears of plans: those that were issued, and how far their tasks have come. No names."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from xaso.core.rights.actor import system_actor
from xaso.core.units.models import Commune
from xaso.core.upstream.outgoing import Part, Said, outgoing

from .models import Plan
from .queries.plan_page import plans_with_progress

S = Plan.State
ISSUED = (S.BAN_HANH, S.DIEU_CHINH, S.KET_THUC)
MOST_TASKS = 1_000_000
FIELDS = {
    "kind": Part(_("Loại kế hoạch"), "text", 12, tuple(Plan.Kind.choices)),
    "title": Part(_("Tên kế hoạch"), "text", 300),
    "year": Part(_("Năm"), "whole", 9999),
    "number": Part(_("Số, ký hiệu"), "text", 40),
    "issued": Part(_("Ngày ban hành"), "day"),
    "state": Part(_("Trạng thái"), "text", 12, tuple(S.choices)),
    "done": Part(_("Việc đã xong"), "whole", MOST_TASKS),
    "open": Part(_("Việc đang làm"), "whole", MOST_TASKS),
    "late": Part(_("Việc chậm"), "whole", MOST_TASKS),
    "targets": Part(_("Số chỉ tiêu"), "whole", MOST_TASKS),
}


def plans(commune: Commune, at: datetime) -> Iterator[Said]:
    rows = plans_with_progress(system_actor(commune), timezone.localdate(at))
    for plan in rows.filter(state__in=ISSUED).order_by("pk"):
        yield Said(str(plan.pk), _body(plan))


def _body(plan: Any) -> dict[str, Any]:
    found = {
        "kind": plan.kind,
        "title": plan.title,
        "year": plan.year,
        "number": plan.document_number,
        "state": plan.state,
        "done": plan.task_done,
        "open": plan.task_open,
        "late": plan.task_late,
        "targets": plan.target_total,
    }
    if plan.document_date:
        found["issued"] = plan.document_date.isoformat()
    return found


outgoing(
    "upstream.plan",
    1,
    label=_("Kế hoạch và tiến độ"),
    fields=FIELDS,
    title="title",
    gather=plans,
)
