"""The one way from a mask to what stands under it. It leaves a line in the diary."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.core.exceptions import ObjectDoesNotExist, ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from xaso.core.events.record import record
from xaso.core.rights.actor import Actor

from .classes import FieldClass, class_of, full_name
from .reasons import Reason


@transaction.atomic
def read_private(*, actor: Actor, row: Any, fields: Sequence[str], reason: str) -> dict[str, str]:
    """Personal fields of one row in the clear, however many at once: one look, one event.

    The event names the fields and the reason, never what they say.
    """
    actor.must("privacy.reveal")
    if row.commune_id != actor.commune.pk:
        raise ObjectDoesNotExist
    if reason not in Reason.values:
        raise ValidationError({"reason": _("Chọn lý do xem.")})
    model = type(row)
    for field in fields:
        if class_of(model, field) is not FieldClass.PERSONAL:
            raise ValueError(f"{full_name(model, field)} is not read this way")
    found = {field: str(getattr(row, field)) for field in fields}
    if not any(found.values()):
        raise ValidationError(_("Chưa ghi gì ở đây nên không có gì để xem."))
    named = [full_name(model, field) for field in fields]
    record("privacy.field.read", actor=actor, subject_id=row.pk, fields=named, reason=reason)
    return found
