"""The packs of a province and what is made with them, for the small world of world.py."""

from __future__ import annotations

from typing import TYPE_CHECKING

from conftest import MORNING
from xaso.core.rights.actor import Actor
from xaso.modules.indicators import actions
from xaso.modules.indicators.binder_file import place_of
from xaso.modules.indicators.models import Binder
from xaso.modules.indicators.packs.sheet.sample import blank_workbook
from xaso.modules.indicators.proofs import Upload
from xaso.modules.indicators.tests import make, province

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
    _rounds(side)
    side.things["binder"] = _binder(office)


def _rounds(side: Side) -> None:
    """One that is being entered, and a small one that went through to the lock."""
    office, chairman = side.people["chanh_van_phong"], side.people["chu_tich"]
    entered = actions.open_round(actor=office, pack_code="xaso-1.0", period=make.YEAR, at=MORNING)
    side.things["round"] = actions.start_round(actor=office, round_id=entered.pk, at=MORNING)
    small = actions.open_round(
        actor=office, pack_code=side["own_pack"].code, period=make.YEAR, at=MORNING
    )
    step = {"round_id": small.pk, "at": MORNING}
    codes = list(small.items.values_list("code", flat=True))
    actions.start_round(actor=office, **step)
    actions.hand_in_items(actor=office, codes=codes, reason="chưa có số", **step)
    actions.finish_entry(actor=office, **step)
    actions.approve_round(actor=chairman, **step)
    actions.send_to_council(actor=office, **step)
    for code in codes:
        actions.review_item(actor=side.people["hoi_dong"], code=code, verdict="dong_y", **step)
    actions.conclude_round(actor=side.people["hoi_dong"], **step)
    actions.ask_for_lock(actor=office, **step)
    side.things["locked_round"] = actions.lock_round(actor=chairman, **step)


def _binder(office: Actor) -> Binder:
    binder = actions.ask_for_binder(
        actor=office, pack_code="xaso-1.0", period=make.YEAR, at=MORNING
    )
    place = place_of(binder.pk)
    place.parent.mkdir(parents=True, exist_ok=True)
    place.write_bytes(b"PK\x05\x06" + bytes(18))
    binder.made_at = MORNING
    binder.save()
    return binder
