"""Rows for the stories of this module: two communes far apart, a survey, a roadmap."""

from __future__ import annotations

from datetime import date, datetime, timedelta, timezone
from decimal import Decimal
from typing import Any

from xaso.core.rights.actor import Actor
from xaso.modules.roadmap import actions
from xaso.modules.roadmap.catalogue import tables
from xaso.modules.roadmap.given import Said
from xaso.modules.roadmap.models import Roadmap, Survey

NOW = datetime(2026, 11, 24, 8, 0, tzinfo=timezone(timedelta(hours=7)))
JANUARY = date(2027, 1, 1)
FAR_AWAY = {
    "NT01": 0, "NT02": 0, "NT03": 0, "NT04": 40, "NT05": 0, "NT06": 0, "CN01": 1, "CN02": 0,
    "CN03": 4, "CN04": 10, "CN05": 20, "HT01": 12, "HT02": 7, "HT03": 0, "HT04": 9, "HT05": 0,
    "TB01": 40, "TB02": 0, "TB03": 20, "TB04": 0, "DV01": 20, "DV02": 0, "DV03": 0, "DV04": 40,
    "DV05": 50, "KT01": 3, "KT02": 0, "KT03": 5, "KT04": 40, "KT05": 0, "XH01": 30, "XH02": 3,
    "XH03": 40, "XH04": 30, "XH05": 0,
}  # fmt: skip
"""No signal in most villages, no money."""
IN_TOWN = {
    "NT01": 1, "NT02": 9, "NT03": 1, "NT04": 96, "NT05": 3, "NT06": 3, "CN01": 1, "CN02": 1,
    "CN03": 12, "CN04": 95, "CN05": 90, "HT01": 12, "HT02": 0, "HT03": 1, "HT04": 0, "HT05": 95,
    "TB01": 96, "TB02": 3, "TB03": 1, "TB04": 1, "DV01": 92, "DV02": 2, "DV03": 2, "DV04": 97,
    "DV05": 97, "KT01": 6, "KT02": 4, "KT03": 60, "KT04": 2, "KT05": 1, "XH01": 90, "XH02": 1,
    "XH03": 1, "XH04": 80, "XH05": 2,
}  # fmt: skip
"""A ward where most of it works."""


def facts(numbers: dict[str, int]) -> dict[str, Decimal]:
    return {code: Decimal(number) for code, number in numbers.items()}


def said(numbers: dict[str, int]) -> dict[str, Said]:
    """Every question; what is not in `numbers` is not known."""
    return {
        code: Said(Decimal(numbers[code]) if code in numbers else None)
        for code in tables().questions
    }


def survey(actor: Actor, numbers: dict[str, int] | None = None, at: datetime = NOW) -> Survey:
    """Finished, when there are numbers."""
    opened = actions.open_survey(actor=actor, at=at)
    if numbers is None:
        return opened
    actions.save_answers(actor=actor, survey_id=opened.pk, said=said(numbers), at=at)
    return actions.finish_survey(actor=actor, survey_id=opened.pk, at=at)


def roadmap(actor: Actor, numbers: dict[str, int] | None = None, **more: Any) -> Roadmap:
    asked = more.pop("survey", None) or survey(actor, numbers or FAR_AWAY)
    given: dict[str, Any] = {"first_day": JANUARY, "at": NOW} | more
    return actions.propose_roadmap(actor=actor, survey_id=asked.pk, **given)


def sheets(actor: Actor, **more: Any) -> Any:
    """Ten sheets, half of the answers right."""
    given: dict[str, Any] = {
        "stage": "truoc",
        "group": "nguoi_dan",
        "village_id": None,
        "held_on": NOW.date(),
        "sheets": 10,
        "right": {question.code: 5 for question in tables().awareness},
        "at": NOW,
    }
    return actions.count_sheets(actor=actor, **given | more)


def only(roadmap: Roadmap, *blocks: str) -> Roadmap:
    """The same roadmap with few blocks: writing a hundred tasks takes its time."""
    roadmap.lines.exclude(block__in=blocks).delete()
    return roadmap
