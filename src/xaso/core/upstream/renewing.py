"""At the province: a commune's server that came back from a backup becomes another machine, by the key of
the one it was. Its numbers would stand twice otherwise."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import QuerySet
from django.utils.translation import gettext as _

from xaso.core.events.record import record
from xaso.core.rights.signed_in import actor_for
from xaso.core.sync.models import Device, DevicePerson
from xaso.lib import p256
from xaso.lib.ids import new_id

from .models import Node

SILENT_FOR = timedelta(hours=1)


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
    if not (person.account.is_active and _may_go_on(old, person, at)):
        raise ValidationError(_("Máy này đã bị ngừng. Xin tỉnh mã nối mới."))
    if not (p256.is_public(key) and p256.is_public(person_key)):
        raise ValidationError(_("Máy gửi khóa không đúng dạng."))
    return _another(old, person, key, person_key, at)


def _may_go_on(old: Device, person: DevicePerson, at: datetime) -> bool:
    """A backup of before a renewal may come back too: when the machine that took over is silent. While it
    speaks there are two, and a person must look."""
    if old.state == Device.State.ACTIVE:
        return True
    later = _machines(person).exclude(pk=old.pk).order_by("-enrolled_at", "-pk").first()
    if old.state != Device.State.HANDED_IN or later is None or later.enrolled_at < old.enrolled_at:
        return False
    return (later.last_contact_at or later.enrolled_at) < at - SILENT_FOR


def _machines(person: DevicePerson) -> QuerySet[Device]:
    return Device.objects.filter(people__account=person.account)


def _another(
    old: Device, person: DevicePerson, key: bytes, person_key: bytes, at: datetime
) -> DevicePerson:
    for each in _machines(person).filter(state=Device.State.ACTIVE).select_for_update():
        each.state, each.state_at, each.accepted_to = Device.State.HANDED_IN, at, each.stored
        each.state_reason = _("Xã khôi phục từ bản sao lưu, máy khác thay")
        each.version += 1
        each.save()
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
