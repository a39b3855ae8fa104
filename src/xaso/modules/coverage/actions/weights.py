"""The commune says what weighs how much when dead zones are ranked, from a day on."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime
from decimal import Decimal

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from xaso.core.events.record import record
from xaso.core.rights.actor import Actor
from xaso.modules.coverage.models import WeightTable
from xaso.modules.coverage.ranking import LEAST, MOST, packaged_weights


@transaction.atomic
def adopt_weights(
    *, actor: Actor, weights: Mapping[str, Decimal], since: date, reason: str, at: datetime
) -> WeightTable:
    """A new version; not for days gone by, whose rankings were printed with the weights of then."""
    actor.must("coverage.write")
    today = timezone.localdate(at)
    if since < today:
        raise ValidationError({"since": _("Không đổi hệ số của những ngày đã qua.")})
    if weights.keys() != packaged_weights(today).by_code.keys():
        raise ValidationError(_("Ghi đủ các hệ số."))
    if not all(LEAST <= each <= MOST for each in weights.values()):
        raise ValidationError(_("Hệ số từ 0,1 đến 10."))
    if not reason.strip():
        raise ValidationError({"reason": _("Ghi vì sao.")})
    rows = WeightTable.objects.of(actor.commune).select_for_update()
    table = WeightTable.objects.create(
        commune=actor.commune,
        label=_("xã %(n)d") % {"n": len(rows) + 1},
        since=since,
        weights={code: str(each) for code, each in weights.items()},
        reason=reason.strip(),
        by_id=actor.account_id,
        at=at,
    )
    record(
        "coverage.weights.adopted",
        actor=actor,
        subject_id=table.pk,
        label=table.label,
        day=f"{since:%d/%m/%Y}",
    )
    return table
