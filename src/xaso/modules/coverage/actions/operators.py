"""Which operators the commune asks about, from a day on."""

from __future__ import annotations

import re
from datetime import date, datetime

from django.core.exceptions import ObjectDoesNotExist, ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from xaso.core.events.record import record
from xaso.core.rights.actor import Actor
from xaso.lib.text import fold
from xaso.modules.coverage.models import OwnRule, RulePart
from xaso.modules.coverage.rulebook import Rules
from xaso.modules.coverage.scales import ADDED, ENDED, RENAMED, Operator

from .own_rule_rows import add_version, day_word, held_rules

COUNTRY = "452"
LONGEST_CODE = 20


@transaction.atomic
def add_operator(
    *, actor: Actor, name: str, since: date, reason: str, at: datetime, mnc: str = ""
) -> OwnRule:
    """Also one that had ended: it is the same one again, with what was measured of it then."""
    actor.must("coverage.write")
    rules = held_rules(actor, since, reason, at)
    name = _name(name)
    if fold(name) in {fold(each.name) for each in rules.operators}:
        raise ValidationError({"name": _("Danh sách đã có nhà mạng tên này.")})
    code = _code(name, rules)
    if mnc and int(mnc) in _numbers_of_others(code, rules):
        told = _("Nhà mạng khác, đang đo, sắp có hoặc đã thôi, mang mã này.")
        raise ValidationError({"mnc": told})
    before = rules.all_operators.known(rules.day).get(code, Operator(code, name, "", ""))
    net = (COUNTRY, mnc) if mnc else (before.mcc, before.mnc)
    operator = Operator(code, name, *net)
    row = _said_of(actor, ADDED, operator, since, reason, at)
    record(
        "coverage.network.added", actor=actor, subject_id=row.pk, name=name, day=day_word(since)
    )
    return row


@transaction.atomic
def rename_operator(
    *, actor: Actor, code: str, name: str, since: date, reason: str, at: datetime
) -> OwnRule:
    actor.must("coverage.write")
    rules = held_rules(actor, since, reason, at)
    old, name = _there(rules, code), _name(name)
    if fold(name) in {fold(each.name) for each in rules.operators if each.code != code}:
        raise ValidationError({"name": _("Danh sách đã có nhà mạng tên này.")})
    if name == old.name:
        raise ValidationError({"name": _("Nhà mạng đang mang tên này.")})
    row = _said_of(actor, RENAMED, Operator(code, name, old.mcc, old.mnc), since, reason, at)
    record(
        "coverage.network.renamed",
        actor=actor,
        subject_id=row.pk,
        old=old.name,
        name=name,
        day=day_word(since),
    )
    return row


@transaction.atomic
def end_operator(*, actor: Actor, code: str, since: date, reason: str, at: datetime) -> OwnRule:
    """From that day on nobody is asked about it; what was measured of it stays to be read."""
    actor.must("coverage.write")
    rules = held_rules(actor, since, reason, at)
    operator = _there(rules, code)
    if len(rules.operators) == 1:
        raise ValidationError(_("Danh sách phải còn ít nhất một nhà mạng."))
    row = _said_of(actor, ENDED, operator, since, reason, at)
    record(
        "coverage.network.ended",
        actor=actor,
        subject_id=row.pk,
        name=operator.name,
        day=day_word(since),
    )
    return row


def _name(typed: str) -> str:
    name = " ".join(typed.split())
    if not re.search("[a-z0-9]", fold(name)):
        raise ValidationError({"name": _("Ghi tên nhà mạng.")})
    return name


def _code(name: str, rules: Rules) -> str:
    """Of letters and digits, as phones and files write it; the old one of an operator that had ended."""
    there = {each.code for each in rules.operators}
    known = rules.all_operators.known(rules.day)
    ended = [code for code, each in known.items() if fold(each.name) == fold(name)]
    if ended:
        return ended[0]
    start = re.sub("[^a-z0-9]", "", fold(name))[:LONGEST_CODE]
    tries = [start, *(f"{start[: LONGEST_CODE - 2]}{number}" for number in range(2, 100))]
    return next(each for each in tries if each not in there | known.keys())


def _numbers_of_others(code: str, rules: Rules) -> set[int]:
    """As files read them: 04 and 4 are one."""
    steps = rules.all_operators.steps
    return {
        int(each.operator.mnc)
        for each in steps
        if each.operator.mnc and each.operator.code != code
    }


def _there(rules: Rules, code: str) -> Operator:
    if code not in rules.names:
        raise ObjectDoesNotExist
    found = {each.code: each for each in rules.operators}
    if code in found:
        return found[code]
    if code in (ahead := rules.all_operators.ahead(rules.day)):
        told = _("Nhà mạng này có từ %(day)s. Ghi từ ngày ấy.")
        raise ValidationError({"since": told % {"day": day_word(ahead[code][0])}})
    raise ValidationError(_("Nhà mạng này không còn trong danh sách ở ngày ấy."))


def _said_of(
    actor: Actor, step: str, operator: Operator, since: date, reason: str, at: datetime
) -> OwnRule:
    body = {"step": step, "name": operator.name, "mcc": operator.mcc, "mnc": operator.mnc}
    return add_version(actor, RulePart.OPERATOR, body, since, reason, at, code=operator.code)
