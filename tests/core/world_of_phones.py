"""Phones of the small world: what they sent, what waits for an officer, what was set apart."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from conftest import MORNING, TODAY
from xaso.core.phone_notes.actions import read_note, send_note
from xaso.core.phone_notes.models import PhoneNote
from xaso.core.sync.models import ClashCase, Device, Item, Quarantined
from xaso.core.sync.receiving import receive
from xaso.drills.phone import Phone
from xaso.drills.sync.world import new_phone

LATER = MORNING + timedelta(hours=1)


def live_through_phones(side: Any, rows: int) -> None:
    head = side.people["truong_thon"]
    for number in range(rows):
        phone = new_phone(side.people["quan_tri"], head.account_id, MORNING, f"Máy tổ {number}")
        _works(side, head, phone, number)
    side.things["phone"] = Device.objects.get(pk=phone.device)
    side.things["held"] = Item.objects.filter(commune=side.commune, state="cho").first()
    side.things["clash"] = ClashCase.objects.filter(commune=side.commune).first()
    side.things["frozen_phone"] = _frozen(side, head)
    side.things["note"] = _note(side, head)
    side.things["apart"] = Quarantined.objects.filter(commune=side.commune).first()


def _note(side: Any, head: Any) -> PhoneNote:
    """For the village, read by its head."""
    office = side.people["cong_chuc"]
    village_id = side["village"].pk
    note = send_note(
        actor=office, village_id=village_id, text="Mai họp", to_date=TODAY, at=MORNING
    )
    read_note(actor=head, note_id=note.pk, at=MORNING)
    return note


def _works(side: Any, head: Any, phone: Phone, number: int) -> None:
    """A household found, one without a name, one thing this version does not know, a name twice."""
    village = str(side["village"].pk)
    new = {"village": village, "members_count": 4}
    _say(head, phone, "residents.add_household", {**new, "head_name": f"Hộ trên máy {number}"})
    _say(head, phone, "residents.add_household", {**new, "head_name": ""})
    _say(head, phone, "plans.later", {"ghi_chu": "của bản sau"})
    names = {"head_name": [f"Không ai {number}", f"Tên máy ghi {number}"]}
    changed = {"household": str(side["household"].pk), "set": names}
    _say(head, phone, "residents.set_household", changed)
    _send(phone)


def _frozen(side: Any, head: Any) -> Device:
    phone = new_phone(side.people["quan_tri"], head.account_id, MORNING, "Máy tạm ngừng")
    Device.objects.filter(pk=phone.device).update(state=Device.State.FROZEN)
    body = {"village": str(side["village"].pk), "head_name": "Hộ để riêng", "members_count": 2}
    _say(head, phone, "residents.add_household", body)
    _send(phone)
    found: Device = Device.objects.get(pk=phone.device)
    return found


def _say(head: Any, phone: Phone, kind: str, body: dict[str, Any]) -> None:
    scope = f"thon:{next(iter(head.village_ids))}"
    phone.save(str(head.account_id), kind, body, at=MORNING, scope=scope)


def _send(phone: Phone) -> None:
    device = Device.objects.get(pk=phone.device)
    receive(device=device, body=phone.batch(now=LATER), at=LATER)
