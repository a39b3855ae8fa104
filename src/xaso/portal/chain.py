"""One real number on its way: annex → task → village → target → report."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.urls import reverse
from django.utils.translation import gettext as _

from xaso.core.papers.models import OfficialPaper
from xaso.core.people.models import RoleGrant
from xaso.core.units.models import Commune
from xaso.modules.indicators import public as indicators
from xaso.modules.plans import public as plans

from .roles import Doors

PAPERS_SEARCHED = 5


@dataclass(frozen=True)
class Step:
    name: str
    value: str
    text: str
    door: str
    """What the button sends: who to become, and where to go."""


def chain_of(commune: Commune, today: date, doors: Doors) -> list[Step]:
    """Follows the newest accepted figure of a village; empty while there is none."""
    state = _newest(indicators.target_states(commune, today.year, today))
    if state is None:
        return []
    row = _newest_row(plans.figure_trail(commune, state.target.id))
    return _steps(commune, state, row, doors) if row else []


def _newest(states: Sequence[indicators.TargetState]) -> indicators.TargetState | None:
    """The number shown is the sum of what villages sent, so that each step leads to the next."""
    known = [
        each
        for each in states
        if each.target.villages_reported and each.now.number == each.target.number
    ]
    newest = [(each.target.as_of or date.min, each.target.code, each) for each in known]
    return max(newest, key=lambda each: each[:2], default=(None, "", None))[2]


def _newest_row(trail: Sequence[plans.TrailRow]) -> plans.TrailRow | None:
    rows = [row for row in trail if row.counts and row.village_id]
    return max(rows, key=lambda row: row.sent_at, default=None)


def _steps(
    commune: Commune, state: indicators.TargetState, row: plans.TrailRow, doors: Doors
) -> list[Step]:
    target = state.target
    goal, sent = (indicators.written(target, each) for each in (target.target, row.number))
    words = {
        "village": row.village_name,
        "who": row.sent_by,
        "leader": row.accepted_by,
        "amount": sent,
        "others": max(target.villages_reported - 1, 0),
        "photos": len(row.photo_ids),
    }
    plan = reverse("plans:plan-targets", args=[target.plan_id])
    return [
        Step(
            _("Phụ lục kế hoạch"),
            _("Đích %(amount)s") % {"amount": goal},
            f"{target.code} · {target.name}",
            doors.to(plan, "chanh_van_phong"),
        ),
        Step(
            _("Giao việc"),
            row.task_code,
            _("%(title)s: giao %(count)s thôn")
            % {"title": row.task_title, "count": target.villages_asked},
            doors.to(row.task_url, "chanh_van_phong"),
        ),
        Step(
            _("Thôn gửi ảnh, số"),
            sent,
            _("%(who)s gửi từ %(village)s, kèm %(photos)s ảnh; %(leader)s đã duyệt") % words,
            doors.to(reverse("plans:village-sent"), "truong_thon", _head(commune, row)),
        ),
        Step(
            _("Chỉ tiêu"),
            f"{state.number_text} / {goal}",
            _("%(amount)s của %(village)s cộng với %(others)s thôn khác") % words,
            doors.to(reverse("indicators:target", args=[target.id]), "chu_tich"),
        ),
        _report_step(commune, state, doors),
    ]


def _report_step(commune: Commune, state: indicators.TargetState, doors: Doors) -> Step:
    paper = _paper_with(commune, state)
    if paper:
        text = _("“%(title)s” ghi đúng con số này, kèm nguồn") % {"title": paper.title}
        url = paper.get_absolute_url()
    else:
        text = _("Báo cáo tháng lấy đúng con số này, kèm nguồn")
        url = reverse("desk:papers")
    return Step(_("Báo cáo"), state.number_text, text, doors.to(url, "van_thu"))


def _paper_with(commune: Commune, state: indicators.TargetState) -> OfficialPaper | None:
    """The newest paper in which the target and its number of today stand."""
    newest = OfficialPaper.objects.of(commune).order_by("-drafted_at", "-pk")[:PAPERS_SEARCHED]
    for paper in newest:
        words = json.dumps(paper.body, ensure_ascii=False)
        if state.target.code in words and state.number_text in words:
            return paper
    return None


def _head(commune: Commune, row: plans.TrailRow) -> str:
    """The sample person who heads the village of this row."""
    grants = RoleGrant.objects.filter(
        account__commune=commune, role="truong_thon", village=row.village_id
    )
    return grants.values_list("account__username", flat=True).first() or ""
