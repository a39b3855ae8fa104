"""At the province: a commune's server that came back from a backup becomes another machine, by the key of
the one it was. Its numbers would stand twice otherwise."""

from __future__ import annotations

from datetime import datetime

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from xaso.core.events.record import record
from xaso.core.rights.signed_in import actor_for
from xaso.core.sync.models import Device, DevicePerson
from xaso.lib import p256
from xaso.lib.ids import new_id

from .models import Node


@transaction.atomic
def renew_node(*, device: Device, key: bytes, person_key: bytes, at: datetime) -> DevicePerson:
    """The device has signed the question. Asked again with the same keys, the answer is the same machine."""
    old = (
        Device.objects.select_related("commune").select_for_update(of=("self",)).get(pk=device.pk)
    )
    person = DevicePerson.objects.select_related("account__commune").filter(device=old).first()
    if person is None or not Node.objects.of(old.commune).filter(account=person.account).exists():
        raise ValidationError(_("Máy này không phải máy chủ của xã."))
    known = DevicePerson.objects.filter(account=person.account, device__public_key=key)
    if again := known.select_related("account__commune", "commune").first():
        return again
    if old.state != Device.State.ACTIVE or not person.account.is_active:
        raise ValidationError(_("Máy này đã bị ngừng. Xin tỉnh mã nối mới."))
    if not (p256.is_public(key) and p256.is_public(person_key)):
        raise ValidationError(_("Máy gửi khóa không đúng dạng."))
    return _another(old, person, key, person_key, at)


def _another(
    old: Device, person: DevicePerson, key: bytes, person_key: bytes, at: datetime
) -> DevicePerson:
    old.state, old.state_at, old.accepted_to = Device.State.HANDED_IN, at, old.stored
    old.state_reason = _("Xã khôi phục từ bản sao lưu, máy khác thay")
    old.version += 1
    old.save()
    fresh = Device.objects.create(
        id=new_id(),
        commune=old.commune,
        label=old.label,
        state_at=at,
        public_key=key,
        enrolled_at=at,
    )
    made = DevicePerson.objects.create(
        commune=old.commune, device=fresh, account=person.account, public_key=person_key, since=at
    )
    record("upstream.device.renewed", actor=actor_for(person.account), subject_id=fresh.pk)
    return made
