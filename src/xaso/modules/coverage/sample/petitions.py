"""Two petitions of the sample: one promised and overdue, one on air and half measured again."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from decimal import Decimal

from xaso.core.rights.actor import Actor
from xaso.core.sample.story import Story
from xaso.modules.coverage import actions
from xaso.modules.coverage.answers import Answer
from xaso.modules.coverage.models import BudgetLine, Petition, Place

FIRST = ("Nhà văn hóa thôn Khe Mẫu", "Điểm trường Khe Mẫu")
SECOND = ("Nà Mẫu trên",)
ASKED = ("viettel", "vinaphone")


def tell_petitions(story: Story, office: Actor) -> None:
    box: dict[str, Petition] = {}

    def write(at: datetime) -> None:
        box["first"] = _drafted(office, FIRST, at, "Trạm xã Xuân Giao", Decimal("6.5"))
        box["second"] = _drafted(office, SECOND, at, "Trạm Gia Phú 2", Decimal("3.2"))

    def send(at: datetime) -> None:
        for key, number in (("first", "41/UBND-VX"), ("second", "42/UBND-VX")):
            actions.send_petition(
                actor=office,
                petition_id=box[key].pk,
                number=number,
                day=at.date(),
                sent_to="Sở Khoa học và Công nghệ, Viettel, VinaPhone",
                today=at.date(),
            )

    def answered(at: datetime) -> None:
        _answered(office, box["first"], at, at.date() + timedelta(days=8), BudgetLine.UNIVERSAL)
        _answered(office, box["second"], at, at.date() + timedelta(days=20), BudgetLine.COMPANY)

    def on_air(at: datetime) -> None:
        actions.note_on_air(
            actor=office, petition_id=box["second"].pk, day=at.date(), today=at.date()
        )

    story.at(-46, "09:00", write)
    story.at(-45, "10:00", send)
    story.at(-41, "14:00", answered)
    story.at(-5, "08:30", on_air)
    story.at(-3, "16:10", lambda at: _again(office, SECOND[0], at))
    story.at(-2, "05:10", lambda at: actions.mark_overdue(actor=office, today=at.date()))


def _drafted(
    office: Actor, names: tuple[str, ...], at: datetime, station: str, far: Decimal
) -> Petition:
    places = Place.objects.of(office.commune).filter(name__in=names)
    return actions.draft_petition(
        actor=office,
        place_ids=[place.pk for place in places],
        operator_codes=ASKED,
        at=at,
        nearest_station=station,
        nearest_km=far,
        terrain="Khuất sau dãy núi, đường xe máy.",
    )


def _answered(office: Actor, petition: Petition, at: datetime, promised: date, line: str) -> None:
    actions.note_reply(
        actor=office,
        petition_id=petition.pk,
        operator="viettel",
        day=at.date(),
        at=at,
        number="118/VTLC-KT",
        station_code="LCI0427",
        station_name=petition.nearest_station,
        distance_km=petition.nearest_km,
        is_blocked=True,
        terrain="Bị sườn núi che, cần trạm mới.",
        promised_date=promised,
        budget_line=line,
    )


def _again(office: Actor, name: str, at: datetime) -> None:
    place = Place.objects.of(office.commune).get(name=name)
    answers = [Answer("viettel", 3, "4g"), Answer("vinaphone", 1)]
    actions.add_survey(actor=office, place_id=place.pk, answers=answers, at=at)
