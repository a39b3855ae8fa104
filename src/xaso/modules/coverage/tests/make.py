"""Rows for the stories of this module."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from conftest import MORNING
from xaso.core.rights.actor import Actor
from xaso.core.units.models import Village
from xaso.modules.coverage import actions
from xaso.modules.coverage.actions.surveys import Survey
from xaso.modules.coverage.answers import Answer
from xaso.modules.coverage.models import Place, PlaceKind, VillageRuling
from xaso.modules.coverage.scales import operators

ALL = tuple(each.code for each in operators(MORNING.date()))


def place(actor: Actor, village: Village, name: str = "Nhà văn hóa", **said: Any) -> Place:
    given: dict[str, Any] = {
        "kind": PlaceKind.CENTRE,
        "household_count": 40,
        "has_power": True,
        "is_hard": True,
        "at": MORNING,
    }
    return actions.add_place(actor=actor, village_id=village.pk, name=name, **{**given, **said})


def answers(level: int | None = None, **levels: int) -> list[Answer]:
    """`level` for every operator, or viettel=3 for one by one."""
    told = dict.fromkeys(ALL, level) if level is not None else {}
    return [Answer(code, each) for code, each in {**told, **levels}.items() if each is not None]


def survey(
    actor: Actor,
    place: Place,
    level: int | None = None,
    *,
    levels: dict[str, int] | None = None,
    days_ago: float = 0,
    **said: Any,
) -> Survey:
    return actions.add_survey(
        actor=actor,
        place_id=place.pk,
        answers=answers(level, **(levels or {})),
        at=MORNING - timedelta(days=days_ago),
        **said,
    )


def corrected(
    actor: Actor, old: Survey, level: int | None = None, *, levels: dict[str, int] | None = None
) -> Survey:
    return actions.correct_survey(
        actor=actor,
        replaces=old.id,
        place_id=old.place.pk,
        answers=answers(level, **(levels or {})),
        at=MORNING,
    )


def ruled(actor: Actor, village: Village, class_name: str, **said: Any) -> VillageRuling:
    given = {"reason": "Trạm hỏng do bão", "at": MORNING}
    return actions.override_class(
        actor=actor, village_id=village.pk, class_name=class_name, **{**given, **said}
    )
