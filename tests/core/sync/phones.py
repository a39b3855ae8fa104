"""Phones of the stories, and the line between them and the commune."""

from __future__ import annotations

from datetime import timedelta

from conftest import MORNING
from xaso.core.sync.models import Device, Item, Quarantined
from xaso.core.sync.receiving import as_json, receive, standing
from xaso.drills.sync.world import new_phone

LATER = MORNING + timedelta(hours=5)


def phone_for(admin, person, at, label="Máy của tổ"):
    return new_phone(admin, person.account_id, at, label)


def device_of(phone):
    return Device.objects.get(pk=phone.device)


def send(phone, at, **which):
    """The whole way: the batch goes out, the answer comes back and is believed."""
    answer = sent(phone, at, **which)
    assert phone.take(answer)
    return answer


def sent(phone, at, **which):
    """The answer is lost on the way back: the phone does not know."""
    body = phone.batch(now=at, **which)
    return as_json(receive(device=device_of(phone), body=body, at=at), at)


def asked(phone, at):
    return as_json(standing(device=device_of(phone), highest=len(phone.kept)), at)


def items():
    """[(kind, state, code)] in the order they came."""
    rows = Item.objects.order_by("received_at", "number")
    return [(row.kind, row.state, row.code) for row in rows]


def set_apart():
    return [(row.number, row.code) for row in Quarantined.objects.order_by("number", "pk")]


def found(phone, pao, name, at=MORNING, **more):
    """A household met on the way."""
    village = str(next(iter(pao.village_ids)))
    body = {"head_name": name, "village": village, "members_count": 4}
    return phone.save(
        str(pao.account_id),
        "residents.add_household",
        body,
        at=at,
        scope=f"thon:{village}",
        **more,
    )
