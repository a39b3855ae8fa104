"""What grows around the plans of the small world: patterns, money, handover, reminders."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from conftest import MORNING, TODAY
from xaso.core.people.models import Account
from xaso.core.rights.actor import system_actor
from xaso.modules.plans import actions as plans
from xaso.modules.plans.tests import make

if TYPE_CHECKING:
    from tests.core.world import Side


def live_around_plans(side: Side, rows: int) -> None:
    _templates(side, rows)
    _handovers(side, rows)
    _reminders(side, rows)
    _money(side, rows)


def _templates(side: Side, rows: int) -> None:
    office = side.people["chanh_van_phong"]
    for number in range(rows):
        side.things["template"] = plans.save_template(
            actor=office,
            plan_id=side["plan"].pk,
            name=f"Mẫu của xã {number}",
            help_text="",
            at=MORNING,
        )


def _handovers(side: Side, rows: int) -> None:
    """Each time one task goes from the clerk to the officer."""
    chairman = side.people["chu_tich"]
    clerk, officer = side.people["van_thu"], side.people["cong_chuc"]
    for number in range(rows):
        make.task(side.people["chanh_van_phong"], clerk, f"Việc của người đi {number}")
        side.things["handover"] = plans.hand_over(
            actor=chairman,
            account_id=clerk.account_id,
            receivers={"chu_tri": make.account(officer)},
            leader=Account.objects.get(pk=chairman.account_id),
            reason="Đổi việc",
            closes_account=False,
            at=MORNING,
        )


def _reminders(side: Side, rows: int) -> None:
    """The officer is asked to explain late tasks; the morning reminds of the rest."""
    leader, officer = side.people["chu_tich"], side.people["cong_chuc"]
    for number in range(rows):
        late = make.task(leader, officer, f"Trễ {number}", due_date=TODAY - timedelta(days=4))
        side.things["explanation"] = plans.ask_explanation(
            actor=side.people["chanh_van_phong"], task_id=late.pk, question="Vì sao?", at=MORNING
        )
    side.things["feed_secret"] = plans.open_feed(actor=officer, at=MORNING)
    plans.send_reminders(actor=system_actor(side.commune), at=MORNING)


def _money(side: Side, rows: int) -> None:
    office = side.people["chanh_van_phong"]
    for number in range(rows):
        line = plans.add_budget_line(
            actor=office,
            content=f"Mua thiết bị {number}",
            source="ngan_sach_xa",
            planned_vnd=10_000_000,
            plan=side["plan"],
        )
        side.things["unpaid_line"] = line
        side.things["budget_line"] = side.things.get("budget_line", line)
        side.things["spending"] = plans.add_spending(
            actor=office,
            line_id=side["budget_line"].pk,
            on_date=TODAY,
            amount_vnd=1_000_000,
            note=f"đợt {number}",
            at=MORNING,
        )
