"""A sheet of visits is written down: all its lines or none, and once, however often it is sent."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any
from uuid import UUID, uuid5

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from xaso.core.rights.actor import Actor
from xaso.modules.teams.models import Message, MessageState, Visit

from .visits import add_visit


@transaction.atomic
def enter_visits(
    *, actor: Actor, sheet: UUID, source: str, visits: Sequence[Mapping[str, Any]], at: datetime
) -> int:
    """`sheet`: made with the empty form, or the message they came in. Returns how many lines were new."""
    actor.must("teams.log")
    ids = [uuid5(sheet, str(number)) for number in range(len(visits))]
    told_by = Message.objects.of(actor.commune).filter(pk=sheet, state=MessageState.WAITING)
    told_by.update(state=MessageState.WRITTEN, by=actor.account_id)
    there = set(Visit.objects.of(actor.commune).filter(pk__in=ids).values_list("pk", flat=True))
    new = [pair for pair in zip(ids, visits, strict=True) if pair[0] not in there]
    for number, (visit_id, facts) in enumerate(new, start=1):
        try:
            add_visit(actor=actor, at=at, visit_id=visit_id, source=source, **facts)
        except ValidationError as error:
            told = " ".join(error.messages)
            said = _("Lượt thứ %(n)d: %(told)s") % {"n": number, "told": told}
            raise ValidationError({"text": said}) from error
    return len(new)
