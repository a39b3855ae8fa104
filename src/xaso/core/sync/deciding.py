"""What an officer decides about single things phones sent: run what waits, send back, take in, put by."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from xaso.core.events.record import record
from xaso.core.rights.actor import Actor

from .attachments import stop_waiting
from .batch import Arrived
from .corrections import put_aside
from .models import Code, Item, Quarantined, State
from .moments import Contacts
from .pushing import as_item
from .running import Turn, run

BELIEVABLE = (Code.DEVICE_SHUT, Code.BROKEN_CHAIN, Code.NUMBER_TWICE)
"""The person's own signature was right: only the phone, or the place in its chain, is not."""


@transaction.atomic
def take_held(*, actor: Actor, item_id: UUID, at: datetime) -> Item:
    """It is carried out with what its author might do on the day it was written down."""
    actor.must("sync.decide")
    item = _held(actor, item_id)
    if item.code == Code.NEEDS:
        raise ValidationError(_("Mục này chờ một mục khác, tự chạy khi mục kia đến."))
    run(item, Turn(timezone.localdate(at), approved=item.pk))
    record("sync.item.taken", actor=actor, subject_id=item.pk)
    return item


@transaction.atomic
def send_back(*, actor: Actor, item_id: UUID, reason: str) -> Item:
    """The phone shows the reason; its author may correct the item or give it up."""
    actor.must("sync.decide")
    item = _held(actor, item_id)
    put_aside(item)
    item.code, item.text = Code.WRONG, reason.strip()[:300]
    item.save(update_fields=["code", "text"])
    record("sync.item.sent_back", actor=actor, subject_id=item.pk)
    return item


@transaction.atomic
def stop_waiting_for_files(*, actor: Actor, item_id: UUID, reason: str, at: datetime) -> Item:
    """The phone is lost, or the photos cannot be sent; what was written down counts without them."""
    actor.must("sync.decide")
    item = Item.objects.of(actor.commune).select_for_update().get(pk=item_id)
    if not stop_waiting(item, reason.strip()[:200], at):
        raise ValidationError(_("Mục này không còn chờ ảnh nào."))
    record("sync.item.files_closed", actor=actor, subject_id=item.pk)
    return item


@transaction.atomic
def take_in(*, actor: Actor, apart_id: UUID, at: datetime) -> Item:
    """What was set apart because of its phone counts after all; the officer answers for it."""
    actor.must("sync.decide")
    row = _apart(actor, apart_id)
    if row.code not in BELIEVABLE:
        raise ValidationError(_("Không chắc ai đã ghi mục này. Hỏi lại người ghi rồi ghi lại."))
    if Item.objects.of(actor.commune).filter(pk=row.event_id).exists():
        raise ValidationError(_("Xã đã có mục mang mã này."))
    arrived = Arrived(row.number, row.event, bytes(row.content_hash), b"", b"", b"", b"", False)
    after = Contacts.of(row.device).before(row.number)
    item = as_item(row.device, arrived, after=after, at=at)
    item.save(force_insert=True)
    run(item, Turn(timezone.localdate(at)))
    _close(row, at)
    record("sync.item.taken_in", actor=actor, subject_id=item.pk)
    return item


@transaction.atomic
def put_by(*, actor: Actor, apart_id: UUID, at: datetime) -> Quarantined:
    """Seen, and not carried out. It stays stored."""
    actor.must("sync.decide")
    row = _apart(actor, apart_id)
    _close(row, at)
    record("sync.item.put_by", actor=actor, subject_id=row.event_id)
    return row


def _held(actor: Actor, item_id: UUID) -> Item:
    item = Item.objects.of(actor.commune).select_for_update().get(pk=item_id)
    if item.state != State.HELD:
        raise ValidationError(_("Mục này không còn chờ."))
    return item


def _apart(actor: Actor, apart_id: UUID) -> Quarantined:
    row = Quarantined.objects.of(actor.commune).select_for_update().get(pk=apart_id)
    if row.closed_at:
        raise ValidationError(_("Mục này đã có người xem xong."))
    return row


def _close(row: Quarantined, at: datetime) -> None:
    row.closed_at = at
    row.version += 1
    row.save(update_fields=["closed_at", "version"])
