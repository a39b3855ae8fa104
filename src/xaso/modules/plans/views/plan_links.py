"""What may be done with a plan now, by this person."""

from __future__ import annotations

from dataclasses import dataclass, replace

from django.urls import NoReverseMatch, reverse
from django.utils.translation import gettext as _

from xaso.core.rights.actor import Actor
from xaso.modules.plans.models import Plan

State = Plan.State
PAPER = "phan-cong"
"""The assignment annex among the papers of the desk."""


@dataclass(frozen=True)
class Link:
    label: str
    url: str
    icon: str = ""
    is_post: bool = False
    fields: tuple[tuple[str, str], ...] = ()
    """What a POST carries besides its token."""


def main_step(actor: Actor, plan: Plan) -> Link | None:
    """The one button of the page."""
    if plan.state == State.TRINH:
        if actor.may("plans.approve") and plan.submitted_by_id != actor.account_id:
            return _link(plan, "approve-plan", _("Phê duyệt"), "check", is_post=True)
        return None
    if plan.state == State.KET_THUC or not actor.may("plans.write"):
        return None
    return Link(
        _("Giao việc") if actor.may("plans.assign") else _("Ghi việc mới"),
        f"{reverse('plans:draft-task')}?ke_hoach={plan.pk}",
        "plus",
    )


def plan_links(actor: Actor, plan: Plan, drafts: int) -> list[Link]:
    """Every other step, the next one of the plan's way first. `drafts`: tasks nobody has been
    given."""
    steps = [_give(actor, plan, drafts), *_way(actor, plan), *_always(actor, plan)]
    return [step for step in steps if step is not None]


def _give(actor: Actor, plan: Plan, drafts: int) -> Link | None:
    if not drafts or plan.state == State.KET_THUC or not actor.may("plans.assign"):
        return None
    label = _("Giao %(count)d việc còn là bản nháp") % {"count": drafts}
    return _link(plan, "assign-drafts", label, "plan")


def _way(actor: Actor, plan: Plan) -> list[Link | None]:
    writes, approves = actor.may("plans.write"), actor.may("plans.approve")
    in_force = plan.state in {State.BAN_HANH, State.DIEU_CHINH}
    steps = [
        (writes and plan.is_open_to_edits, "submit-plan", _("Trình duyệt"), "right"),
        (writes and plan.is_open_to_edits, "edit-plan", _("Sửa kế hoạch"), "pencil"),
        (writes and plan.state == State.NHAP, "ask-opinions", _("Lấy ý kiến"), "chat"),
        (writes and in_force, "sign-plan", _("Ghi bản đã ký"), "stamp"),
        (writes and plan.state == State.BAN_HANH, "adjust-plan", _("Điều chỉnh"), "undo"),
        (approves and plan.state == State.TRINH, "return-plan", _("Trả lại"), "returned"),
        (approves and in_force, "close-plan", _("Kết thúc kế hoạch"), "paused"),
    ]
    return [_link(plan, name, label, icon) for may, name, label, icon in steps if may]


def _always(actor: Actor, plan: Plan) -> list[Link | None]:
    return [
        _link(plan, "plan-targets", _("Mục tiêu, chỉ tiêu của kế hoạch"), "target"),
        _link(plan, "plan-money", _("Kinh phí: dự toán, đã chi"), "money"),
        _elsewhere(actor, "indicators.read", _("Chỉ tiêu đạt đến đâu"), "up", "indicators:targets"),
        _import(actor, plan) if plan.state != State.KET_THUC else None,
        _annex_paper(actor, plan),
        *_again(actor, plan),
        _link(plan, "plan-file", _("Bản đã ký"), "file") if plan.signed_file_id else None,
    ]  # fmt: skip


def _again(actor: Actor, plan: Plan) -> list[Link]:
    if not actor.may("plans.write"):
        return []
    return [
        _link(plan, "clone-plan", _("Lập kế hoạch năm sau"), "right"),
        _link(plan, "save-template", _("Lưu thành mẫu"), "stamp"),
    ]


def _link(plan: Plan, name: str, label: str, icon: str, *, is_post: bool = False) -> Link:
    return Link(label, reverse(f"plans:{name}", args=[plan.pk]), icon, is_post=is_post)


def _import(actor: Actor, plan: Plan) -> Link | None:
    if not actor.may("plans.import"):
        return None
    url = f"{reverse('plans:import')}?ke_hoach={plan.pk}"
    return Link(_("Nhập phụ lục Word, Excel"), url, "upload")


def _annex_paper(actor: Actor, plan: Plan) -> Link | None:
    found = _elsewhere(
        actor, "papers.draft", _("Phụ lục phân công (DOCX, PDF)"), "download",
        "desk:make-paper", PAPER,
    )  # fmt: skip
    return found and replace(found, is_post=True, fields=(("period", str(plan.year)),))


def _elsewhere(
    actor: Actor, right: str, label: str, icon: str, name: str, *args: str
) -> Link | None:
    """A page of another part of the program; left out when that part is switched off."""
    if not actor.may(right):
        return None
    try:
        return Link(label, reverse(name, args=args), icon)
    except NoReverseMatch:
        return None
