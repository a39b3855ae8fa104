"""What the law says on a day, looked up by code."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from decimal import Decimal

from django.db.models import Q, QuerySet
from django.utils.translation import gettext as _

from .models import Authority, LegalRule, LegalText


class RuleMissing(LookupError):
    """No row of this rule covers the day; the program never guesses one."""


def rule(code: str, *, on: date) -> LegalRule:
    found = _in_force(LegalRule.objects.filter(code=code), on).order_by("-effective_from").first()
    if found is None:
        raise RuleMissing(code)
    return found


def rule_number(code: str, *, on: date) -> int:
    return int(Decimal(rule(code, on=on).value))


def texts_in_force(codes: Iterable[str], *, on: date) -> list[LegalText]:
    """In the order asked for; texts not in force on the day are left out."""
    found = {text.pk: text for text in _in_force(LegalText.objects.filter(pk__in=codes), on)}
    return [found[code] for code in codes if code in found]


def cite(text: LegalText) -> str:
    """As a basis line of a paper: kind, number, day and title."""
    if text.issued_on is None:
        return _("%(kind)s số %(number)s về %(title)s") % _words(text)
    return _("%(kind)s số %(number)s ngày %(day)s về %(title)s") % _words(text)


def unconfirmed(codes: Iterable[str]) -> list[LegalText]:
    """Texts a person must tick before a paper may cite them."""
    return list(LegalText.objects.filter(pk__in=list(codes), confirmed=False).order_by("pk"))


def authority(code: str, *, on: date) -> Authority:
    found = _in_force(Authority.objects.filter(code=code), on).order_by("-effective_from").first()
    if found is None:
        raise RuleMissing(code)
    return found


def _in_force(rows: QuerySet, on: date) -> QuerySet:  # type: ignore[type-arg]
    begun = Q(effective_from=None) | Q(effective_from__lte=on)
    return rows.filter(begun).filter(Q(effective_to=None) | Q(effective_to__gte=on))


def _words(text: LegalText) -> dict[str, str]:
    day = text.issued_on.strftime("%d/%m/%Y") if text.issued_on else ""
    title = text.title[:1].lower() + text.title[1:]
    return {"kind": text.kind, "number": text.number, "day": day, "title": title}
