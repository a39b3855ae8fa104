"""Households of the small world, one list taken in and one waiting for its review."""

from __future__ import annotations

from typing import TYPE_CHECKING

from conftest import MORNING
from xaso.core.residents import actions

if TYPE_CHECKING:
    from tests.core.world import Side

HEAD = "Mã hộ;Họ tên chủ hộ;Số khẩu\n"


def live_through_residents(side: Side, rows: int) -> None:
    officer = side.people["cong_chuc"]
    for number in range(rows):
        for key in ("village", "other_village"):
            household = actions.add_household(
                actor=officer,
                village_id=side[key].pk,
                head_name=f"Giàng A Páo {'abcdefghij'[number % 10]}",
                at=MORNING,
            )
            side.things[key.replace("village", "household")] = household
    side.things["double_household"] = actions.add_household(
        actor=officer,
        village_id=side["village"].pk,
        head_name=f"Ông {side['household'].head_name}",
        at=MORNING,
    )
    moved = actions.add_household(
        actor=officer, village_id=side["village"].pk, head_name="Vàng Thị Mỷ", at=MORNING
    )
    side.things["closed_household"] = actions.close_household(
        actor=officer, household_id=moved.pk, reason="chuyen_di", at=MORNING
    )
    _files(side)


def _files(side: Side) -> None:
    officer = side.people["cong_chuc"]
    for key, line in (
        ("households_taken", "M01;Lý A Sở;4\n"),
        ("households_file", "M02;Lý A Tủa;5\n"),
    ):
        side.things[key] = actions.start_import(
            actor=officer,
            name="ho-dan.csv",
            content=(HEAD + line).encode(),
            village_id=side["village"].pk,
            at=MORNING,
        )
    taken = side["households_taken"]
    actions.queue_import(
        actor=officer, import_id=taken.pk, columns=taken.columns, closes_gone=False, at=MORNING
    )
    side.things["households_taken"] = actions.take_import(
        actor=officer, import_id=taken.pk, at=MORNING
    )
