"""The number that counts, out of what people typed and what modules counted.

1. A number a module counts from its rows stands before a typed one. A typed number wins only with
   a reason, and only until the module counts anew.
2. Otherwise the newest counts: the sum of all villages, or the number typed for the commune.
3. Villages are added up only when every one of them has a number. Until then the commune's number
   is not known; what is known is shown beside it. Missing is never zero.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Literal
from uuid import UUID

from django.utils.translation import gettext as _

from xaso.core.figures import EvidenceLink, Figure, Period
from xaso.core.units.models import Village
from xaso.modules.indicators.models import Value
from xaso.modules.indicators.packs.value_defs import IN_PERIOD, ValueDef

from .typed import Taken, reason_for_none, taken

Origin = Literal["counted", "typed", "villages", "partial", "missing"]


@dataclass(frozen=True)
class VillageNumber:
    village: Village
    number: Decimal | None
    as_of: date | None = None
    covers_to: date | None = None
    rows: tuple[Value, ...] = ()
    evidence: tuple[EvidenceLink, ...] = ()
    source: str = ""


@dataclass(frozen=True)
class ValueNow:
    definition: ValueDef
    period: Period
    origin: Origin = "missing"
    number: Decimal | None = None
    as_of: date | None = None
    covers_to: date | None = None
    source: str = ""
    why: str = ""
    """Why there is no number, or what is odd about it."""
    confirmed_zero: bool = False
    rows: tuple[Value, ...] = ()
    evidence: tuple[EvidenceLink, ...] = ()
    villages: tuple[VillageNumber, ...] = ()
    overruled: Figure | None = None
    """What a module counted, where a typed number with a reason stands instead."""

    @property
    def code(self) -> str:
        return self.definition.code

    @property
    def reported(self) -> list[VillageNumber]:
        return [village for village in self.villages if village.number is not None]

    @property
    def known_sum(self) -> Decimal | None:
        """What the villages that reported add up to; never the commune's number by itself."""
        numbers = [village.number for village in self.reported if village.number is not None]
        return sum(numbers, Decimal(0)) if numbers else None

    @property
    def figure(self) -> Figure:
        return Figure(
            code=self.code,
            number=self.number,
            period=self.period,
            source=self.source,
            as_of=self.as_of or self.period.last,
            evidence=self.evidence,
        )


def choose(
    definition: ValueDef,
    period: Period,
    *,
    rows: Sequence[Value],
    figures: Sequence[Figure],
    villages: Sequence[Village],
) -> ValueNow:
    empty = ValueNow(definition, period)
    typed = taken([row for row in rows if row.village_id is None], definition, period)
    counted = next((f for f in figures if f.village_id is None and f.number is not None), None)
    parts = _villages(definition, period, rows, figures, villages)
    if counted and not (typed and _overrules(typed, counted)):
        return _of_figure(empty, counted, parts)
    if typed and not _newer(parts, typed):
        return _of_typed(empty, typed, parts, counted)
    if parts and all(part.number is not None for part in parts):
        return _of_villages(empty, parts)
    return _unknown(empty, parts, rows)


def counted_by_modules(
    now: ValueNow, village_id: UUID | None
) -> tuple[Decimal, date | None] | None:
    """What a person about to type should know: the number and the day it was counted."""
    if village_id is None:
        is_counted = now.origin == "counted"
        return (now.number, now.as_of) if is_counted and now.number is not None else None
    for part in now.villages:
        if part.village.pk == village_id and not part.rows and part.number is not None:
            return part.number, part.as_of
    return None


def group_rows(rows: Iterable[Value]) -> Mapping[str, list[Value]]:
    groups: dict[str, list[Value]] = defaultdict(list)
    for row in rows:
        groups[row.code].append(row)
    return groups


def _overrules(typed: Taken, counted: Figure) -> bool:
    last = typed.rows[-1]
    return bool(last.reason) and last.as_of >= counted.as_of


