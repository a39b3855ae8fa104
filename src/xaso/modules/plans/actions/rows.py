"""What every action of this module needs: the row, locked, and surely of this commune."""

from __future__ import annotations

from typing import TypeVar
from uuid import UUID

from django.core.exceptions import ObjectDoesNotExist, ValidationError
from django.db import models
from django.utils.translation import gettext as _

from xaso.core.people.models import Account
from xaso.core.rights.actor import Actor
from xaso.core.units.models import CommuneOwned
from xaso.modules.plans.models import Plan, Task

from .copies import keep_copies

Row = TypeVar("Row", bound=CommuneOwned)


def plan_of(actor: Actor, plan_id: UUID) -> Plan:
    return Plan.objects.of(actor.commune).select_for_update().get(pk=plan_id)


def task_of(actor: Actor, task_id: UUID) -> Task:
    return Task.objects.of(actor.commune).select_for_update().get(pk=task_id)


def must_be_ours(actor: Actor, *rows: models.Model | None) -> None:
    """A row of another commune does not exist."""
    for row in rows:
        if row is not None and getattr(row, "commune_id", None) != actor.commune.pk:
            raise ObjectDoesNotExist


def keep(row: Row) -> Row:
    """Saves with the next version, and what is copied from it."""
    row.version += 1
    row.save()
    keep_copies(row)
    return row


def must_be_a_person(actor: Actor) -> UUID:
    """Approvals and evidence carry a name; the system has none."""
    if actor.account_id is None:
        raise ValidationError(_("Việc này phải do một người làm, không phải hệ thống."))
    return actor.account_id


def said(reason: str) -> str:
    """A reason in words; empty is refused."""
    words = " ".join(reason.split())
    if not words:
        raise ValidationError({"reason": _("Ghi lý do.")})
    return words


def must_be_open(account: Account | None) -> None:
    if account is not None and not account.is_active:
        raise ValidationError(
            _("Tài khoản %(name)s đã khóa. Chọn người khác.") % {"name": account.full_name}
        )
