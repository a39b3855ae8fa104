"""A phone joins the commune, or another person joins the phone, by a one-time code."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.crypto import salted_hmac
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as _lazy

from xaso.core.events.record import record
from xaso.core.people.models import Account
from xaso.core.rights.signed_in import actor_for
from xaso.core.units.models import Commune
from xaso.lib import p256
from xaso.lib.base64url import as_text, from_text
from xaso.lib.ids import new_id

from .epochs import station_of
from .models import Device, DevicePerson, Invitation

MOST_KEYS = 20
NO_CODE = _lazy("Mã ghi danh không đúng, đã dùng hoặc quá mười phút. Xin mã mới.")


@transaction.atomic
def enrol(*, code: str, key: bytes, person_key: bytes, label: str, at: datetime) -> DevicePerson:
    """Whoever holds the code is the person it was made for. Every enrolment is another device."""
    invitation = _used(code, at)
    _must_be_keys(key, person_key)
    account = invitation.account
    station_of(account.commune)
    device = Device.objects.create(
        id=new_id(),
        commune=account.commune,
        label=label.strip()[:80] or _next_label(account.commune),
        state_at=at,
        public_key=key,
        enrolled_at=at,
    )
    person = _joined(device, account, person_key, at)
    record("sync.device.enrolled", actor=actor_for(account), subject_id=device.pk)
    return person


@transaction.atomic
def add_person(*, code: str, device: Device, person_key: bytes, at: datetime) -> DevicePerson:
    """Several members share one phone: one chain, a key for each."""
    invitation = _used(code, at)
    _must_be_keys(person_key)
    if invitation.commune_id != device.commune_id:
        raise ValidationError(_("Mã này của xã khác."))
    person = _joined(device, invitation.account, person_key, at)
    record("sync.device.shared", actor=actor_for(invitation.account), subject_id=device.pk)
    return person


def commune_of(code: str) -> Commune | None:
    """Whose code it is; asked before anything of a commune may be read."""
    found = Invitation.objects.select_related("commune").filter(code_hash=hash_of(code)).first()
    return found.commune if found else None


def keys_of(device: Device) -> Mapping[str, list[bytes]]:
    """By account id: what each signs with, and what each signed with before."""
    rows = DevicePerson.objects.filter(device=device)
    return {
        str(row.account_id): [bytes(row.public_key), *map(from_text, row.earlier_keys)]
        for row in rows
    }


def _used(code: str, at: datetime) -> Invitation:
    found = Invitation.objects.select_for_update().filter(code_hash=hash_of(code)).first()
    if found is None or found.used_at or found.ends_at < at or not found.account.is_active:
        raise ValidationError(NO_CODE)
    found.used_at = at
    found.save(update_fields=["used_at"])
    return found


def _joined(device: Device, account: Account, key: bytes, at: datetime) -> DevicePerson:
    person, is_new = DevicePerson.objects.get_or_create(
        commune_id=device.commune_id,
        device=device,
        account=account,
        defaults={"public_key": key, "since": at},
    )
    if not is_new and bytes(person.public_key) != key:
        person.earlier_keys = [*person.earlier_keys, as_text(bytes(person.public_key))][
            -MOST_KEYS:
        ]
        person.public_key, person.since = key, at
        person.version += 1
        person.save()
    return person


def _next_label(commune: Commune) -> str:
    return _("Máy %(number)d") % {"number": Device.objects.of(commune).count() + 1}


def _must_be_keys(*keys: bytes) -> None:
    if not all(p256.is_public(key) for key in keys):
        raise ValidationError(_("Máy gửi khóa không đúng dạng. Mở lại liên kết ghi danh."))


def hash_of(code: str) -> str:
    return salted_hmac("xaso-sync-invitation", code.strip().lower()).hexdigest()