def _newer(parts: Sequence[VillageNumber], typed: Taken) -> bool:
    """The villages together are as new as the newest of them, and win a draw: they show rows."""
    days = [part.as_of for part in parts if part.as_of is not None]
    return len(days) == len(parts) > 0 and max(days) >= typed.as_of


def _villages(
    definition: ValueDef,
    period: Period,
    rows: Sequence[Value],
    figures: Sequence[Figure],
    villages: Sequence[Village],
) -> tuple[VillageNumber, ...]:
    typed: dict[UUID, list[Value]] = defaultdict(list)
    for row in rows:
        if row.village_id is not None:
            typed[row.village_id].append(row)
    counted = {f.village_id: f for f in figures if f.village_id and f.number is not None}
    if not typed and not counted:
        return ()
    parts = [
        _village(
            village,
            taken(typed[village.pk], definition, period),
            counted.get(village.pk),
        )
        for village in villages
    ]
    if not any(part.number is not None for part in parts):
        return ()
    return _same_stretch(parts) if definition.period_rule == IN_PERIOD else tuple(parts)


def _village(village: Village, typed: Taken | None, counted: Figure | None) -> VillageNumber:
    if counted and not (typed and _overrules(typed, counted)):
        return VillageNumber(
            village,
            counted.number,
            counted.as_of,
            counted.as_of,
            evidence=counted.evidence,
            source=counted.source,
        )
    if typed is None:
        return VillageNumber(village, None)
    return VillageNumber(
        village, typed.number, typed.as_of, typed.covers_to, typed.rows, source=typed.rows[-1].note
    )


def _same_stretch(parts: Sequence[VillageNumber]) -> tuple[VillageNumber, ...]:
    """Ten months of one village and nine of another do not add up: the second is late."""
    furthest = max(
        (part.covers_to for part in parts if part.covers_to and part.rows), default=None
    )
    return tuple(
        VillageNumber(part.village, None)
        if part.rows and furthest and part.covers_to != furthest
        else part
        for part in parts
    )


def _of_figure(empty: ValueNow, counted: Figure, parts: tuple[VillageNumber, ...]) -> ValueNow:
    return ValueNow(
        empty.definition,
        empty.period,
        "counted",
        counted.number,
        counted.as_of,
        counted.as_of,
        source=counted.source,
        confirmed_zero=True,
        evidence=counted.evidence,
        villages=parts,
    )


def _of_typed(
    empty: ValueNow, typed: Taken, parts: tuple[VillageNumber, ...], counted: Figure | None
) -> ValueNow:
    last = typed.rows[-1]
    return ValueNow(
        empty.definition,
        empty.period,
        "typed",
        typed.number,
        typed.as_of,
        typed.covers_to,
        source=last.note or empty.definition.source_system,
        why=last.reason if counted else "",
        confirmed_zero=all(row.confirmed_zero for row in typed.rows if row.number == 0),
        rows=typed.rows,
        villages=parts,
        overruled=counted,
    )


def _of_villages(empty: ValueNow, parts: tuple[VillageNumber, ...]) -> ValueNow:
    return ValueNow(
        empty.definition,
        empty.period,
        "villages",
        sum((part.number or Decimal(0) for part in parts), Decimal(0)),
        max(part.as_of for part in parts if part.as_of),
        max(part.covers_to for part in parts if part.covers_to),
        source=_("Cộng từ %(count)d thôn") % {"count": len(parts)},
        confirmed_zero=all(
            row.confirmed_zero for part in parts for row in part.rows if row.number == 0
        ),
        villages=parts,
    )


def _unknown(empty: ValueNow, parts: tuple[VillageNumber, ...], rows: Sequence[Value]) -> ValueNow:
    if parts:
        reported = sum(part.number is not None for part in parts)
        why = _("%(count)d/%(all)d thôn đã báo") % {"count": reported, "all": len(parts)}
        return ValueNow(empty.definition, empty.period, "partial", why=why, villages=parts)
    return ValueNow(empty.definition, empty.period, why=reason_for_none(rows, empty.period))
