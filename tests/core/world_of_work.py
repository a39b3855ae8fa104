"""What grows around the plans of the small world: patterns, money, handover, reminders."""

from __future__ import annotations

from typing import TYPE_CHECKING

from conftest import MORNING
from xaso.modules.plans import actions as plans

if TYPE_CHECKING:
    from tests.core.world import Side


def live_around_plans(side: Side, rows: int) -> None:
    _templates(side, rows)


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
