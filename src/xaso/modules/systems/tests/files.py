"""A system whose files come in, for the stories about them."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

from django.apps import apps

from xaso.core.rights.actor import Actor
from xaso.core.units.models import Village
from xaso.modules.systems import actions
from xaso.modules.systems.chosen import ChosenDays, TakingChoices
from xaso.modules.systems.exports.reading_way import SUM, Rule
from xaso.modules.systems.models import System, SystemFile, SystemReading
from xaso.modules.systems.queries.importing import FilePlan, plan_of
from xaso.modules.systems.taking_in import take_in

from . import make
from .make import NOW, TODAY
from .workbooks import by_village

Value: Any = apps.get_model("indicators", "Value")
"""The numbers, which belong behind the walls of another module; here they are only looked at."""
OCTOBER = ChosenDays(date(2026, 10, 1), date(2026, 10, 31), date(2026, 10, 31))
LEVEL_2 = "nguoi-vneid"
NAMES = ("Nậm Sài", "Bến Đền", "Chính Tiến")
RULES = (Rule(LEVEL_2, SUM, "Số người mức 2"),)


def villages(commune: Any) -> list[Village]:
    return [Village.objects.create(commune=commune, name=name) for name in NAMES]


def village(name: str) -> Village:
    return Village.objects.get(name=name)


def police(actor: Actor) -> System:
    return make.system(actor, "Dữ liệu dân cư")


def reading(
    actor: Actor, system: System, *rules: Rule, village: str = "Thôn", **more: Any
) -> SystemReading:
    return actions.save_reading(
        actor=actor,
        system_id=system.pk,
        name=more.pop("name", "Báo cáo tháng"),
        village_column=village,
        rules=rules or RULES,
        at=NOW,
        **more,
    )


def sent(actor: Actor, system: System, content: bytes | None = None, **more: Any) -> SystemFile:
    return actions.start_file(
        actor=actor,
        system_id=system.pk,
        name=more.pop("name", "dinh-danh-thang-10.xlsx"),
        content=by_village() if content is None else content,
        at=more.pop("at", NOW),
    )


def taken(actor: Actor, file: SystemFile, *codes: str, **more: Any) -> SystemFile:
    at = more.pop("at", NOW)
    days = more.pop("days", OCTOBER)
    choices = TakingChoices(days=days, take=codes or (LEVEL_2,), **more)
    return take_in(actor=actor, file_id=file.pk, choices=choices, at=at)


def plan(file: SystemFile, days: ChosenDays = OCTOBER) -> FilePlan:
    file.refresh_from_db()
    assert file.reading
    return plan_of(file, file.reading, days, TODAY)


def numbers(actor: Actor, code: str = LEVEL_2) -> dict[str, Decimal | None]:
    """What stands now, by village."""
    rows = Value.objects.of(actor.commune).filter(code=code, corrections=None)
    return {row.village.name if row.village else "": row.number for row in rows}
