"""The number of one target of the plan, out of accepted evidence and typed values. Pure.

Accepted evidence stands before a typed number, as everywhere: a typed one wins with a reason, or
where the evidence is not complete. A share is worked out from its two numbers; somebody who knows
only the percentage may type that.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from fractions import Fraction

from django.utils.translation import gettext as _

from xaso.modules.indicators.definitions import definition_of, own_code, own_definition
from xaso.modules.indicators.packs.value_defs import ValueDef
from xaso.modules.plans.public import TargetToday

from .value_now import ValueNow


@dataclass(frozen=True)
class TargetNumber:
    number: Fraction | None = None
    as_of: date | None = None
    source: str = ""
    why: str = ""
    """Why there is no number, or what it leaves out."""
    reported: int = 0
    asked: int = 0
    values: tuple[ValueNow, ...] = ()

    @property
    def is_partial(self) -> bool:
        return self.number is not None and self.reported < self.asked


def definitions_of(target: TargetToday) -> list[ValueDef]:
    """What may be typed for this target: its two numbers or its one, and at last its own."""
    named = [definition_of(code) for code in (target.value_code, target.base_code) if code]
    return [definition for definition in named if definition] + [own_definition(target)]


def number_now(target: TargetToday, values: Mapping[str, ValueNow]) -> TargetNumber:
    top, own = values.get(target.value_code), values[own_code(target.id)]
    is_share = target.base_code != ""
    found = _share(top, values.get(target.base_code)) if is_share else _count(target, top or own)
    if found.number is None and own.number is not None:
        found = _of_value(own)
    return _asked_about_zero(replace(found, values=_shown(target, values)))


def _share(top: ValueNow | None, bottom: ValueNow | None) -> TargetNumber:
    if top is None or bottom is None:
        return TargetNumber(why=_("Chỉ tiêu chưa gắn đúng mã số liệu"))
    counted = top.known_sum if top.number is None else top.number
    if counted is None or bottom.number is None:
        lacking = top if counted is None else bottom
        return TargetNumber(why=lacking.why or _needs(lacking))
    if bottom.number == 0:
        return TargetNumber(
            why=_("%(name)s là 0: không áp dụng") % {"name": bottom.definition.name}
        )
    return TargetNumber(
        number=100 * Fraction(counted) / Fraction(bottom.number),
        as_of=_day_of(top),
        source=top.source,
        why=top.why,
        reported=len(top.reported),
        asked=len(top.villages),
    )


def is_complete(target: TargetToday) -> bool:
    """Accepted evidence tells the whole: every village asked has reported."""
    asked = target.villages_asked if target.per_village else 0
    return target.number is not None and target.villages_reported >= asked


def _count(target: TargetToday, now: ValueNow) -> TargetNumber:
    if target.number is None:
        found = _of_value(now)
        return (
            found if found.number is not None else replace(found, why=now.why or _nobody(target))
        )
    typed = now if now.number is not None and now.rows else None
    if typed and (not is_complete(target) or _has_reason(typed, target.as_of)):
        return _of_value(typed)
    why = "" if is_complete(target) else _reported(target.villages_reported, target.villages_asked)
    return TargetNumber(
        number=Fraction(target.number),
        as_of=target.as_of,
        source=_("Minh chứng đã duyệt"),
        why=why,
        reported=target.villages_reported,
        asked=target.villages_asked if target.per_village else 0,
    )


def _of_value(now: ValueNow) -> TargetNumber:
    number = now.number if now.number is not None else now.known_sum
    return TargetNumber(
        number=None if number is None else Fraction(number),
        as_of=_day_of(now),
        source=now.source,
        why=now.why or ("" if number is not None else _needs(now)),
        reported=len(now.reported),
        asked=len(now.villages),
    )


def _day_of(now: ValueNow) -> date | None:
    return now.as_of or max((part.as_of for part in now.reported if part.as_of), default=None)


def _has_reason(typed: ValueNow, counted_on: date | None) -> bool:
    last = typed.rows[-1]
    return bool(last.reason) and (counted_on is None or last.as_of >= counted_on)


def _asked_about_zero(found: TargetNumber) -> TargetNumber:
    """A typed 0 nobody confirmed is a question, not a number."""
    typed = [row for value in found.values for row in value.rows if row.number == 0]
    if found.number == 0 and typed and not all(row.confirmed_zero for row in typed):
        return replace(found, number=None, why=_("Số nhập là 0: đúng là 0? Cần người xác nhận"))
    return found


def _shown(target: TargetToday, values: Mapping[str, ValueNow]) -> tuple[ValueNow, ...]:
    return tuple(values[each.code] for each in definitions_of(target))


def _needs(value: ValueNow) -> str:
    return _("Chưa ai nhập %(name)s") % {"name": value.definition.name}


def _nobody(target: TargetToday) -> str:
    if target.villages_asked:
        return _reported(target.villages_reported, target.villages_asked)
    return _("Chưa ai nhập số liệu")


def _reported(reported: int, asked: int) -> str:
    return _("%(count)d/%(all)d thôn đã báo") % {"count": reported, "all": asked}
