"""What somebody who works for an operator may see: its own petitions and how it was measured there."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.core.exceptions import ObjectDoesNotExist

from xaso.core.people.models import Account
from xaso.core.people.queries import holders_of
from xaso.core.rights.actor import Actor
from xaso.core.units.models import Commune
from xaso.modules.coverage.models import (
    OperatorLogin,
    Petition,
    PetitionReply,
    PetitionState,
    Place,
)
from xaso.modules.coverage.remeasuring import Check
from xaso.modules.coverage.rulebook import Rules
from xaso.modules.coverage.standing import State

from .petitions import measured_again, petitions, places_in
from .samples import states

ROLE = "vien_thong"


@dataclass(frozen=True)
class OwnPlace:
    place: Place
    state: State | None
    """Of the own network alone."""
    check: Check | None
    """Measured again since it is said to be on air; the own network alone."""


def operator_of(actor: Actor) -> str:
    """Empty while the commune has not said which network the account works for."""
    rows = OperatorLogin.objects.of(actor.commune).filter(account=actor.account_id)
    newest = rows.order_by("-at", "-pk").first()
    return newest.operator if newest else ""


def operator_logins(commune: Commune, today: date) -> list[tuple[Account, str]]:
    """Accounts of the role, each with the operator it works for."""
    newest: dict[UUID, str] = {}
    for row in OperatorLogin.objects.of(commune).order_by("at", "pk"):
        newest[row.account_id] = row.operator
    return [(each, newest.get(each.pk, "")) for each in holders_of(commune, ROLE, today)]


def own_petitions(actor: Actor) -> list[Petition]:
    operator = operator_of(actor)
    rows = petitions(actor.commune).exclude(state=PetitionState.DRAFT) if operator else ()
    return [row for row in rows if operator in row.operators]


def own_petition(actor: Actor, petition_id: UUID) -> Petition:
    """One of another network is not there."""
    operator = operator_of(actor)
    row = Petition.objects.of(actor.commune).get(pk=petition_id)
    if not operator or operator not in row.operators or row.state == PetitionState.DRAFT:
        raise ObjectDoesNotExist
    return row


def own_replies(petition: Petition, operator: str) -> list[PetitionReply]:
    return list(petition.replies.filter(operator=operator).order_by("-at", "-pk"))


def newest_replies(commune: Commune, operator: str) -> Mapping[UUID, PetitionReply]:
    """The operator's last word on each petition."""
    rows = PetitionReply.objects.of(commune).filter(operator=operator).order_by("at", "pk")
    return {row.petition_id: row for row in rows}


def own_places(petition: Petition, operator: str, rules: Rules) -> list[OwnPlace]:
    places = places_in(petition)
    known = states(petition.commune, places)
    checks = {
        each.place_id: each
        for each in measured_again(petition, places, rules).checks
        if each.operator == operator
    }
    shows = petition.on_air_date is not None
    return [
        OwnPlace(
            place, known.get(place.pk, {}).get(operator), checks.get(place.pk) if shows else None
        )
        for place in places
    ]
