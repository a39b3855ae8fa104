"""The packaged catalogue of provinces, communes and what they were made of, into the tables.

Loading again changes only what the catalogue changed; what people entered stays.
"""

from __future__ import annotations

import csv
from collections.abc import Iterator
from pathlib import Path

from django.db import transaction

from .models import Commune, FormerUnit, Province

DATA = Path(__file__).parent / "data"


@transaction.atomic
def load_catalogue() -> None:
    Province.objects.bulk_create(
        [Province(row["code"], row["name"], row["kind"]) for row in _rows("provinces.csv")],
        update_conflicts=True,
        unique_fields=["code"],
        update_fields=["name", "kind"],
    )
    for path in sorted(DATA.glob("communes-*.csv")):
        _load_communes(path.name)
        _load_former_units(path.name.replace("communes-", "former-units-"))


def _load_communes(name: str) -> None:
    Commune.objects.bulk_create(
        [
            Commune(
                code=row["code"],
                name=row["name"],
                kind=row["kind"],
                province_id=row["province_code"],
                known_as=row["known_as"],
            )
            for row in _rows(name)
        ],
        update_conflicts=True,
        unique_fields=["code"],
        update_fields=["name", "kind", "province", "known_as"],
    )


def _load_former_units(name: str) -> None:
    FormerUnit.objects.bulk_create(
        [
            FormerUnit(commune_id=row["commune_code"], code=row["code"], name=row["name"])
            for row in _rows(name)
        ],
        ignore_conflicts=True,
    )


def _rows(name: str) -> Iterator[dict[str, str]]:
    with (DATA / name).open(encoding="utf-8", newline="") as file:
        yield from csv.DictReader(file)
