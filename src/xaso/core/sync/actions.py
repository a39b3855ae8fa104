"""What officers do about phones: invite, look again, report lost, take back; and about clashes."""

from __future__ import annotations

import secrets
from datetime import datetime, timedelta
from uuid import UUID

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from xaso.core.edits import wanted
from xaso.core.events.record import record
from xaso.core.people.models import Account
from xaso.core.rights.actor import Actor

from .commands import edit_of
from .joining import hash_of
from .models import ClashCase, Device, Invitation, Station

GOOD_FOR = timedelta(minutes=10)
SIGNS = "23456789abcdefghjkmnpqrstuvwxyz"
CODE_LENGTH = 20


@transaction.atomic
def invite(*, actor: Actor, account_id: UUID, at: datetime) -> tuple[Invitation, str]:
    """The code is shown once, as a link for the phone's own camera; ten minutes, one phone."""
    actor.must("sync.manage")
    account = Account.objects.of(actor.commune).get(pk=account_id)
    if not account.is_active:
        raise ValidationError(_("Tài khoản này đã khóa, không ghi danh máy được."))
    code = "".join(secrets.choice(SIGNS) for _sign in range(CODE_LENGTH))
    invitation = Invitation.objects.create(
        commune=actor.commune,
        account=account,
        code_hash=hash_of(code),
        made_at=at,
        ends_at=at + GOOD_FOR,
    )
    record("sync.device.invited", actor=actor, subject_id=account.pk)
    return invitation, code


@transaction.atomic
def thaw(*, actor: Actor, device_id: UUID, at: datetime) -> Device:
    """An officer has looked at what was set apart; from now on the device is heard again."""
    actor.must("sync.manage")
    device = _held(actor, device_id)
    if device.state != Device.State.FROZEN:
        raise ValidationError(_("Máy này không bị tạm ngừng nhận."))
    _set(device, Device.State.ACTIVE, "", at)
    record("sync.device.thawed", actor=actor, subject_id=device.pk)
    return device


@transaction.atomic
def report_lost(*, actor: Actor, device_id: UUID, reason: str, at: datetime) -> Device:
    """What was received before stays; everything that comes from it later is set apart."""
    actor.must("sync.manage")
    device = _held(actor, device_id)
    _must_be_in_use(device)
    _set(device, Device.State.LOST, reason.strip(), at)
    record("sync.device.lost", actor=actor, subject_id=device.pk)
    return device


@transaction.atomic
def hand_in(*, actor: Actor, device_id: UUID, number: int, at: datetime) -> Device:
    """`number` is read off the phone's own screen: what it made up to there is still taken."""
    actor.must("sync.manage")
    device = _held(actor, device_id)
    _must_be_in_use(device)
    if number < device.stored:
        raise ValidationError(
            {"number": _("Xã đã nhận đến số %(n)d của máy này.") % {"n": device.stored}}
        )
    device.accepted_to = number
    _set(device, Device.State.HANDED_IN, "", at)
    record("sync.device.handed_in", actor=actor, subject_id=device.pk, number=number)
    return device


@transaction.atomic
def close_recovery(*, actor: Actor) -> Station:
    """Before every phone has been heard: whoever does it knows that the silent ones hold nothing more."""
    actor.must("sync.manage")
    station = Station.objects.select_for_update().filter(commune=actor.commune).first()
    if station is None or station.recovering_since is None:
        raise ValidationError(_("Xã không còn đang khôi phục."))
    station.recovering_since = None
    station.save(update_fields=["recovering_since"])
    record("sync.recovery.closed", actor=actor, subject_id=station.epoch)
    return station


@transaction.atomic
def decide_clash(*, actor: Actor, case_id: UUID, text_id: UUID | None, at: datetime) -> ClashCase:
    """`text_id`: whose wish is written into the record; None: what stands there stays."""
    actor.must("sync.decide")
    case = ClashCase.objects.of(actor.commune).select_for_update().get(pk=case_id)
    command = edit_of(case.record)
    actor.must(command.right)
    if case.decided_at:
        raise ValidationError(_("Chỗ này đã có người quyết."))
    if text_id:
        text = case.texts.get(pk=text_id)
        row = command.find(actor, case.record_id)
        changes = wanted(row, **{case.field: _cleaned(actor, case, text.value)})
        command.run(actor=actor, record_id=case.record_id, changes=changes)
        case.chosen = text.value
    case.decided_at, case.decided_by_id = at, actor.account_id
    case.version += 1
    case.save()
    record("sync.clash.decided", actor=actor, subject_id=case.record_id, field=case.field)
    return case


def _cleaned(actor: Actor, case: ClashCase, value: object) -> object:
    """As the form of the page reads it."""
    form = edit_of(case.record).form(actor, {})
    name = case.field if case.field in form.fields else case.field.removesuffix("_id")
    return form.fields[name].clean(value)


def _must_be_in_use(device: Device) -> None:
    if device.is_out_of_use:
        raise ValidationError(_("Máy này đã báo mất hoặc đã nộp lại."))


def _held(actor: Actor, device_id: UUID) -> Device:
    return Device.objects.of(actor.commune).select_for_update().get(pk=device_id)


def _set(device: Device, state: str, reason: str, at: datetime) -> None:
    device.state, device.state_reason, device.state_at = state, reason[:200], at
    device.version += 1
    device.save()
