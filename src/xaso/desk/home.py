"""Việc của tôi: what must I do now?"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any, cast

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from xaso.core.pages.pages import TextPage
from xaso.core.people.models import Account
from xaso.core.rights.actor import Actor
from xaso.core.units.models import Village
from xaso.modules.plans import public as plans

from . import todo as lines
from .account_notices import notices_for
from .commune import DOORS, Door
from .export_notices import export_notices
from .machine.notices import machine_notices
from .roadmap_notices import roadmap_notices
from .team_notices import team_notices

MOST_URGENT = 8
MOST_LINES = 6


@dataclass(frozen=True)
class Part:
    """A short list below what is urgent; `more_url` opens the rest."""

    title: str
    lines: list[lines.Line]
    more: str = ""
    more_url: str = ""


@dataclass(frozen=True)
class FirstStep:
    """What a commune that has just been opened does first, in this order."""

    name: str
    text: str
    url: str
    """Empty when somebody else must do it."""
    is_done: bool


class Home(TextPage):
    right = "desk.home"

    def get_template_names(self) -> list[str]:
        return ["desk/home.html" if self.actor.may("plans.read") else "desk/home_doors.html"]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        today = timezone.localdate()
        found = self._work(today) if self.actor.may("plans.read") else self._doors()
        account = cast(Account, self.request.user)
        return super().get_context_data(
            title=_("Chào %(name)s") % {"name": self.actor.name},
            today=today,
            notices=[
                *notices_for(account, self.actor, timezone.now()),
                *machine_notices(self.actor, timezone.now()),
                *roadmap_notices(self.actor),
                *export_notices(self.actor, today),
                *team_notices(self.actor, today),
            ],
            **found,
            **kwargs,
        )

    def _work(self, today: date) -> dict[str, Any]:
        todo = plans.tasks_to_do(self.actor, today)
        chased = plans.chased_today(self.actor, today)
        urgent = [*lines.to_explain(chased), *lines.urgent(todo)]
        parts = [part for part in _parts(todo, self.actor) if part.lines]
        parts[:0] = _reminded(chased)
        is_empty = not (urgent or parts or todo.counts.later)
        return {
            "urgent": urgent[:MOST_URGENT],
            "urgent_count": lines.urgent_count(todo) + len(chased.to_explain),
            "parts": parts,
            "later_count": todo.counts.later,
            "my_tasks": _tasks("cua_toi"),
            "may_assign": self.actor.may("plans.assign"),
            "may_write": self.actor.may("plans.write"),
            "may_work": self.actor.may("plans.work"),
            "first_steps": _first_steps(self.actor) if is_empty else [],
            "is_empty": is_empty,
            "opens_board": self.actor.may("desk.board"),
        }

    def _doors(self) -> dict[str, Any]:
        """For people who hold no work of the plan; whoever sets the commune up sees what is next."""
        sets_up = self.actor.may("people.manage") or self.actor.may("units.manage")
        return {
            "doors": [door for door in (*WORK_DOORS, *DOORS) if door.opens_for(self.actor)],
            "first_steps": _first_steps(self.actor) if sets_up else [],
        }


def _parts(todo: plans.TasksToDo, actor: Actor) -> list[Part]:
    counts = todo.counts
    given = _("Tôi giao cho người khác (%(count)s)") % {"count": counts.given}
    if counts.given_late:
        given = _("Tôi giao cho người khác (%(count)s: %(late)s chậm)") % {
            "count": counts.given,
            "late": counts.given_late,
        }
    back = {card.id for card in todo.returned}
    week = [card for card in todo.this_week if card.id not in back]
    week_count = counts.this_week - (len(todo.this_week) - len(week))
    week_title = _("Tuần này (%(count)s)") % {"count": week_count}
    new_title = _("Mới giao cho tôi (%(count)s)") % {"count": counts.newly_given}
    mine, gave = _tasks("cua_toi"), _tasks("toi_giao")
    return [
        _part(week_title, lines.plain(week), week_count, mine),
        _part(new_title, lines.plain(todo.newly_given), counts.newly_given, mine),
        _part(given, lines.plain(todo.given_by_me, with_lead=True), counts.given, gave),
        _part(_("Mới thay đổi"), lines.changes(todo), 0, ""),
    ]


def _reminded(chased: plans.Chased) -> list[Part]:
    title = _("Nhắc việc hôm nay (%(count)s)") % {"count": len(chased.reminded)}
    found = _part(title, lines.reminded(chased), len(chased.reminded), chased.url)
    return [found] if found.lines else []


def _part(title: str, found: list[lines.Line], count: int, more_url: str) -> Part:
    hidden = count - MOST_LINES
    if hidden <= 0 or not more_url:
        return Part(title, found[:MOST_LINES])
    more = _("Xem thêm %(count)s việc") % {"count": hidden}
    return Part(title, found[:MOST_LINES], more, more_url)


def _first_steps(actor: Actor) -> list[FirstStep]:
    """Empty once the commune has a plan or a task: then it is not new any more."""
    if plans.has_work(actor.commune):
        return []
    return [
        _step(actor, _("Thêm thôn"), _("Gõ tay hoặc nhập từ Excel."), "units.manage", "desk:units",
              Village.objects.of(actor.commune).exists()),
        _step(actor, _("Thêm cán bộ"), _("Lập tài khoản, in phiếu mật khẩu."), "people.manage",
              "desk:people", Account.objects.of(actor.commune).exclude(pk=actor.account_id).exists()),
        _step(actor, _("Nhập phụ lục kế hoạch"), _("Tệp Word hoặc Excel đang có, xem lại từng dòng."),
              "plans.import", "plans:import", is_done=False),
    ]  # fmt: skip


def _step(
    actor: Actor, name: str, text: str, right: str, address: str, is_done: bool
) -> FirstStep:
    return FirstStep(name, text, reverse(address) if actor.may(right) else "", is_done)


WORK_DOORS = (
    Door("desk.board", "desk:board", "board", gettext_lazy("Toàn cảnh"), gettext_lazy("Ai chậm, thôn nào, vì sao.")),
    Door("indicators.read", "indicators:targets", "target", gettext_lazy("Chỉ số"),
         gettext_lazy("Chỉ tiêu của kế hoạch và các bộ chỉ số.")),
    Door("papers.read", "desk:papers", "report", gettext_lazy("Báo cáo"),
         gettext_lazy("Tờ giao ban, báo cáo tháng, văn bản đã cấp số.")),
)  # fmt: skip


def _tasks(which: str) -> str:
    return f"{reverse('plans:tasks')}?loc={which}"
