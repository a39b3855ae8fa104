"""A person's tick on a rule or text that was marked "to be confirmed", or a corrected row."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from xaso.core.events.record import record
from xaso.core.rights.actor import Actor
from xaso.lib.ids import new_id

from .models import LegalRule, LegalText


@transaction.atomic
def confirm_rule(*, actor: Actor, rule_id: int, value: str, at: datetime) -> LegalRule:
    """The person has compared the value with the published text; a changed value is kept."""
    actor.must("law.confirm")
    rule = LegalRule.objects.select_for_update().get(pk=rule_id)
    before, rule.value = rule.value, value.strip() or rule.value
    rule.confirmed, rule.confirmed_by, rule.confirmed_at = True, actor.account_id, at
    rule.save()
    record(
        "law.rule.confirmed",
        actor=actor,
        subject_id=new_id(),
        code=rule.code,
        before=before,
        after=rule.value,
    )
    return rule


@transaction.atomic
def confirm_text(*, actor: Actor, code: str) -> LegalText:
    actor.must("law.confirm")
    text = LegalText.objects.select_for_update().get(pk=code)
    text.confirmed = True
    text.save(update_fields=["confirmed"])
    record("law.text.confirmed", actor=actor, subject_id=new_id(), code=code)
    return text
