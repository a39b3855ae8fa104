"""The model of the small world: two surveys, a roadmap with its needs, counted sheets."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from conftest import MORNING
from xaso.modules.roadmap import actions
from xaso.modules.roadmap.tests import make

if TYPE_CHECKING:
    from tests.core.world import Side


def live_through_roadmap(side: Side, rows: int) -> None:
    office = side.people["chanh_van_phong"]
    before = MORNING - timedelta(days=90)
    side.things["survey"] = make.survey(office, make.FAR_AWAY, at=before)
    side.things["open_survey"] = make.survey(office, at=MORNING)
    side.things["roadmap"] = make.roadmap(office, survey=side["survey"])
    actions.draft_needs(actor=office, roadmap_id=side["roadmap"].pk)
    for _number in range(rows):
        side.things["awareness"] = make.sheets(office, village_id=side["village"].pk)
