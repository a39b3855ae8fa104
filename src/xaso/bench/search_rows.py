"""Entries of the search by the batch: `python -m xaso.bench.search_rows` beside the data."""

from __future__ import annotations

import argparse
import json
import os
import sys
from collections.abc import Iterator
from itertools import islice
from random import Random
from typing import Any

from .fill import settle
from .tasks import THINGS, VERBS

BATCH = 2000
SHARES = (("nhiem-vu", 70), ("ho", 15), ("van-ban", 10), ("ke-hoach", 2), ("chi-tieu", 3))
NAMES = ("Lý", "Thào", "Giàng", "Vàng", "Sùng", "Hoàng", "Nguyễn", "Trần", "Chảo", "Tẩn")
RARE = "xrq"
"""A word that one row in a thousand has."""


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m xaso.bench.search_rows")
    parser.add_argument("--rows", type=int, required=True)
    parser.add_argument("--seed", type=int, default=1)
    options = parser.parse_args()
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "xaso.config.settings")
    import django

    django.setup()
    sys.stdout.write(json.dumps({"entries": write(options.rows, options.seed)}))


def write(rows: int, seed: int) -> int:
    from django.db import transaction

    from xaso.core.postgres.context import commune_context

    from .commune import CODE, model

    entry, reach = model("search.Entry"), model("search.EntryVillage")
    chance = Random(seed)  # noqa: S311  the same rows for the same seed
    with commune_context(CODE), transaction.atomic():
        villages = list(model("units.Village").objects.filter(commune=CODE))
        wanted = _entries(entry, CODE, rows, chance)
        while some := list(islice(wanted, BATCH)):
            made = entry.objects.bulk_create(some)
            reach.objects.bulk_create(
                reach(commune_id=CODE, entry=each, village=village)
                for each in made
                for village in chance.sample(villages, chance.choice((1, 1, 2, 5)))
            )
    settle()
    return rows


def _entries(entry: Any, code: str, rows: int, chance: Random) -> Iterator[Any]:
    from xaso.core.search.words import code_of, index_text, signs_of_text
    from xaso.lib.ids import new_id

    kinds = [kind for kind, share in SHARES for _each in range(share)]
    for number in range(1, rows + 1):
        kind = chance.choice(kinds)
        title = f"{chance.choice(VERBS)} {chance.choice(THINGS)} {_tail(number, chance)}"
        name = f"{chance.choice(NAMES)} {chance.choice('ABCDEGHKLMNPQSTV')} {number % 997}"
        told = f"{kind}-2026-{number}"
        words = index_text([told, title], [name] if kind == "ho" else [])
        signs, private_signs = signs_of_text(words)
        yield entry(
            commune_id=code,
            kind=kind,
            object_id=new_id(),
            code=code_of(told),
            title=title,
            hint=told,
            words=words,
            signs=signs,
            private_signs=private_signs,
        )


def _tail(number: int, chance: Random) -> str:
    rare = f" {RARE}" if number % 1000 == 0 else ""
    return f"thôn {chance.randrange(55)} đợt {number % 12 + 1}{rare}"


if __name__ == "__main__":
    main()
