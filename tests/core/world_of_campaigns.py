"""Drives of the small world: one by count, one by list, one being prepared, one closed."""

from __future__ import annotations

from typing import TYPE_CHECKING

from conftest import MORNING
from xaso.modules.campaigns import actions
from xaso.modules.campaigns.models import Mode
from xaso.modules.campaigns.tests import make

if TYPE_CHECKING:
    from tests.core.world import Side

SPOKEN = b"OggS\x00\x02" + bytes(22) + b"OpusHead" + bytes(60)


def live_through_campaigns(side: Side, rows: int) -> None:
    officer, village, other = side.people["cong_chuc"], side["village"], side["other_village"]
    targets = dict.fromkeys((village, other), 20)
    draft = side.things["draft_campaign"] = make.draft(officer)
    actions.set_villages(actor=officer, campaign_id=draft.pk, targets={village.pk: 5}, at=MORNING)
    for _number in range(rows):
        side.things["campaign"] = make.opened(officer, targets)
    make.counts(officer, side["campaign"], village, 7, 2, reasons={"KHONG_SIM": 2})
    listed = make.opened(officer, dict.fromkeys(targets), mode=Mode.LIST)
    side.things["listed_campaign"] = listed
    for key, place in (("item", village), ("other_item", other)):
        side.things[key] = make.item(listed, place, 1)
        make.tick(officer, side[key], "chua_xong", reason="KHONG_SIM")
    side.things["recording"] = actions.add_recording(
        actor=officer,
        campaign_id=listed.pk,
        language="hmn",
        title="Bước 1",
        name="buoc-1.ogg",
        content=SPOKEN,
        at=MORNING,
    )
    locked = make.opened(officer, targets)
    actions.lock_campaign(actor=officer, campaign_id=locked.pk, at=MORNING)
