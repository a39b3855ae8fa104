"""Reading the entries: each kind from its newest row backwards, until enough is found.

No full text index stands behind it; docs/adr/0034 says why, and what it costs.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import reduce
from operator import or_
from typing import Any
from uuid import UUID

from django.db import connection
from django.db.models import F, Q, QuerySet, Value, Window
from django.db.models.expressions import CombinedExpression
from django.db.models.functions import RowNumber, StrIndex
from django.db.models.lookups import Exact, GreaterThan
from django.utils.functional import Promise

from xaso.core.pages.keyset import Slice, slice_of
from xaso.core.rights.actor import Actor

from .kinds import Kind, kinds_for
from .models import Entry, EntryVillage
from .words import PRIVATE, Asked

SHOWN = 5
"""Of each kind on the first page."""
MOST = 50
"""Rows of one code that are looked at."""
NEWEST_FIRST = ("-pk",)
ANY_KIND = "*"
"""No sign of a query, of a commune or of a kind."""


@dataclass(frozen=True)
class Hit:
    title: str
    hint: str
    url: str
    kind: str | Promise
    is_over: bool


@dataclass(frozen=True)
class Group:
    name: str
    label: str | Promise
    hits: list[Hit]
    has_more: bool


@dataclass(frozen=True)
class Page:
    """One kind alone, slice after slice."""

    kind: Kind
    hits: list[Hit]
    slice: Slice


def with_this_code(actor: Actor, wanted: Asked) -> list[Hit]:
    """Rows whose number or code is what was typed, all of it."""
    if not wanted:
        return []
    kinds = kinds_for(actor)
    names = {kind.name for kind in kinds}
    # One index answers; asked for kinds or an order as well, SQLite would walk another from end to end.
    rows = [row for row in _reached(actor).filter(code=wanted.code)[:MOST] if row.kind in names]
    return _hits(actor, kinds, sorted(rows, key=lambda row: -row.pk)[:SHOWN])


def by_kind(actor: Actor, wanted: Asked) -> list[Group]:
    """Kinds in which something was found, at most SHOWN rows of each; two queries for all."""
    kinds = kinds_for(actor)
    if not wanted or not kinds:
        return []
    rows = _newest(actor, kinds, wanted)
    groups = []
    for kind in kinds:
        found = [row for row in rows if row.kind == kind.name]
        if found:
            hits = _hits(actor, [kind], found[:SHOWN])
            groups.append(Group(kind.name, kind.label, hits, len(found) > SHOWN))
    return groups


def of_one_kind(actor: Actor, name: str, wanted: Asked, after: str, size: int) -> Page | None:
    """None when there is no such kind, or not for this person."""
    kind = next((each for each in kinds_for(actor) if each.name == name), None)
    if kind is None:
        return None
    found = slice_of(_matching(actor, kind, wanted), NEWEST_FIRST, after, size)
    return Page(kind, _hits(actor, [kind], found.rows), found)


def _matching(actor: Actor, kind: Kind, wanted: Asked) -> QuerySet[Entry]:
    return _reached(actor).filter(_of_kind(actor, kind, wanted)).order_by(*NEWEST_FIRST)


def _of_kind(actor: Actor, kind: Kind, wanted: Asked) -> Q:
    return Q(kind=kind.name) & _match(wanted, with_private=_sees_private(actor, kind))


def _match(wanted: Asked, *, with_private: bool) -> Q:
    """Signs first: most rows need no look at their words."""
    if not with_private:
        signs = Exact(F("signs").bitand(wanted.signs), wanted.signs)
        return Q(signs, *(_has(f" {word}") for word in wanted.words))
    all_signs = CombinedExpression(F("signs"), F.BITOR, F("private_signs"))
    signs = Exact(all_signs.bitand(wanted.signs), wanted.signs)
    either = (Q(_has(f" {word}")) | Q(_has(f" {PRIVATE}{word}")) for word in wanted.words)
    return Q(signs, *either)


def _sees_private(actor: Actor, kind: Kind) -> bool:
    return bool(kind.private_right) and actor.may(kind.private_right)


def _reached(actor: Actor) -> QuerySet[Entry]:
    rows = Entry.objects.filter(commune=actor.commune)
    if actor.village_ids is None:
        return rows
    reached = EntryVillage.objects.filter(village__in=actor.village_ids)
    return rows.filter(pk__in=reached.values("entry"))


def _has(text: str) -> GreaterThan:
    """Not LIKE, to which % and _ mean something."""
    return GreaterThan(StrIndex("words", Value(text)), 0)


def _newest(actor: Actor, kinds: Sequence[Kind], wanted: Asked) -> list[Entry]:
    """At least SHOWN + 1 of each kind, where there are so many."""
    if actor.village_ids is None:
        return _walk(actor, kinds, wanted)
    return _of_villages(actor, kinds, wanted)


def _of_villages(actor: Actor, kinds: Sequence[Kind], wanted: Asked) -> list[Entry]:
    """What the villages of a person reach is little: all of it is looked at, once for all kinds."""
    place = Window(RowNumber(), partition_by="kind", order_by=NEWEST_FIRST)
    any_kind = reduce(or_, (_of_kind(actor, kind, wanted) for kind in kinds))
    rows = _reached(actor).filter(any_kind).annotate(place=place)
    return list(rows.filter(place__lte=SHOWN + 1).order_by(*NEWEST_FIRST))


def _walk(actor: Actor, kinds: Sequence[Kind], wanted: Asked) -> list[Entry]:
    """The newest of each in one statement, of which Django knows no way to say it on SQLite. Django
    takes as long for saying a part as SQLite for answering it: it is said once for all kinds."""
    said = {
        private: _part(actor, wanted, with_private=private)
        for private in {_sees_private(actor, kind) for kind in kinds}
    }
    parts = [(kind.name, *said[_sees_private(actor, kind)]) for kind in kinds]
    sql = " UNION ALL ".join(f"SELECT * FROM ({part}) AS walk" for _name, part, _params in parts)  # noqa: S608
    with connection.cursor() as cursor:
        cursor.execute(sql, [_named(name, param) for name, _, params in parts for param in params])
        ids = [pk for (pk,) in cursor.fetchall()]
    return list(Entry.objects.filter(pk__in=ids).order_by(*NEWEST_FIRST)) if ids else []


def _part(actor: Actor, wanted: Asked, *, with_private: bool) -> tuple[str, tuple[Any, ...]]:
    rows = _reached(actor).filter(kind=ANY_KIND).filter(_match(wanted, with_private=with_private))
    return rows.order_by(*NEWEST_FIRST).values_list("pk")[: SHOWN + 1].query.sql_with_params()


def _named(kind: str, param: Any) -> Any:
    return kind if param == ANY_KIND else param


def _hits(actor: Actor, kinds: Sequence[Kind], rows: Sequence[Entry]) -> list[Hit]:
    named = {kind.name: kind for kind in kinds}
    villages = _villages_of(actor, rows)
    asides = _asides(actor, kinds, rows)
    return [
        Hit(
            title=" · ".join(part for part in (row.title, asides.get(row.object_id)) if part),
            hint=row.hint,
            url=_address(actor, named[row.kind], row, villages),
            kind=named[row.kind].label,
            is_over=row.is_over,
        )
        for row in rows
    ]


def _asides(actor: Actor, kinds: Sequence[Kind], rows: Sequence[Entry]) -> dict[UUID, str]:
    found: dict[UUID, str] = {}
    for kind in kinds:
        ids = [row.object_id for row in rows if row.kind == kind.name]
        if kind.aside and ids:
            found.update(kind.aside(actor, ids))
    return found


def _villages_of(actor: Actor, rows: Sequence[Entry]) -> dict[int, UUID]:
    """For people of villages: through which of theirs they reach each row."""
    if actor.village_ids is None or not rows:
        return {}
    reached = EntryVillage.objects.filter(
        entry__in=[row.pk for row in rows], village__in=actor.village_ids
    )
    return dict(reached.order_by("-pk").values_list("entry", "village"))


def _address(actor: Actor, kind: Kind, row: Entry, villages: dict[int, UUID]) -> str:
    if actor.village_ids is None or kind.door is None:
        return kind.address(row.object_id)
    return kind.door.address(row.object_id, villages[row.pk])
