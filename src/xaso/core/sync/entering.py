"""A person at a phone: known by the person's own key on it, for half a day at a time."""

from __future__ import annotations

from datetime import datetime, timedelta
from uuid import UUID

from django.core import signing
from django.utils import timezone

from xaso.core.people.sign_ins.at_phone import is_due, note_seen
from xaso.core.rights.actor import Actor
from xaso.core.rights.signed_in import actor_on
from xaso.lib import p256

from .models import Device, DevicePerson
from .moments import moment_of

SALT = "xaso.sync.entering"
TOKEN_GOOD_FOR = timedelta(hours=12)
CLOCK_WITHIN = timedelta(days=1)
MARK = b"xaso-vao"


class NotLetIn(Exception):
    """`code`: gio_lech, khong_con_quyen, het_han."""

    def __init__(self, code: str) -> None:
        self.code = code
        super().__init__(code)


def enter(
    *, device: Device, account_id: UUID, now_ms: int, signature: bytes, at: datetime
) -> tuple[str, datetime]:
    """The token, and until when it is good."""
    if abs(moment_of(now_ms) - at) > CLOCK_WITHIN:
        raise NotLetIn("gio_lech")
    person = _person(device, account_id)
    message = MARK + device.pk.bytes + now_ms.to_bytes(8, "big")
    if person is None or not p256.is_signed(bytes(person.public_key), message, signature):
        raise NotLetIn("khong_con_quyen")
    if is_due(person.account, at):
        note_seen({account_id: at})
    token = signing.dumps([device.pk.hex, account_id.hex], salt=SALT)
    return token, at + TOKEN_GOOD_FOR


def actor_by(token: str, device: Device) -> Actor:
    try:
        device_hex, account_hex = signing.loads(token, salt=SALT, max_age=TOKEN_GOOD_FOR)
    except (signing.BadSignature, ValueError, TypeError) as error:
        raise NotLetIn("het_han") from error
    person = _person(device, UUID(account_hex)) if device_hex == device.pk.hex else None
    if person is None:
        raise NotLetIn("khong_con_quyen")
    return actor_on(person.account, timezone.localdate())


def _person(device: Device, account_id: UUID) -> DevicePerson | None:
    """None once the device is out of use, the account closed, or all its roles over."""
    if device.is_out_of_use:
        return None
    rows = DevicePerson.objects.select_related("account__commune")
    found = rows.filter(device=device, account=account_id, account__is_active=True).first()
    if found is None or not actor_on(found.account, timezone.localdate()).rights:
        return None
    return found
