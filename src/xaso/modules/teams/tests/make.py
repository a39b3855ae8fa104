"""Rows for the stories of this module."""

from __future__ import annotations

from datetime import date
from io import BytesIO
from typing import Any

from PIL import Image

from conftest import MORNING, TODAY
from xaso.core.edits import wanted
from xaso.core.rights.actor import Actor
from xaso.core.units.models import Village
from xaso.modules.teams import actions
from xaso.modules.teams.lines import Line
from xaso.modules.teams.models import Member, Team, Visit

NOW = MORNING
FOUNDED = date(2026, 3, 2)


def team(actor: Actor, village: Village, **said: Any) -> Team:
    given = {"number": "35/QĐ-UBND", "day": FOUNDED, "at": NOW}
    return actions.found_team(actor=actor, village_id=village.pk, **{**given, **said})


def member(actor: Actor, team: Team, name: str = "Vàng Thị Mỷ", **said: Any) -> Member:
    given = {"from_date": FOUNDED, "at": NOW}
    return actions.add_member(actor=actor, team_id=team.pk, full_name=name, **{**given, **said})


def edited(actor: Actor, member: Member, **facts: Any) -> Member:
    changes = wanted(member, **facts)
    return actions.edit_member(actor=actor, member_id=member.pk, changes=changes, at=NOW)


def lines(*said: str) -> list[Line]:
    """ "VNEID2 CHUA_XONG KHONG_SIM": service, outcome and, where it is asked for, the reason."""
    return [Line(*each.split()) for each in said]


def visit(actor: Actor, village: Village, *said: str, **facts: Any) -> Visit:
    given = {"day": TODAY, "part": "sang", "place": "NHA", "female": 1, "at": NOW}
    return actions.add_visit(
        actor=actor,
        village_id=village.pk,
        lines=lines(*(said or ("VNEID2 XONG",))),
        **{**given, **facts},
    )


def corrected(actor: Actor, old: Visit, *said: str, **facts: Any) -> Visit:
    given = {"day": old.day, "part": old.part, "place": old.place, "female": 1, "at": NOW}
    return actions.correct_visit(
        actor=actor,
        visit_id=old.pk,
        village_id=old.village_id,
        lines=lines(*(said or ("VNEID2 XONG",))),
        **{**given, **facts},
    )


def photo(colour: str = "green") -> bytes:
    out = BytesIO()
    Image.new("RGB", (640, 480), colour).save(out, "JPEG")
    return out.getvalue()
