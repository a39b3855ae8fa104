from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, datetime
from decimal import Decimal

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from xaso.core.events.record import record
from xaso.core.figures import Period
from xaso.core.rights.actor import Actor
from xaso.lib.numbers import write_number
from xaso.modules.indicators.definitions import pack_named
from xaso.modules.indicators.models import PortalReading

ONE_STOP_PACK = "qd766"
MOST_PROCEDURES = 5


@transaction.atomic
def enter_portal_reading(
    *,
    actor: Actor,
    period: Period,
    as_of: date,
    groups: Mapping[str, Decimal],
    at: datetime,
    procedures: Sequence[Mapping[str, str]] = (),
    note: str = "",
) -> PortalReading:
    """Points of each group as the portal shows them, and the procedures that cost the most."""
    actor.must("indicators.write")
    if as_of > timezone.localdate(at):
        raise ValidationError({"as_of": _("Ngày xem trên Cổng chưa tới.")})
    _check(groups)
    row = PortalReading(
        commune=actor.commune,
        first=period.first,
        last=period.last,
        as_of=as_of,
        groups={code: f"{points:f}" for code, points in groups.items()},
        procedures=[dict(each) for each in procedures][:MOST_PROCEDURES],
        note=" ".join(note.split()),
        entered_by_id=actor.account_id,
        entered_at=at,
    )
    row.full_clean(exclude=["commune"])
    row.save()
    record(
        "indicators.portal.read",
        actor=actor,
        subject_id=row.pk,
        as_of=str(as_of),
        groups=row.groups,
    )
    return row


def _check(groups: Mapping[str, Decimal]) -> None:
    pack = pack_named(ONE_STOP_PACK)
    tops = {group.code: group.max for group in pack.groups} if pack else {}
    if not groups or not set(groups) <= set(tops):
        raise ValidationError(_("Nhập điểm ít nhất một nhóm."))
    for code, points in groups.items():
        top = tops[code]
        if points < 0 or (top is not None and points > top):
            raise ValidationError(
                _("Nhóm %(code)s: điểm từ 0 đến %(max)s.")
                % {"code": code, "max": write_number(top)}
            )
