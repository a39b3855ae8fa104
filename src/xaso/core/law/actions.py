"""A person's tick on a rule or text that was marked "to be confirmed", or a corrected row."""

from __future__ import annotations

from datetime import date, datetime

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from xaso.core.events.record import record
from xaso.core.rights.actor import Actor
from xaso.lib.ids import new_id

from .bounds import BOUNDS, NUMBER, YES_OR_NO, is_readable
from .models import LegalRule, LegalText


@transaction.atomic
def confirm_rule(*, actor: Actor, rule_id: int, value: str, at: datetime) -> LegalRule:
    """The person has compared the value with the published text; a changed value is kept."""
    actor.must("law.confirm")
    rule = LegalRule.objects.select_for_update().get(pk=rule_id)
    before, rule.value = rule.value, _same_kind(rule, value.strip() or rule.value)
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
def confirm_text(
    *,
    actor: Actor,
    code: str,
    title: str,
    issued_on: date,
    effective_from: date,
    effective_to: date | None,
) -> LegalText:
    """The person has the published text at hand; what was wrong or missing here is put right."""
    actor.must("law.confirm")
    text = LegalText.objects.select_for_update().get(pk=code)
    given = {
        "title": title.strip(),
        "issued_on": issued_on,
        "effective_from": effective_from,
        "effective_to": effective_to,
    }
    corrected = [name for name, value in given.items() if getattr(text, name) != value]
    for name, value in given.items():
        setattr(text, name, value)
    text.confirmed = True
    text.full_clean()
    text.save()
    record(
        "law.text.confirmed",
        actor=actor,
        subject_id=new_id(),
        code=code,
        number=text.number,
        corrected=corrected,
    )
    return text


def _same_kind(rule: LegalRule, value: str) -> str:
    """Where the program counts with a number, words would stop it for everybody."""
    if NUMBER.fullmatch(rule.value) and not NUMBER.fullmatch(value):
        raise ValidationError(
            {"value": _("Ô này chỉ ghi con số, không kèm chữ: %(old)s.") % {"old": rule.value}}
        )
    if not is_readable(rule.code, value):
        raise ValidationError({"value": _what_can_be_read(rule.code)})
    return value


def _what_can_be_read(code: str) -> str:
    if code in YES_OR_NO:
        return _("Ô này chỉ ghi “có” hoặc “không”.")
    bounds = BOUNDS[code]
    words = {"least": bounds.least, "most": bounds.most}
    return _("Phần mềm chỉ dùng được số từ %(least)d đến %(most)d ở ô này.") % words
