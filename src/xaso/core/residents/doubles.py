"""Households that may stand twice in the list: one village, one name, seen through "ông", "bà"."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import combinations
from uuid import UUID

from xaso.core.rights.actor import Actor

from .models import Household, NotDouble
from .queries import IN_USE, reached

CALLED = frozenset({"ong", "ba", "anh", "chi", "co", "chu", "bac", "em"})
MOST_OF_ONE_NAME = 6
Pair = tuple[UUID, UUID]


def likely_doubles(actor: Actor) -> list[Pair]:
    """In the order of villages and codes; pairs somebody has told apart are left out. Two queries."""
    rows = reached(actor).filter(IN_USE).exclude(head_folded="")
    found: dict[tuple[UUID, str], list[UUID]] = {}
    ordered = rows.order_by("village__name_folded", "village", "code")
    for pk, village, name in ordered.values_list("pk", "village", "head_folded"):
        found.setdefault((village, plain_name(name)), []).append(pk)
    apart = set(NotDouble.objects.of(actor.commune).values_list("first", "second"))
    return [
        pair
        for same in found.values()
        for pair in combinations(same[:MOST_OF_ONE_NAME], 2)
        if tuple(sorted(pair)) not in apart
    ]


def plain_name(folded: str) -> str:
    words = folded.split()
    return " ".join(words[1:] if len(words) > 1 and words[0] in CALLED else words)


def households_named(actor: Actor, pairs: Iterable[Pair]) -> dict[UUID, Household]:
    ids = {pk for pair in pairs for pk in pair}
    rows = reached(actor).filter(pk__in=ids).select_related("village", "cluster")
    return {row.pk: row for row in rows}
