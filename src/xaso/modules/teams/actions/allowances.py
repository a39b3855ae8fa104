from __future__ import annotations

from datetime import datetime

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from xaso.core.events.record import record
from xaso.core.rights.actor import Actor
from xaso.modules.teams.models import AllowanceRule
from xaso.modules.teams.months import Month


@transaction.atomic
def decide_allowance(
    *,
    actor: Actor,
    first_month: Month,
    head_vnd: int | None,
    deputy_vnd: int | None,
    member_vnd: int | None,
    least_days: int,
    needs_report: bool,
    basis: str,
    at: datetime,
) -> AllowanceRule:
    """Also for months that are over, when it was decided late; what held before stays to be read."""
    actor.must("teams.write")
    if head_vnd is None and deputy_vnd is None and member_vnd is None:
        raise ValidationError({"head_vnd": _("Ghi mức của ít nhất một vai trò.")})
    rule = AllowanceRule.objects.create(
        commune=actor.commune,
        first_month=first_month.first,
        head_vnd=head_vnd,
        deputy_vnd=deputy_vnd,
        member_vnd=member_vnd,
        least_days=least_days,
        needs_report=needs_report,
        basis=basis.strip(),
        by_id=actor.account_id,
        at=at,
    )
    record("teams.allowance.decided", actor=actor, subject_id=rule.pk, month=first_month.code)
    return rule
