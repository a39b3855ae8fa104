"""Whether a commune has what a block needs."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal

from .rules import Facts
from .tables import Block, Tables

Have = Mapping[str, Decimal | None]


@dataclass(frozen=True)
class Lacking:
    """`have` None: nobody knows, and what nobody knows is not counted on."""

    resource: str
    wanted: int
    have: Decimal | None


def resources_of(tables: Tables, facts: Facts) -> Have:
    return {each.code: each.steps.level(facts) for each in tables.resources}


def lacking(block: Block, have: Have) -> tuple[Lacking, ...]:
    return tuple(
        Lacking(resource, wanted, have[resource])
        for resource, wanted in block.needs.items()
        if wanted and (have[resource] is None or (have[resource] or 0) < wanted)
    )
