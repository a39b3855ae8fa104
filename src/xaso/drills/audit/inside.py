"""Each attack works on the tables, is judged, and is undone."""

from __future__ import annotations

from collections import Counter
from random import Random
from typing import Any

from . import diaries, rows
from .diary import ATTACKS, NEEDS_ANCHOR, Diary

__all__ = ["diaries", "main", "rows"]

COMMUNES, EVENTS = 5, 30


def main(count: str, seed: str) -> dict[str, Any]:
    from django.db import transaction

    from xaso.core.events.chain import verify_chains

    chance = Random(int(seed))  # noqa: S311
    communes = _written()
    heads = _heads(communes)
    names = list(ATTACKS)
    kinds, missed, wrong = Counter[str](), list[str](), list[str]()
    for turn in range(int(count)):
        name = names[turn % len(names)]
        with transaction.atomic():
            diary = _diary(chance, communes)
            if ATTACKS[name](diary) is not False:
                kinds[name] += 1
                anchors = heads if name in NEEDS_ANCHOR else chance.choice([heads, []])
                _checked, broken = verify_chains(anchors)
                if broken is None:
                    missed.append(f"{name} in {diary.commune} (turn {turn})")
            transaction.set_rollback(True)
        if turn % 50 == 0 and verify_chains(heads)[1] is not None:
            wrong.append(f"after {name} was undone (turn {turn})")
    return {
        "tried": sum(kinds.values()),
        "found": sum(kinds.values()) - len(missed),
        "kinds": len(kinds),
        "communes": len(communes),
        "with_anchor_alone": sum(kinds[name] for name in NEEDS_ANCHOR),
        "missed": missed,
        "wrong": wrong,
    }


def _written() -> list[str]:
    """Diaries of different lengths, each event with words and numbers in it."""
    from django.db import transaction

    from xaso.core.events.record import record
    from xaso.core.rights.actor import system_actor
    from xaso.core.units.models import Commune
    from xaso.lib.ids import new_id

    communes = list(Commune.objects.order_by("-opened_at", "pk")[:COMMUNES])
    with transaction.atomic():
        for place, commune in enumerate(communes):
            actor = system_actor(commune)
            for turn in range(EVENTS + place * 7):
                record(
                    "drill.page.turned",
                    actor=actor,
                    subject_id=new_id(),
                    page=turn,
                    word=f"trang {turn}",
                )
    return [commune.pk for commune in communes]


def _heads(communes: list[str]) -> list[Any]:
    from xaso.core.events.chain import head_of
    from xaso.core.units.models import Commune

    return [head_of(commune) for commune in Commune.objects.filter(pk__in=communes)]


def _diary(chance: Random, communes: list[str]) -> Diary:
    from django.db import connection

    from xaso.core.events.models import Event

    if connection.vendor == "sqlite":
        # The attacker has switched the foreign keys off; everything is undone anyway.
        with connection.cursor() as cursor:
            cursor.execute("PRAGMA defer_foreign_keys=ON")
    code = chance.choice(communes)
    numbers = (
        Event.objects.filter(commune=code).order_by("number").values_list("number", flat=True)
    )
    return Diary(chance, code, [each for each in communes if each != code], list(numbers))
