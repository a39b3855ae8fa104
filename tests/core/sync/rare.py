"""A row of every table of the phones, for those who ask whether a commune's rows stay its own."""

from __future__ import annotations

from conftest import MORNING
from xaso.core.people.models import Account
from xaso.core.sync.epochs import station_of
from xaso.core.sync.models import (
    Attachment,
    ClashCase,
    ClashText,
    Contact,
    Device,
    DevicePerson,
    Invitation,
    Item,
    PastEpoch,
    Position,
    Quarantined,
    Waiting,
)
from xaso.lib.ids import new_id


def rare_phone_rows(commune, account: Account) -> None:
    of = {"commune": commune}
    station_of(commune)
    device = Device.objects.create(
        **of, label="Máy 1", state_at=MORNING, public_key=b"k", enrolled_at=MORNING
    )
    item = Item.objects.create(
        **of,
        device=device,
        number=1,
        content_hash=bytes(32),
        signature=bytes(64),
        signed_hash=bytes(32),
        actor=account,
        kind="x",
        kind_version=1,
        scope="x",
        device_ms=0,
        offset_ms=0,
        effective_at=MORNING,
        received_at=MORNING,
        body={},
    )
    place = {**of, "device": device, "number": 1, "content_hash": bytes(32), "event_id": item.pk}
    Position.objects.create(**place, chain_hash=bytes(32), stored_at=MORNING)
    Quarantined.objects.create(**place, code="x", event={}, received_at=MORNING)
    Attachment.objects.create(
        **of, device=device, item=item, sha256="0" * 64, size_bytes=1, media_type="x"
    )
    Waiting.objects.create(**of, item=item, needed=new_id())
    Contact.objects.create(**of, device=device, highest=1, at=MORNING)
    PastEpoch.objects.create(**of, epoch=new_id(), at=MORNING)
    DevicePerson.objects.create(
        **of, device=device, account=account, public_key=b"k", since=MORNING
    )
    Invitation.objects.create(
        **of, account=account, code_hash=commune.pk, made_at=MORNING, ends_at=MORNING
    )
    case = ClashCase.objects.create(
        **of, record="x", record_id=new_id(), field="x", opened_at=MORNING
    )
    ClashText.objects.create(**of, case=case, item=item, account=account, value="x", at=MORNING)
