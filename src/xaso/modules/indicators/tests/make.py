"""Rows for stories: a number typed, a village, a pack in use."""

from datetime import date, datetime, timedelta, timezone
from decimal import Decimal

from xaso.core.units.models import Village
from xaso.modules.indicators import actions
from xaso.modules.indicators.packs.value_defs import value_defs
from xaso.modules.indicators.periods import year_period

NOW = datetime(2026, 11, 24, 8, 0, tzinfo=timezone(timedelta(hours=7)))
TODAY = NOW.date()
YEAR = year_period(2026)


def village(commune, name, **more):
    return Village.objects.create(commune=commune, name=name, **more)


def value(actor, code, number, *, on=TODAY, months=None, at=NOW, **more):
    """A number in the shape its definition asks for; `months` (1, 10) is January to October."""
    rule = value_defs()[code].period_rule if code in value_defs() else "cuối kỳ"
    first = last = on
    if rule == "trong kỳ":
        begin, end = months or (1, 10)
        first = date(on.year, begin, 1)
        last = date(on.year, end + 1, 1) - timedelta(days=1) if end < 12 else date(on.year, 12, 31)
        on = min(last, TODAY)
    elif rule == "lũy kế từ đầu năm":
        first = date(on.year, 1, 1)
    return actions.enter_value(
        actor=actor,
        code=code,
        first=first,
        last=last,
        as_of=on,
        number=None if number is None else Decimal(str(number)),
        at=at,
        **more,
    )


def follow(actor, *codes, period=YEAR):
    for code in codes:
        actions.follow_pack(actor=actor, pack_code=code, period=period, at=NOW)
