"""From the signed-in account and its roles of today to the Actor of a request."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from uuid import UUID

from django.http import HttpRequest
from django.utils import timezone

from xaso.core.people.models import Account, RoleGrant
from xaso.core.people.queries import grants_on

from .actor import Actor
from .roles import all_roles, rights_of


def actor_of(request: HttpRequest) -> Actor | None:
    """Asked many times in one request, worked out once."""
    if not hasattr(request, "known_actor"):
        account = request.user
        known = isinstance(account, Account) and account.is_active
        request.known_actor = actor_for(account) if known else None  # type: ignore[attr-defined,arg-type]
    return request.known_actor  # type: ignore[attr-defined,no-any-return]


def actor_for(account: Account) -> Actor:
    return actor_on(account, timezone.localdate())


def actor_on(account: Account, day: date) -> Actor:
    """With the roles the person held on that day."""
    grants = grants_on(account, day)
    roles = tuple(sorted({grant.role for grant in grants}))
    return Actor(
        name=account.full_name,
        commune=account.commune,
        rights=rights_of(roles),
        account_id=account.pk,
        roles=roles,
        village_ids=_villages(grants),
    )


def _villages(grants: Sequence[RoleGrant]) -> frozenset[UUID] | None:
    """Village limits hold while every role of the person is village-bound."""
    known = all_roles()
    if any(known[grant.role].reach == "commune" for grant in grants if grant.role in known):
        return None
    return frozenset(grant.village_id for grant in grants if grant.village_id)
