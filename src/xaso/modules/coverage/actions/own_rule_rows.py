"""A new version of what the commune says itself: from when, why, and never for days gone by."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext as _

from xaso.core.rights.actor import Actor
from xaso.core.units.models import Commune
from xaso.modules.coverage.models import OwnRule, RulePart
from xaso.modules.coverage.rulebook import Rulebook, Rules, own_rules, rulebook


def held_rules(actor: Actor, since: date, reason: str, at: datetime) -> Rules:
    """As they hold on the day the new one begins."""
    return held_book(actor, since, reason, at).on(since)


def held_book(actor: Actor, since: date, reason: str, at: datetime) -> Rulebook:
    """The commune is held until the end. Not for days gone by: what was found then was printed with what
    held then."""
    if since < timezone.localdate(at):
        raise ValidationError({"since": _("Không đổi quy ước của những ngày đã qua.")})
    if not reason.strip():
        raise ValidationError({"reason": _("Ghi vì sao.")})
    Commune.objects.select_for_update().get(pk=actor.commune.pk)
    return rulebook(own_rules(actor.commune))


def add_version(
    actor: Actor,
    part: RulePart,
    body: Mapping[str, Any],
    since: date,
    reason: str,
    at: datetime,
    code: str = "",
) -> OwnRule:
    count = OwnRule.objects.of(actor.commune).filter(part=part).count()
    return OwnRule.objects.create(
        commune=actor.commune,
        part=part,
        code=code,
        number=count + 1,
        since=since,
        body=dict(body),
        reason=reason.strip(),
        by_id=actor.account_id,
        at=at,
    )


def told_of(row: OwnRule) -> dict[str, Any]:
    """What the diary keeps of a version."""
    return {"subject_id": row.pk, "number": row.number, "day": day_word(row.since)}


def day_word(since: date) -> str:
    return f"{since:%d/%m/%Y}"
