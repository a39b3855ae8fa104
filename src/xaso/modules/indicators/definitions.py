"""What a number means: from the packaged list, or from a target of the plan that names no code."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from functools import cache
from uuid import UUID

from xaso.modules.indicators.packs.load import DATA, load_pack, pack_codes
from xaso.modules.indicators.packs.value_defs import (
    COMMUNE,
    END_OF_PERIOD,
    OTHER_KIND,
    PERCENTAGE,
    ValueDef,
    value_defs,
)
from xaso.modules.indicators.scoring.pack import Item, Pack
from xaso.modules.plans.public import TargetToday

OWN_NUMBER = "ct:"
"""Code of the number of a target that points at no definition: "ct:" and the target's id."""
PERCENT = "%"


def definition_of(code: str) -> ValueDef | None:
    return value_defs().get(code)


def own_code(target_id: UUID) -> str:
    return f"{OWN_NUMBER}{target_id}"


def target_of_code(code: str) -> UUID | None:
    try:
        return UUID(code.removeprefix(OWN_NUMBER)) if code.startswith(OWN_NUMBER) else None
    except ValueError:
        return None


def own_definition(target: TargetToday) -> ValueDef:
    return ValueDef(
        code=own_code(target.id),
        name=target.name,
        unit=target.unit,
        kind=PERCENTAGE if target.unit == PERCENT else OTHER_KIND,
        period_rule=END_OF_PERIOD,
        scope=COMMUNE,
        source_system="",
        how_to_count=target.note,
        at_most="",
    )


@cache
def all_packs() -> tuple[Pack, ...]:
    """The packs of the program, complete ones first."""
    packs = [load_pack(code) for code in pack_codes()]
    return tuple(sorted(packs, key=lambda pack: (pack.incomplete, pack.code)))


def pack_named(code: str) -> Pack | None:
    """Of the program; a commune's own stand in its book."""
    return next((pack for pack in all_packs() if pack.code == code), None)


def fingerprint(pack_code: str) -> str:
    """Of the pack's data: tells whether a pack still is what it was when a period began."""
    files = (DATA / f"{pack_code}{ending}" for ending in (".csv", ".json"))
    return hashlib.sha256(b"".join(file.read_bytes() for file in files)).hexdigest()


def codes_of(packs: Iterable[Pack]) -> list[str]:
    """Every definition the packs count with, in the order of the list of definitions."""
    needed = {code for pack in packs for item in pack.items for code in defs_of(item)}
    return [code for code in value_defs() if code in needed]


def defs_of(item: Item) -> tuple[str, ...]:
    return tuple(code for code in (item.num_def, item.den_def) if code)


def uses_of(code: str) -> list[tuple[Pack, Item]]:
    """Every item, in every pack, that counts with this number."""
    return [(pack, item) for pack in all_packs() for item in pack.items if code in defs_of(item)]
