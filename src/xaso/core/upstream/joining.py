"""The commune's server joins its province: by a one-time code, or by its own earlier key."""

from __future__ import annotations

from datetime import datetime

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from xaso.core.rights.actor import Actor
from xaso.lib import p256
from xaso.lib.base64url import as_text

from .actions import connect
from .door import Door, NoLine, Reply, checked_address, door_to, posted, signing
from .models import Uplink
from .places import Welcome, begin_anew

ENROL, RENEW = "/dong-bo/ghi-danh", "/dong-bo/doi-may"


def join(
    *, actor: Actor, address: str, code: str, at: datetime, door: Door | None = None
) -> Uplink:
    """The code came from the province by telephone. Raises ValidationError with what to do."""
    actor.must("upstream.connect")
    where = checked_address(address)
    key, person_key = p256.new_private(), p256.new_private()
    said = {
        "code": "".join(code.split()).lower(),
        "key": as_text(p256.public_of(key)),
        "person_key": as_text(p256.public_of(person_key)),
        "label": actor.commune.full_name[:80],
    }
    try:
        reply = posted(door or door_to(where), ENROL, said, {})
        welcome = _welcome(reply)
    except NoLine as error:
        raise ValidationError({"address": str(error)}) from error
    return connect(
        actor=actor, address=where, welcome=welcome, key=key, person_key=person_key, at=at
    )


def _welcome(reply: Reply) -> Welcome:
    if reply.status in (403, 422):
        text = str(reply.said.get("text", ""))[:200]
        raise ValidationError({"code": text or _("Tỉnh không nhận mã này. Xin mã mới.")})
    try:
        return Welcome.read(reply.said if reply.status == 200 else {})
    except ValueError as error:
        raise NoLine(_("Máy ở địa chỉ này không phải Xã Số của tỉnh.")) from error


def renew(link: Uplink, door: Door, *, by_previous: bool = False) -> bool:
    """This database is older than what the province has heard, so it becomes another machine, proving it
    by the key it had. Whether the province agreed."""
    device = link.previous_device if by_previous else link.device
    key = bytes(link.previous_key if by_previous else link.key)
    if device is None:
        return False
    if not link.next_key:
        link.next_key, link.next_person_key = p256.new_private(), p256.new_private()
        link.save(update_fields=["next_key", "next_person_key"])
    fresh, person = bytes(link.next_key), bytes(link.next_person_key)
    said = {"key": as_text(p256.public_of(fresh)), "person_key": as_text(p256.public_of(person))}
    reply = posted(signing(door, device, key), RENEW, said, {})
    if reply.status in (403, 422):
        return False
    welcome = _welcome(reply)
    with transaction.atomic():
        held = Uplink.objects.select_for_update().select_related("commune").get(pk=link.pk)
        begin_anew(held, welcome, fresh, person)
        held.version += 1
        held.save()
    link.refresh_from_db()
    return True
