from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from decimal import Decimal
from uuid import UUID

from django.core.exceptions import ObjectDoesNotExist, ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from xaso.core.events.record import record
from xaso.core.rights.actor import Actor
from xaso.core.units.models import Village
from xaso.modules.indicators.models import VillageTarget
from xaso.modules.indicators.queries.village_targets import village_targets
from xaso.modules.plans import public as plans

TOO_LARGE = Decimal(10) ** 13


@transaction.atomic
def split_target(
    *, actor: Actor, target_id: UUID, numbers: Mapping[UUID, Decimal], at: datetime
) -> list[VillageTarget]:
    """How much each village is to reach. A village left out keeps what it has; rows that change
    nothing are not written."""
    actor.must("indicators.manage")
    target = plans.target(actor.commune, target_id, timezone.localdate(at))
    villages = {each.pk: each for each in Village.objects.of(actor.commune).filter(closed_at=None)}
    if not set(numbers) <= set(villages):
        raise ObjectDoesNotExist
    for number in numbers.values():
        if not 0 <= number < TOO_LARGE:
            raise ValidationError(_("Mức của thôn phải là số từ 0 trở lên."))
    known = village_targets(actor.commune, target_id)
    changed = {
        pk: number for pk, number in numbers.items()
        if pk not in known or known[pk].number != number
    }  # fmt: skip
    if not changed:
        raise ValidationError(_("Chưa có mức nào thay đổi."))
    rows = VillageTarget.objects.bulk_create(
        VillageTarget(
            commune=actor.commune,
            target_id=target.id,
            village=villages[pk],
            number=number,
            entered_by_id=actor.account_id,
            entered_at=at,
        )
        for pk, number in changed.items()
    )
    record(
        "indicators.target.split",
        actor=actor,
        subject_id=target.id,
        villages={str(pk): f"{number:f}" for pk, number in changed.items()},
    )
    return rows
