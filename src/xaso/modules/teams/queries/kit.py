"""Things of the kit and who holds them, as lists and pages ask for them."""

from __future__ import annotations

from datetime import date

from django.db.models import Exists, OuterRef, Prefetch, Q, QuerySet

from xaso.core.rights.actor import Actor
from xaso.modules.teams.models import Condition, KitLoan, KitThing, Member

OPEN = Q(back_date=None)
GONE = Q(condition__in=(Condition.LOST, Condition.RETIRED))


def reached_things(actor: Actor) -> QuerySet[KitThing]:
    """For village people what their teams hold now. `lent` is the loan that is open, if any."""
    open_loans = KitLoan.objects.filter(OPEN)
    rows = KitThing.objects.of(actor.commune).annotate(
        is_lent=Exists(open_loans.filter(thing=OuterRef("pk")))
    )
    if actor.village_ids is not None:
        theirs = open_loans.filter(thing=OuterRef("pk"), team__village__in=actor.village_ids)
        rows = rows.filter(Exists(theirs))
    now = open_loans.select_related("member", "team__village")
    return rows.prefetch_related(Prefetch("loans", queryset=now, to_attr="lent"))


def reached_loans(actor: Actor) -> QuerySet[KitLoan]:
    rows = KitLoan.objects.of(actor.commune).select_related(
        "thing", "member", "team__village", "by", "back_by"
    )
    return rows if actor.village_ids is None else rows.filter(team__village__in=actor.village_ids)


def held_now(actor: Actor) -> QuerySet[KitLoan]:
    return reached_loans(actor).filter(OPEN).order_by("due_date", "thing__code")


def held_by(member: Member) -> QuerySet[KitLoan]:
    rows = KitLoan.objects.filter(OPEN, member=member).select_related("thing")
    return rows.order_by("thing__code")


def late_on(today: date) -> Q:
    """Of a thing."""
    late = KitLoan.objects.filter(OPEN, thing=OuterRef("pk"), due_date__lt=today)
    return Q(Exists(late))
