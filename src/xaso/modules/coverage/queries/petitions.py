"""Petitions as pages, papers and the night ask for them."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime, time, timedelta

from django.db.models import Q, QuerySet
from django.utils import timezone

from xaso.core.units.models import Commune
from xaso.modules.coverage.models import Petition, PetitionState, Place
from xaso.modules.coverage.remeasuring import Verdict, verdict
from xaso.modules.coverage.rulebook import Rules

from .samples import standing

S = PetitionState
OPEN = (S.SENT, S.PROMISED, S.ON_AIR, S.PASSED, S.REOPENED)
MAY_BE_SENT = (S.DRAFT, S.REFUSED, S.REOPENED)
MAY_BE_ANSWERED = (S.SENT, S.PROMISED, S.REOPENED, S.REFUSED)
MAY_BE_ON_AIR = (S.SENT, S.PROMISED, S.REOPENED, S.REFUSED)
SENT_AND_OPEN = (*MAY_BE_ON_AIR, S.ON_AIR)
OVER = (S.CLOSED, S.GONE)


def petitions(commune: Commune) -> QuerySet[Petition]:
    """Newest first; each with how many places it is about."""
    return Petition.objects.of(commune).order_by("-made_at", "-pk")


def places_in(petition: Petition) -> list[Place]:
    rows = (
        Place.objects.of(petition.commune)
        .filter(pk__in=petition.places.values("place"))
        .select_related("village")
    )
    return list(rows.order_by("village__name_folded", "name_folded", "pk"))


def measured_again(petition: Petition, places: Iterable[Place], rules: Rules) -> Verdict:
    """Only what was measured from the day on air on; without that day nothing counts."""
    ids = [place.pk for place in places]
    terms, asked = rules.terms, still_asked(petition, rules)
    if petition.on_air_date is None:
        return verdict(terms, ids, asked, ())
    begin = timezone.make_aware(datetime.combine(petition.on_air_date, time()))
    rows = standing(petition.commune).filter(
        place__in=ids, operator__in=asked, measured_at__gte=begin
    )
    values = rows.order_by("pk").values_list("place_id", "operator", "measured_at", "level")
    readings = [(p, o, timezone.localdate(at), level) for p, o, at, level in values
                if level is not None]  # fmt: skip
    return verdict(terms, ids, asked, readings)


def still_asked(petition: Petition, rules: Rules) -> list[str]:
    """One that is gone since answers no more and cannot be measured any more."""
    here = {each.code for each in rules.operators}
    return [code for code in petition.operators if code in here]


def is_left_alone(petition: Petition, rules: Rules) -> bool:
    """Nobody can answer it, nothing can be measured: neither passed nor failed."""
    return petition.state in SENT_AND_OPEN and not still_asked(petition, rules)


def broken_promises(commune: Commune, rules: Rules) -> QuerySet[Petition]:
    """Nobody has marked them yet."""
    last = rules.day - timedelta(days=rules.terms.overdue)
    rows = Petition.objects.of(commune).filter(state=S.PROMISED, overdue_date=None)
    return rows.filter(promised_date__lte=last).order_by("code")


def overdue() -> Q:
    return Q(overdue_date__isnull=False, state=S.PROMISED)
