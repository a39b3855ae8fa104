"""The recommendation. Deterministic and explainable; it knows no database, clock or request.

1. What stands already and what does not apply is left out. 2. A block whose need fails is done by
its alternative, or put off with the reason. 3. Prerequisites first, then effect ÷ effort. 4. The
first quarter begins with what needs no money. 5. At most so many blocks a quarter.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import Literal

from .needs import Lacking, lacking, resources_of
from .profile import Profile, profile_of
from .rules import Comparison, Facts
from .tables import Block, Tables

State = Literal["lam", "da_co", "khong_hop", "chua_nen", "de_sau"]
"""Do it; stands already; does not apply; better not yet; no room in these four quarters."""
EXACT = Decimal("0.01")


@dataclass(frozen=True)
class Line:
    block: str
    state: State
    quarter: int = 0
    """1 to 4 where it is to be done, else 0."""
    order: int = 0
    """From 1, over all quarters."""
    is_alternative: bool = False
    lacks: tuple[Lacking, ...] = ()
    waits_for: tuple[str, ...] = ()
    """Prerequisites that are put off themselves."""
    opens: tuple[str, ...] = ()
    """Blocks of this roadmap that must wait for this one."""
    traits: tuple[str, ...] = ()
    """Of the commune, that this block answers."""
    items: tuple[str, ...] = ()
    """Indicators with open points that it moves."""
    points: Decimal = Decimal(0)
    effort: Decimal = Decimal(0)
    needs_money: bool = False
    above_level: bool = False
    """Meant for a higher level: not in the first quarter."""
    because: tuple[Comparison, ...] = ()
    """Why it stands already."""

    @property
    def ratio(self) -> Decimal:
        return (self.points / self.effort).quantize(EXACT) if self.effort else Decimal(0)


@dataclass(frozen=True)
class Recommendation:
    profile: Profile
    lines: tuple[Line, ...]
    """What is to be done in its order, then the rest by code."""

    def quarter(self, number: int) -> tuple[Line, ...]:
        return tuple(line for line in self.lines if line.quarter == number)

    @property
    def done(self) -> tuple[Line, ...]:
        return tuple(line for line in self.lines if line.state == "lam")

    @property
    def left(self) -> tuple[Line, ...]:
        return tuple(line for line in self.lines if line.state != "lam")


def recommend(
    tables: Tables, facts: Facts, open_points: Mapping[str, Decimal] | None = None
) -> Recommendation:
    """`open_points` by the code of the indicator; one nobody counts has none."""
    profile = profile_of(tables, facts)
    weighed = {
        code: _weigh(tables, block, facts, profile, open_points or {})
        for code, block in tables.blocks.items()
    }
    judged = _put_off_what_waits(tables, weighed)
    wanted = {code for code, line in judged.items() if line.state == "lam"}
    placed = _place(tables, {code: judged[code] for code in wanted})
    ordered = sorted(placed.values(), key=lambda line: (line.order == 0, line.order, line.block))
    rest = sorted(
        (judged[code] for code in judged if code not in wanted), key=lambda row: row.block
    )
    return Recommendation(profile, (*ordered, *rest))


def _weigh(
    tables: Tables,
    block: Block,
    facts: Facts,
    profile: Profile,
    open_points: Mapping[str, Decimal],
) -> Line:
    items = tuple(code for code in block.indicators if open_points.get(code, 0) > 0)
    lacks = lacking(block, resources_of(tables, facts))
    is_alternative = bool(lacks and block.alternative)
    money = 0 if is_alternative else block.needs.get("money", 0)
    line = Line(
        block=block.code,
        state="chua_nen" if lacks and not block.alternative else "lam",
        is_alternative=is_alternative,
        lacks=lacks,
        traits=tuple(code for code in block.traits if code in profile.trait_codes),
        items=items,
        points=sum((open_points[code] for code in items), Decimal(0)),
        effort=Decimal(block.weeks * block.people + money),
        needs_money=money > 0,
        above_level=block.level > profile.level + 1,
    )
    if block.applies.parts and block.applies.holds(facts) is False:
        return replace(line, state="khong_hop", because=block.applies.parts)
    if block.standing.holds(facts):
        return replace(line, state="da_co", because=block.standing.parts)
    return line


def _put_off_what_waits(tables: Tables, lines: Mapping[str, Line]) -> dict[str, Line]:
    """A block whose prerequisite is put off is put off with it, and so on along the chain."""
    judged = dict(lines)
    changed = True
    while changed:
        changed = False
        for code, line in judged.items():
            waits = tuple(
                before
                for before in tables.blocks[code].prerequisites
                if judged[before].state in ("chua_nen", "khong_hop")
            )
            if line.state == "lam" and waits:
                judged[code] = replace(line, state="chua_nen", waits_for=waits)
                changed = True
    return judged


def _place(tables: Tables, lines: Mapping[str, Line]) -> dict[str, Line]:
    """One after the other: of those whose prerequisites are placed, the best."""
    limits = tables.limits
    room = limits.most_per_quarter * limits.quarters
    before = {code: set(tables.blocks[code].prerequisites) & set(lines) for code in lines}
    placed: dict[str, Line] = {}
    position = 0
    while position < room and len(placed) < len(lines):
        quarter = position // limits.most_per_quarter + 1
        ready = [
            line
            for code, line in lines.items()
            if code not in placed and before[code] <= placed.keys()
            if quarter > 1 or not line.above_level
        ]
        if not ready:
            position = quarter * limits.most_per_quarter
            continue
        best = min(ready, key=lambda line: _rank(line, quarter))
        placed[best.block] = replace(best, quarter=quarter, order=len(placed) + 1)
        position += 1
    return {code: _finished(tables, code, line, placed) for code, line in lines.items()}


def _rank(line: Line, quarter: int) -> tuple[bool, Decimal, str]:
    return (quarter == 1 and line.needs_money, -line.ratio, line.block)


def _finished(tables: Tables, code: str, line: Line, placed: Mapping[str, Line]) -> Line:
    if code not in placed:
        return replace(line, state="de_sau")
    opens = tuple(other for other in placed if code in tables.blocks[other].prerequisites)
    return replace(placed[code], opens=opens)
