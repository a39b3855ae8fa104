"""What the office of a commune does about its line upward, and the province about the lines to it."""

from __future__ import annotations

from datetime import datetime
from typing import Any
from uuid import UUID

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from xaso.core.events.record import record
from xaso.core.jobs.enqueue import enqueue
from xaso.core.jobs.models import Job
from xaso.core.people.models import Account, RoleGrant
from xaso.core.rights.actor import Actor
from xaso.core.sync.actions import invite
from xaso.core.sync.models import Invitation, Item
from xaso.core.units.models import Commune

from .models import Node, Outgoing, Reported, Uplink
from .places import Welcome, begin_anew

JOB = "upstream.send"
ROLE = "may_cua_xa"
"""Of a commune's server at the province; no person holds it."""


@transaction.atomic
def connect(
    *, actor: Actor, address: str, welcome: Welcome, key: bytes, person_key: bytes, at: datetime
) -> Uplink:
    """The province has let us in. What it had not received from an earlier machine of ours is issued
    again, and everything is told once more as it stands."""
    actor.must("upstream.connect")
    old = Uplink.objects.of(actor.commune).select_for_update().first()
    link = old or Uplink(commune=actor.commune, joined_at=at)
    if old is not None and old.account != welcome.account:
        Outgoing.objects.of(actor.commune).delete()
    link.address, link.joined_at = address, at
    begin_anew(link, welcome, key, person_key)
    link.previous_device, link.previous_key = None, b""
    link.save()
    record("upstream.uplink.joined", actor=actor, subject_id=link.pk)
    return link


@transaction.atomic
def leave(*, actor: Actor) -> None:
    """What the province has stays there; what it has not is forgotten with the line."""
    actor.must("upstream.connect")
    link = Uplink.objects.of(actor.commune).select_for_update().first()
    if link is None:
        raise ValidationError(_("Xã chưa nối lên tỉnh."))
    Outgoing.objects.of(actor.commune).delete()
    record("upstream.uplink.left", actor=actor, subject_id=link.pk)
    link.delete()


@transaction.atomic
def invite_node(
    *, actor: Actor, unit_code: str, whole_province: bool = False, at: datetime
) -> tuple[Node, Invitation, str]:
    """A code for the server of one commune: shown once, ten minutes. A second one is for the machine
    that takes its place."""
    actor.must("upstream.manage")
    unit = Commune.objects.filter(pk=unit_code).exclude(pk=actor.commune.pk).first()
    if unit is None:
        raise ValidationError({"unit_code": _("Không có xã nào mang mã này trong danh mục.")})
    node = Node.objects.of(actor.commune).filter(unit=unit).first()
    if node is None:
        account = _account_of(actor, unit, at)
        node = Node(commune=actor.commune, unit=unit, account=account, made_at=at)
    node.whole_province = whole_province
    node.save()
    invitation, code = invite(actor=actor, account_id=node.account_id, at=at)
    record("upstream.node.invited", actor=actor, subject_id=node.pk, unit=unit.pk)
    return node, invitation, code


@transaction.atomic
def take_report(
    *,
    actor: Actor,
    item_id: UUID,
    kind: str,
    version: int,
    key: str,
    unit_code: str,
    said: dict[str, Any],
    is_gone: bool,
) -> Reported:
    """What its server said last about one thing counts: a later machine of the commune before an earlier
    one, on one machine the later number."""
    actor.must("upstream.report")
    node = Node.objects.of(actor.commune).select_related("unit").get(account=actor.account_id)
    unit = _spoken_for(node, unit_code)
    item = Item.objects.of(actor.commune).select_related("device").get(pk=item_id)
    rows = Reported.objects.of(actor.commune).select_for_update(of=("self",))
    found = rows.select_related("device").filter(unit=unit, kind=kind, key=key).first()
    row = found or Reported(
        commune=actor.commune, unit=unit, kind=kind, key=key, first_at=item.received_at
    )
    if found is None or _is_later(item, found):
        row.node, row.kind_version, row.item = node, version, item
        row.device, row.number = item.device, item.number
        row.is_gone = is_gone
        row.body = row.body if is_gone and found else said
        row.last_at = item.received_at
    if found is not None:
        row.times, row.version = row.times + 1, row.version + 1
    row.save()
    record("upstream.report.taken", actor=actor, subject_id=row.pk)
    return row


@transaction.atomic
def order_sending(*, actor: Actor, at: datetime) -> Job:
    """Now instead of at the next quarter of an hour, and whatever the last try waited for."""
    actor.must("upstream.connect")
    if not Uplink.objects.of(actor.commune).exists():
        raise ValidationError(_("Xã chưa nối lên tỉnh."))
    job = enqueue(JOB, actor=actor, at=at, unique_key=f"{JOB}:{actor.commune.pk}")
    record("upstream.sending.ordered", actor=actor, subject_id=job.pk)
    return job


def _is_later(item: Item, row: Reported) -> bool:
    before = (row.device.enrolled_at, row.device_id, row.number)
    return (item.device.enrolled_at, item.device_id, item.number) > before


def _spoken_for(node: Node, unit_code: str) -> Commune:
    """A commune speaks for itself; the server of a province also for its communes."""
    if unit_code == node.unit_id:
        return node.unit
    unit = Commune.objects.filter(pk=unit_code, province=node.unit.province_id).first()
    if unit is None or not node.whole_province:
        raise PermissionDenied(unit_code)
    return unit


def _account_of(actor: Actor, unit: Commune, at: datetime) -> Account:
    """Nobody signs in with it: it has no password."""
    account = Account(
        commune=actor.commune,
        username=f"may-xa-{unit.pk}.{actor.commune.pk}",
        full_name=_("Máy chủ %(unit)s") % {"unit": unit.full_name},
        must_change_password=False,
        made_at=at,
    )
    account.set_unusable_password()
    account.save()
    RoleGrant.objects.create(account=account, role=ROLE, from_date=timezone.localdate(at))
    return account
