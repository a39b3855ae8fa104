"""What the law says on a day, looked up by code."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from django.db.models import Q, QuerySet

from xaso.lib.dates import paper_date

from .bounds import NO, number_in, strictest
from .models import Authority, LegalRule, LegalText


class RuleMissing(LookupError):
    """No row of this rule covers the day; the program never guesses one."""


def rule(code: str, *, on: date) -> LegalRule:
    rows = LegalRule.objects.filter(_in_force(on), code=code)
    found = rows.order_by("-effective_from").first()
    if found is None:
        raise RuleMissing(code)
    return found


def rule_number(code: str, *, on: date) -> int:
    """What nobody can read or live with counts as the strictest of the packaged values."""
    number = number_in(code, rule(code, on=on).value)
    return strictest(code) if number is None else number


def strict_number(code: str, *, on: date) -> int:
    """As `rule_number`, also on a day that no rule covers: a clock may have fallen back years."""
    try:
        return rule_number(code, on=on)
    except RuleMissing:
        return strictest(code)


def rule_asks(code: str, *, on: date) -> bool:
    """Only a clear no lifts a rule in force."""
    return rule(code, on=on).value.strip().lower() != NO


def rules_in_force(on: date) -> QuerySet[LegalRule]:
    """All of them, each with its text; of one code the newest first."""
    rows = LegalRule.objects.filter(_in_force(on)).select_related("legal_text")
    return rows.order_by("code", "-effective_from")


def texts_in_force(codes: Iterable[str], *, on: date) -> list[LegalText]:
    """In the order asked for; texts not in force on the day are left out."""
    codes = list(codes)
    found = {text.pk: text for text in all_texts_in_force(on).filter(pk__in=codes)}
    return [found[code] for code in codes if code in found]


def all_texts_in_force(on: date) -> QuerySet[LegalText]:
    """A text whose days nobody knows is not in force; the day of issue stands in for the start."""
    begun = Q(effective_from__lte=on) | Q(effective_from=None, issued_on__lte=on)
    return LegalText.objects.filter(begun).filter(_not_ended(on))


def cite(text: LegalText) -> str:
    """As a basis line of a paper: "Nghị định số … ngày … của Chính phủ về công tác văn thư".

    The title of a text carries its own joining word; a law is called by its title. Papers are
    written in Vietnamese whatever language the officer reads the screen in.
    """
    day = f" {paper_date(text.issued_on)}" if text.issued_on else ""
    if text.is_law:
        return f"{text.title} số {text.number}{day}"
    return f"{text.kind} số {text.number}{day} của {text.issuer} {text.title}"


def unconfirmed(codes: Iterable[str]) -> list[LegalText]:
    """Texts a person must tick before a paper may cite them."""
    return list(LegalText.objects.filter(pk__in=list(codes), confirmed=False).order_by("pk"))


def authority(code: str, *, on: date) -> Authority:
    rows = Authority.objects.filter(_in_force(on), code=code)
    found = rows.order_by("-effective_from").first()
    if found is None:
        raise RuleMissing(code)
    return found


def _in_force(on: date) -> Q:
    return (Q(effective_from=None) | Q(effective_from__lte=on)) & _not_ended(on)


def _not_ended(on: date) -> Q:
    return Q(effective_to=None) | Q(effective_to__gte=on)
