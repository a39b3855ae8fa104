"""The packaged catalogue of provinces, communes and what they were made of, into the tables.

Loading again changes only what the catalogue changed; what people entered stays.
"""

from __future__ import annotations

from pathlib import Path

from django.db import transaction

from xaso.lib.tables import read_table

from .models import Commune, FormerUnit, Province

DATA = Path(__file__).parent / "data"


@transaction.atomic
def load_catalogue() -> None:
    Province.objects.bulk_create(
        [
            Province(row["code"], row["name"], row["kind"])
            for row in read_table(DATA / "provinces.csv")
        ],
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
            for row in read_table(DATA / name)
        ],
        update_conflicts=True,
        unique_fields=["code"],
        update_fields=["name", "kind", "province", "known_as"],
    )


def _load_former_units(name: str) -> None:
    FormerUnit.objects.bulk_create(
        [
            FormerUnit(commune_id=row["commune_code"], code=row["code"], name=row["name"])
            for row in read_table(DATA / name)
        ],
        ignore_conflicts=True,
    )
