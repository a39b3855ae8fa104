"""The diary of one commune, as somebody sees it who can write into the tables."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from random import Random
from typing import Any
from uuid import UUID

Attack = Callable[["Diary"], bool | None]
ATTACKS: dict[str, Attack] = {}
NEEDS_ANCHOR: set[str] = set()
"""These leave a chain that is whole in itself."""


def attack(name: str, *, needs_anchor: bool = False) -> Callable[[Attack], Attack]:
    def listed(hands: Attack) -> Attack:
        ATTACKS[name] = hands
        if needs_anchor:
            NEEDS_ANCHOR.add(name)
        return hands

    return listed


@dataclass
class Diary:
    """The diary of one commune, and how an attacker reaches it."""

    chance: Random
    commune: str
    others: list[str]
    numbers: list[int] = field(default_factory=list)

    def run(self, sql: str, *values: Any) -> None:
        from django.db import connection

        with connection.cursor() as cursor:
            cursor.execute(sql, values)

    def change(self, number: int, /, **values: Any) -> None:
        from xaso.core.events.models import Event

        Event.objects.filter(commune=self.commune, number=number).update(**values)

    def event(self, number: int) -> Any:
        from xaso.core.events.models import Event

        return Event.objects.get(commune=self.commune, number=number)

    def any(self) -> int:
        return self.chance.choice(self.numbers)

    def inner(self) -> int:
        """Neither the first nor the last."""
        return self.chance.choice(self.numbers[1:-1])

    @property
    def last(self) -> int:
        return self.numbers[-1]

    def put_head(self, number: int, own_hash: str) -> None:
        from xaso.core.events.models import ChainHead

        ChainHead.objects.filter(commune=self.commune).update(number=number, hash=own_hash)

    def write_anew(self, start: int) -> None:
        """What somebody does who knows the rule: every hash from `start` on, and the head."""
        from xaso.core.events.chain import event_hash
        from xaso.core.events.models import Event

        rows = Event.objects.filter(commune=self.commune, number__gte=start).order_by("number")
        before = Event.objects.filter(commune=self.commune, number__lt=start).order_by("-number")
        previous = before.values_list("hash", flat=True).first() or ""
        number = start - 1
        for event in rows:
            event.previous_hash = previous
            previous, number = event_hash(event), event.number
            self.change(event.number, previous_hash=event.previous_hash, hash=previous)
        self.put_head(number, previous)

    def delete(self, number: int) -> None:
        self.run(
            "delete from events_event where commune_id=%s and number=%s", self.commune, number
        )

    def delete_after(self, number: int) -> None:
        self.run(
            "delete from events_event where commune_id=%s and number>%s", self.commune, number
        )

    def copy(self, source: int, number: int) -> None:
        from xaso.core.events.models import Event

        event = self.event(source)
        event.pk, event.number = None, number
        event.subject_id = UUID(int=self.chance.getrandbits(128))
        Event.objects.bulk_create([event])
