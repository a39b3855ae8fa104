"""The commune sets its own classes of strength and numbers of the rules, from a day on."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import asdict
from datetime import date, datetime
from itertools import pairwise

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from xaso.core.events.record import record
from xaso.core.rights.actor import Actor
from xaso.modules.coverage.models import OwnRule, RulePart
from xaso.modules.coverage.rulebook import MOST_MONTHS, MOST_OVERDUE, MOST_SAMPLES
from xaso.modules.coverage.rules import Bounds
from xaso.modules.coverage.scales import LEAST_DBM, LEVELS, MOST_DBM

from .own_rule_rows import add_version, day_word, held_book, held_rules, told_of

BEST = max(LEVELS)


@transaction.atomic
def adopt_classes(
    *,
    actor: Actor,
    thresholds: Mapping[str, Sequence[int]],
    since: date,
    reason: str,
    at: datetime,
) -> OwnRule:
    """Of every technology from which strength on it is tốt, khá, trung bình, yếu."""
    actor.must("coverage.write")
    rules = held_rules(actor, since, reason, at)
    technologies = [code for code, _metric in rules.table.technologies]
    if sorted(thresholds) != technologies or any(len(each) != 4 for each in thresholds.values()):
        raise ValidationError(_("Ghi đủ bốn ngưỡng của mọi công nghệ."))
    for code, falling in thresholds.items():
        steps = [MOST_DBM + 1, *falling, LEAST_DBM]
        if any(one <= other for one, other in pairwise(steps)):
            told = _("%(technology)s: ngưỡng phải giảm dần, từ -30 xuống trên -140.")
            raise ValidationError(told % {"technology": code.upper()})
    body = {code: list(thresholds[code]) for code in technologies}
    row = add_version(actor, RulePart.CLASSES, body, since, reason, at)
    record("coverage.classes.adopted", actor=actor, **told_of(row))
    return row


@transaction.atomic
def adopt_village_rule(
    *, actor: Actor, bounds: Bounds, since: date, reason: str, at: datetime
) -> OwnRule:
    actor.must("coverage.write")
    book = held_book(actor, since, reason, at)
    if not 1 <= bounds.old_after_months <= MOST_MONTHS:
        raise ValidationError({"old_after_months": _("Từ 1 đến 60 tháng.")})
    if not 0 <= bounds.none_level < bounds.weak_level < BEST:
        raise ValidationError({"weak_level": _("Mức yếu phải trên mức không sóng, dưới mức 4.")})
    for rules in book.later(since):
        if rules.village.since <= since and bounds.none_level >= rules.terms.pass_level:
            told = _("Từ %(day)s mức này là mức đo lại đạt. Đổi quy ước đo lại trước.")
            raise ValidationError({"none_level": told % {"day": day_word(rules.day)}})
    row = add_version(actor, RulePart.VILLAGE, asdict(bounds), since, reason, at)
    record("coverage.rule.adopted", actor=actor, **told_of(row))
    return row


@transaction.atomic
def adopt_terms(
    *, actor: Actor, numbers: Mapping[str, int], since: date, reason: str, at: datetime
) -> OwnRule:
    """`numbers`: samples, days, pass_level, overdue."""
    actor.must("coverage.write")
    book = held_book(actor, since, reason, at)
    samples, days, level, overdue = (
        numbers[name] for name in ("samples", "days", "pass_level", "overdue")
    )
    if not 1 <= days <= samples <= MOST_SAMPLES:
        raise ValidationError({"days": _("Số ngày không quá số lần đo; nhiều nhất 20 lần.")})
    for rules in book.later(since):
        none = rules.village.bounds.none_level
        if rules.terms.since <= since and not none < level <= BEST:
            told = _("Mức đạt phải trên mức coi là không sóng, từ %(day)s là mức %(level)d.")
            words = {"day": day_word(rules.day), "level": none}
            raise ValidationError({"pass_level": told % words})
    if not 0 <= overdue <= MOST_OVERDUE:
        raise ValidationError({"overdue": _("Từ 0 đến 365 ngày.")})
    row = add_version(actor, RulePart.TERMS, dict(numbers), since, reason, at)
    record("coverage.terms.adopted", actor=actor, **told_of(row))
    return row
