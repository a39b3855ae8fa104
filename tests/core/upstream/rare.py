"""A row of every table of the line upward, for those who ask whether a commune's rows stay its own."""

from __future__ import annotations

from conftest import MORNING
from xaso.core.people.models import Account
from xaso.core.sync.models import Item
from xaso.core.upstream.models import Node, Outgoing, Proof, Reported, Uplink
from xaso.lib.ids import new_id


def rare_upstream_rows(commune, account: Account) -> None:
    """After those of the phones: they rest on an item."""
    of, item = {"commune": commune}, Item.objects.filter(commune=commune).first()
    about = {**of, "kind": "upstream.plan", "key": "1"}
    Uplink.objects.get_or_create(
        **of,
        defaults={
            "address": "https://tinh.example",
            "hub_name": "Tỉnh",
            "hub_code": "03037",
            "account": new_id(),
            "device": new_id(),
            "key": b"k",
            "person_key": b"k",
            "server_key": b"k",
            "joined_at": MORNING,
        },
    )
    said = Outgoing.objects.create(
        **about, unit_code=commune.pk, content={}, content_hash=bytes(32), made_at=MORNING
    )
    Proof.objects.create(**of, item=item, outgoing=said)
    node = Node.objects.create(**of, unit=commune, account=account, made_at=MORNING)
    Reported.objects.create(
        **about,
        node=node,
        unit=commune,
        kind_version=1,
        body={},
        item=item,
        device=item.device,
        number=1,
        first_at=MORNING,
        last_at=MORNING,
    )
