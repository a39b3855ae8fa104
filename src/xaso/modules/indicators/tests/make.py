"""Rows for stories: a number typed, a village, a pack in use."""

from datetime import date, datetime, timedelta, timezone
from decimal import Decimal

from xaso.core.units.models import Village
from xaso.lib.ids import new_id
from xaso.modules.indicators import actions
from xaso.modules.indicators.packs.value_defs import value_defs
from xaso.modules.indicators.periods import year_period
from xaso.modules.plans.public import Standing, TargetToday, Way

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


def target(code="CT 1", number=None, **more):
    """A target of the plan as plans tells it, half of the way made by the middle of the year."""
    facts = {
        "direction": "up", "baseline": Decimal(0), "target": Decimal(100), "unit": "hộ",
        "by_date": date(2026, 12, 31), "value_code": "", "base_code": "", "as_of": TODAY,
        "villages_reported": 0, "villages_asked": 0, "per_village": False, "figures": (),
    } | more  # fmt: skip
    way = Way(
        target=facts["target"],
        baseline=facts["baseline"],
        is_down=facts["direction"] == "down",
        first_day=date(2026, 1, 1),
        last_day=facts["by_date"],
    )
    return TargetToday(
        id=new_id(),
        plan_id=new_id(),
        plan_title="Kế hoạch chuyển đổi số năm 2026",
        code=code,
        name=f"Chỉ tiêu {code}",
        pillar="xa_hoi_so",
        pillar_label="Xã hội số",
        note="",
        owner_name="Lan",
        number=None if number is None else Decimal(str(number)),
        standing=Standing.NO_FIGURE,
        way=way,
        **facts,
    )
