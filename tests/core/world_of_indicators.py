"""The packs of a province and what is made with them, for the small world of world.py."""

from __future__ import annotations

from typing import TYPE_CHECKING

from conftest import MORNING
from xaso.modules.indicators import actions
from xaso.modules.indicators.packs.sheet.sample import blank_workbook
from xaso.modules.indicators.proofs import Upload
from xaso.modules.indicators.tests import province

if TYPE_CHECKING:
    from tests.core.world import Side


def live_through_indicators(side: Side) -> None:
    office = side.people["chanh_van_phong"]
    begun = actions.start_pack_import(
        actor=office, file=Upload("tinh.xlsx", blank_workbook()), at=MORNING
    )
    side.things["own_pack"] = actions.take_pack(
        actor=office, edition_id=begun.pk, title=f"Bộ của {side.commune}", at=MORNING
    )
    side.things["pack_import"] = actions.start_pack_import(
        actor=office, file=Upload("moi.xlsx", province.workbook()), at=MORNING
    )
