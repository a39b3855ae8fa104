"""The line upward of the small world: what waits, what came back; and what other communes report here."""

from __future__ import annotations

from typing import Any

from conftest import MORNING
from xaso.core.sync.models import Device, DevicePerson, Item
from xaso.core.units.models import Commune
from xaso.core.upstream.actions import invite_node
from xaso.core.upstream.models import Node, Outgoing, Reported, Uplink
from xaso.lib.ids import new_id

PROVINCE = "https://tinh.example"


def live_through_upstream(side: Any, rows: int) -> None:
    side.things["uplink"] = _link(side, rows)
    units = Commune.objects.exclude(pk=side.commune.pk).order_by("pk")
    for number, unit in enumerate(units[:rows]):
        side.things["node"] = _node(side, unit, rows if number == rows - 1 else 1)
    side.things["silent_unit"] = units[rows]


def _link(side: Any, rows: int) -> Uplink:
    link = Uplink.objects.create(
        commune=side.commune,
        address=PROVINCE,
        hub_name="Nơi nhận của tỉnh",
        hub_code="02647",
        account=new_id(),
        device=new_id(),
        key=b"k",
        person_key=b"k",
        server_key=b"k",
        joined_at=MORNING,
        heard_at=MORNING,
    )
    for number in range(rows):
        Outgoing.objects.create(
            commune=side.commune,
            kind="upstream.plan",
            unit_code=side.commune.pk,
            key=f"ke-hoach-{number}",
            content={},
            content_hash=bytes(32),
            made_at=MORNING,
            state="tu_choi",
            code="sai_du_lieu",
            text="Nội dung không theo danh mục gửi lên tỉnh.",
        )
    return link


def _node(side: Any, unit: Commune, rows: int) -> Node:
    office = side.people["quan_tri"]
    node, _invitation, _code = invite_node(actor=office, unit_code=unit.pk, at=MORNING)
    device = Device.objects.create(
        commune=side.commune,
        label=unit.full_name,
        state_at=MORNING,
        public_key=b"k",
        enrolled_at=MORNING,
        last_contact_at=MORNING,
    )
    DevicePerson.objects.create(
        commune=side.commune, device=device, account=node.account, public_key=b"k", since=MORNING
    )
    for number in range(rows):
        _report(side, node, device, number)
    return node


def _report(side: Any, node: Node, device: Device, number: int) -> None:
    item = Item.objects.create(
        commune=side.commune,
        device=device,
        number=number + 1,
        content_hash=bytes(32),
        signature=bytes(64),
        signed_hash=bytes(32),
        actor=node.account,
        kind="upstream.plan",
        kind_version=1,
        scope=f"xa:{side.commune.pk}",
        device_ms=0,
        offset_ms=0,
        effective_at=MORNING,
        received_at=MORNING,
        body={},
        state="ap_dung",
        code="ok",
    )
    Reported.objects.create(
        commune=side.commune,
        node=node,
        unit=node.unit,
        kind="upstream.plan",
        kind_version=1,
        key=f"{number}",
        body={"title": f"Kế hoạch chuyển đổi số {number}", "year": 2026, "done": 3, "open": 4},
        item=item,
        device=device,
        number=number + 1,
        first_at=MORNING,
        last_at=MORNING,
    )
