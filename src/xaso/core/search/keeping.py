"""Keeps the entries in step with the rows they stand for."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Sequence
from itertools import islice
from typing import TypeVar
from uuid import UUID

from django.db import transaction
from django.db.models import Model

from xaso.core.jobs.breath import breathe
from xaso.core.units.models import Commune

from .kinds import KINDS, Kind
from .models import Entry, EntryVillage
from .words import code_of, index_text, signs_of_text

T = TypeVar("T")
AT_A_TIME = 200
KEPT = ["code", "title", "hint", "words", "signs", "private_signs", "is_over"]
LETTERS_OF_A_CODE = 60


def refresh(commune: Commune, kind: Kind, ids: Collection[UUID]) -> int:
    """Entries of these rows as the rows are now; returns how many were not. Inside a transaction."""
    known = {
        entry.object_id: entry
        for entry in Entry.objects.filter(commune=commune, kind=kind.name, object_id__in=ids)
    }
    wanted = {row.pk: _entry(commune, kind, row) for row in _rows(commune, kind, ids)}
    gone = [entry.pk for key, entry in known.items() if key not in wanted]
    changed = [entry for key, entry in wanted.items() if _differs(known.get(key), entry)]
    if gone:
        Entry.objects.filter(pk__in=gone).delete()
    if changed:
        Entry.objects.bulk_create(
            changed,
            update_conflicts=True,
            unique_fields=["object_id", "kind", "commune"],
            update_fields=KEPT,
        )
    moved = _refresh_villages(commune, kind, list(wanted)) if kind.villages else 0
    return len(gone) + len(changed) + moved


def look_over(commune: Commune, tell: Callable[[int, int], object] = lambda *_done: None) -> int:
    """All kinds of one commune, in small bites: others write in between. `tell` hears after each how
    many rows of how many. Returns how many entries were missing, stale or left behind."""
    wrong = done = 0
    ids = [(kind, _ids(commune, kind)) for kind in KINDS.values()]
    total = sum(len(wanted) for _kind, wanted in ids)
    for kind, wanted in ids:
        for some in _in_bites(wanted):
            with transaction.atomic():
                wrong += refresh(commune, kind, some)
            done += len(some)
            tell(done, total)
            breathe()
        wrong += _drop_left_behind(commune, kind)
    with transaction.atomic():
        strange = Entry.objects.filter(commune=commune).exclude(kind__in=KINDS)
        wrong += strange.delete()[0]
    return wrong


def _rows(commune: Commune, kind: Kind, ids: Collection[UUID]) -> Iterator[Model]:
    """Oldest first: entries made together stand in the order of their rows."""
    rows = kind.model._default_manager.filter(commune=commune, pk__in=ids)
    if kind.related:
        rows = rows.select_related(*kind.related)
    return rows.order_by("pk").iterator(AT_A_TIME)


def _entry(commune: Commune, kind: Kind, row: Model) -> Entry:
    found = kind.describe(row)
    words = index_text((found.code, found.title, found.hint, *found.texts), found.private)
    signs, private_signs = signs_of_text(words)
    return Entry(
        commune=commune,
        kind=kind.name,
        object_id=row.pk,
        code=code_of(found.code)[:LETTERS_OF_A_CODE],
        title=found.title[:300],
        hint=found.hint[:200],
        words=words,
        signs=signs,
        private_signs=private_signs,
        is_over=found.is_over,
    )


def _differs(known: Entry | None, wanted: Entry) -> bool:
    return known is None or any(getattr(known, name) != getattr(wanted, name) for name in KEPT)


def _refresh_villages(commune: Commune, kind: Kind, ids: Sequence[UUID]) -> int:
    """Returns how many entries had other villages."""
    if kind.villages is None or not ids:
        return 0
    wanted = {key: set(villages) for key, villages in kind.villages(ids).items()}
    entries = Entry.objects.filter(commune=commune, kind=kind.name, object_id__in=ids)
    moved = 0
    for entry in entries.prefetch_related("villages"):
        now = {each.village_id for each in entry.villages.all()}
        then = wanted.get(entry.object_id, set())
        if now != then:
            moved += 1
            entry.villages.exclude(village__in=then).delete()
            EntryVillage.objects.bulk_create(
                EntryVillage(commune=commune, entry=entry, village_id=village)
                for village in sorted(then - now)
            )
    return moved


def _ids(commune: Commune, kind: Kind) -> list[UUID]:
    rows = kind.model._default_manager.filter(commune=commune).order_by("pk")
    return list(rows.values_list("pk", flat=True))


def _drop_left_behind(commune: Commune, kind: Kind) -> int:
    entries = Entry.objects.filter(commune=commune, kind=kind.name)
    there = set(_ids(commune, kind))
    left = [
        pk for pk, key in entries.values_list("pk", "object_id").iterator() if key not in there
    ]
    for some in _in_bites(left):
        with transaction.atomic():
            Entry.objects.filter(pk__in=some).delete()
        breathe()
    return len(left)


def _in_bites(things: Sequence[T]) -> Iterator[list[T]]:
    rest = iter(things)
    while some := list(islice(rest, AT_A_TIME)):
        yield some
