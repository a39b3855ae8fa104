"""Rows for the stories of this module."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from decimal import Decimal
from io import BytesIO
from typing import Any

from PIL import Image

from conftest import MORNING, TODAY
from xaso.core.edits import wanted
from xaso.core.rights.actor import Actor
from xaso.core.units.models import Village
from xaso.modules.teams import actions
from xaso.modules.teams.lines import Line
from xaso.modules.teams.models import (
    AllowanceRule,
    HelpRequest,
    KitLoan,
    KitThing,
    Member,
    Message,
    Need,
    Team,
    VillageReport,
    Visit,
)
from xaso.modules.teams.months import Month, month_typed
from xaso.modules.teams.report_book import FIRST_FORM
from xaso.modules.teams.report_entry import Entry

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


def month(code: str = "2026-11") -> Month:
    found = month_typed(code)
    assert found
    return found


def report(
    actor: Actor, village: Village, code: str = "2026-11", form: str = FIRST_FORM, **numbers: Any
) -> VillageReport:
    """A draft: `CT01=120`; a number as text takes what is offered: `CT12="offer"`."""
    entries = {
        item: Entry(is_offer=True) if number == "offer" else Entry(number=Decimal(str(number)))
        for item, number in numbers.items()
    }
    return actions.save_report(
        actor=actor, village_id=village.pk, form=form, month=month(code), entries=entries, at=NOW
    )


def sent(actor: Actor, village: Village, code: str = "2026-11", **numbers: Any) -> VillageReport:
    draft = report(actor, village, code, **(numbers or {"CT01": 120, "CT02": 500}))
    return actions.send_report(actor=actor, report_id=draft.pk, at=NOW)


def approved(
    actor: Actor, by: Actor, village: Village, code: str = "2026-11", **numbers: Any
) -> VillageReport:
    """Sent by the first, approved by the second."""
    waiting = sent(actor, village, code, **numbers)
    return actions.approve_reports(actor=by, report_ids=[waiting.pk], at=NOW)[0]


def need(actor: Actor, village: Village, **said: Any) -> Need:
    given = {"kind": "nhu_cau", "text": "12 hộ cần mở tài khoản", "at": NOW}
    return actions.add_need(actor=actor, village_id=village.pk, **{**given, **said})


def asked(actor: Actor, village: Village, **said: Any) -> HelpRequest:
    given = {
        "service": "VNEID2",
        "language": "vi",
        "where": "nhà gần cầu treo",
        "channel": "dien_thoai",
        "at": NOW,
    }
    return actions.ask_help(actor=actor, village_id=village.pk, **{**given, **said})


def thing(actor: Actor, **said: Any) -> KitThing:
    given = {"kind": "dien_thoai", "name": "Điện thoại màu xanh", "at": NOW}
    return actions.add_thing(actor=actor, **{**given, **said})


def lent(actor: Actor, thing: KitThing, member: Member, **said: Any) -> KitLoan:
    given = {"lent_date": TODAY, "due_date": TODAY + timedelta(days=30), "at": NOW}
    return actions.lend_thing(
        actor=actor, thing_id=thing.pk, member_id=member.pk, **{**given, **said}
    )


def due_moved(actor: Actor, thing: KitThing, day: date, **said: Any) -> KitThing:
    given = {"reason": "còn đợt ra quân", "at": NOW}
    changes = wanted(KitLoan.objects.get(thing=thing, back_date=None), due_date=day)
    return actions.move_due_date(
        actor=actor, thing_id=thing.pk, changes=changes, **{**given, **said}
    )


def back(actor: Actor, thing: KitThing, condition: str = "tot", **said: Any) -> KitThing:
    given = {"back_date": TODAY, "at": NOW}
    return actions.return_thing(
        actor=actor, thing_id=thing.pk, condition=condition, **{**given, **said}
    )


def allowance(actor: Actor, first: str = "2026-01", **said: Any) -> AllowanceRule:
    given = {
        "head_vnd": 300_000,
        "deputy_vnd": 200_000,
        "member_vnd": None,
        "least_days": 15,
        "needs_report": False,
        "basis": "Nghị quyết của Hội đồng nhân dân xã",
        "at": NOW,
    }
    return actions.decide_allowance(actor=actor, first_month=month(first), **{**given, **said})


def message(
    actor: Actor, said: str, sender: str = "0912345678", sent_at: datetime = NOW
) -> Message:
    return actions.take_message(actor=actor, sender=sender, text=said, sent_at=sent_at, at=NOW)
