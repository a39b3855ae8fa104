"""What the phones were told and what they wrote down, kept on their side, and the judgement over it.

Nothing here asks the commune what it believes to have received: it looks for each thing a person saved.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

from xaso.core.residents.models import Household
from xaso.core.sync.models import ClashCase, Code, Item, PastEpoch, State


@dataclass(frozen=True)
class Saved:
    id: str
    content_hash: bytes
    kind: str
    hand: int
    """Which of the phones: two copies of one are two hands."""
    name: str = ""
    """Of a household written down on the spot; "" where the name was forgotten."""
    record: str = ""
    """The household that was changed."""
    pairs: dict[str, tuple[Any, Any]] = field(default_factory=dict)


@dataclass
class Judged:
    lost: int = 0
    duplicated: int = 0
    silent_overwrites: int = 0
    false_clashes: int = 0
    missed: list[str] = field(default_factory=list)

    def add(self, other: Judged) -> None:
        self.lost += other.lost
        self.duplicated += other.duplicated
        self.silent_overwrites += other.silent_overwrites
        self.false_clashes += other.false_clashes
        self.missed += other.missed


def judge(saved: Iterable[Saved], *, was_restored: bool) -> Judged:
    """A new epoch without a restore: some phone held a receipt for what the commune did not keep."""
    each = list(saved)
    items = {str(item.pk): item for item in Item.objects.filter(pk__in=[one.id for one in each])}
    found = Judged()
    for one in each:
        item = items.get(one.id)
        if item is None or bytes(item.content_hash) != one.content_hash:
            found.lost += 1
            found.missed.append(f"{one.kind} {one.id} is not there")
        elif item.code == Code.STORED:
            found.lost += 1
            found.missed.append(f"{one.kind} {one.id} was never carried out")
    _judge_new(each, items, found)
    _judge_changes(each, items, found)
    if not was_restored and PastEpoch.objects.exists():
        found.lost += 1
        found.missed.append("a receipt was given for what was not kept")
    return found


def _judge_new(saved: list[Saved], items: dict[str, Item], found: Judged) -> None:
    """Carried out: one household; not carried out: none."""
    named = Counter(Household.objects.values_list("head_name", flat=True))
    for one in saved:
        if not one.name:
            continue
        item = items.get(one.id)
        wanted = 1 if item is not None and item.state == State.APPLIED else 0
        if named[one.name] > wanted:
            found.duplicated += named[one.name] - wanted
            found.missed.append(f"{one.name} stands there {named[one.name]} times")
        elif named[one.name] < wanted:
            found.lost += 1
            found.missed.append(f"{one.name} was taken and is not there")


def _judge_changes(saved: list[Saved], items: dict[str, Item], found: Judged) -> None:
    changed = {(one.record, name) for one in saved for name in one.pairs}
    for record, name in sorted(changed):
        mine = [
            one
            for one in saved
            if one.record == record
            and name in one.pairs
            and one.id in items
            and items[one.id].state == State.APPLIED
        ]
        _judge_field(record, name, mine, found)


def _judge_field(record: str, name: str, changes: list[Saved], found: Judged) -> None:
    """Every wish must be the value that stands, an earlier step towards it, or a text of a case."""
    stands = getattr(Household.objects.get(pk=UUID(record)), name)
    cases = list(ClashCase.objects.filter(record_id=UUID(record), field=name))
    texts = {text.value for case in cases for text in case.texts.all()}
    kept = {stands} | texts
    while True:
        steps = {one.pairs[name][0] for one in changes if one.pairs[name][1] in kept} - kept
        if not steps:
            break
        kept |= steps
    for one in changes:
        if one.pairs[name][1] not in kept:
            found.silent_overwrites += 1
            found.missed.append(f"{name} of {record}: {one.pairs[name][1]} went without a word")
    wishes = {(one.pairs[name][0], one.pairs[name][1]) for one in changes}
    if cases and (len({one.hand for one in changes}) < 2 or len(wishes) < 2):
        found.false_clashes += 1
        found.missed.append(f"{name} of {record}: a case though nobody crossed anybody")
