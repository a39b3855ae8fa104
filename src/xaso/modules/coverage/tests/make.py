"""Rows for the stories of this module."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal
from typing import Any

from conftest import MORNING, TODAY
from xaso.core.rights.actor import Actor
from xaso.core.units.models import Village
from xaso.modules.coverage import actions
from xaso.modules.coverage.actions.surveys import Survey
from xaso.modules.coverage.answers import Answer
from xaso.modules.coverage.models import BudgetLine, Petition, Place, PlaceKind, VillageRuling
from xaso.modules.coverage.rulebook import Rules, packaged, rules_of

ALL = tuple(each.code for each in packaged().on(TODAY).operators)


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


def rules(actor: Actor, day: date = TODAY) -> Rules:
    return rules_of(actor.commune, day)


def own_rules(actor: Actor) -> None:
    """The same numbers as before, and an operator that comes later."""
    table = rules(actor).table
    said: dict[str, Any] = {"actor": actor, "reason": "Họp giao ban", "at": MORNING}
    thresholds = {code: [band.from_value for band in table.of(code)][:-1]
                  for code, _metric in table.technologies}  # fmt: skip
    actions.adopt_classes(thresholds=thresholds, since=TODAY, **said)
    actions.add_operator(name="Gmobile", mnc="07", since=TODAY + timedelta(days=30), **said)


def petition(actor: Actor, *places: Place, asked: tuple[str, ...] = ("viettel",)) -> Petition:
    return actions.draft_petition(
        actor=actor,
        place_ids=[place.pk for place in places],
        operator_codes=asked,
        at=MORNING,
        nearest_station="Trạm Gia Phú 2",
        nearest_km=Decimal("3.2"),
        terrain="Khuất sau núi",
    )


def sent(actor: Actor, petition: Petition, day: date = TODAY) -> Petition:
    return actions.send_petition(
        actor=actor,
        petition_id=petition.pk,
        number="12/UBND-VX",
        day=day,
        sent_to="Sở Khoa học và Công nghệ",
        today=TODAY,
    )


def answered(actor: Actor, petition: Petition, **said: Any) -> Petition:
    given: dict[str, Any] = {
        "operator": "viettel",
        "day": TODAY,
        "at": MORNING,
        "number": "118/VTLC-KT",
        "station_code": "LCI0427",
        "distance_km": Decimal("3.2"),
        "is_blocked": True,
        "promised_date": TODAY + timedelta(days=10),
        "budget_line": BudgetLine.UNIVERSAL,
    }
    actions.note_reply(actor=actor, petition_id=petition.pk, **{**given, **said})
    petition.refresh_from_db()
    return petition
