"""Places in every village, and what was measured there over two months."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from uuid import UUID

from xaso.core.rights.actor import Actor
from xaso.core.sample.story import Story
from xaso.core.units.models import Cluster, Village
from xaso.modules.coverage import actions
from xaso.modules.coverage.answers import Answer
from xaso.modules.coverage.models import Place, PlaceKind
from xaso.modules.coverage.rulebook import rules_of

from .files import tell_files
from .petitions import tell_petitions

Levels = tuple[int | None, ...]
"""Of each operator in the order of the table; None was not asked."""


@dataclass(frozen=True)
class SamplePlace:
    village: str
    kind: str
    name: str
    households: int
    pupils: int
    levels: Levels
    has_power: bool = True
    is_risky: bool = False


GOOD: tuple[Levels, ...] = ((4, 4, 3, 2), (4, 3, 3, 1), (3, 4, 2, 0), (4, 3, 4, 2))
CENTRES: Mapping[str, Levels] = {
    "khe-mau": (0, 0, 0, 0),
    "mau-thuong": (0, 0, 0, 0),
    "phin-mau": (2, 1, 1, 0),
    "suoi-mau": (3, 3, None, None),
    "mau-tay": (),
    "muong-hoa-mau": (0, 0, 0, 0),
    "hoang-lien-mau": (1, 1, 0, 0),
    "seo-my-mau": (3, None, 2, None),
}
"""The other villages are well off."""
OTHERS = (
    SamplePlace("na-mau", "cum", "Nà Mẫu trên", 23, 9, (0, 0, 0, 0)),
    SamplePlace("na-mau", "cum", "Nà Mẫu dưới", 41, 15, (3, 3, 2, 1)),
    SamplePlace("mau-son", "cum", "Cụm Đầu Suối", 17, 6, (0, 0, 0, 0), has_power=False,
                is_risky=True),
    SamplePlace("mau-son", "truong", "Điểm trường Mẫu Sơn", 0, 48, (2, 1, 1, 0)),
    SamplePlace("khe-mau", "truong", "Điểm trường Khe Mẫu", 0, 31, (0, 0, 0, 0)),
    SamplePlace("khe-mau", "hung_song", "Đỉnh dốc Khe Mẫu", 0, 0, (2, 0, 1, 0)),
    SamplePlace("mau-thuong", "cum", "Cụm Lưng Đồi", 19, 7, (1, 0, 0, 0), is_risky=True),
    SamplePlace("phu-mau", "ubnd", "Trụ sở UBND xã", 0, 0, (4, 4, 4, 3)),
    SamplePlace("phu-mau", "tram_y_te", "Trạm y tế xã", 0, 0, (4, 4, 3, 2)),
    SamplePlace("dong-mau", "cho", "Chợ Đồng Mẫu", 0, 0, (4, 3, 3, 2)),
    SamplePlace("hau-chu-ngai-thon", "cum", "Hang Đá", 26, 11, (0, 0, 0, 0), is_risky=True),
    SamplePlace("hau-chu-ngai-thon", "cum", "Hầu Chư Ngài", 58, 22, (3, 3, 3, 1)),
)  # fmt: skip
ROUNDS = (-48, -21, -6)
"""So many days ago everybody went round."""
PEOPLE_IN_A_HOUSEHOLD = Decimal("4.6")
A_STEP = Decimal("0.021")


def tell(story: Story) -> None:
    office = _surveyor(story)
    if office is None:
        return
    boxes: dict[UUID, Levels] = {}
    story.at(-75, "08:30", lambda at: _draw(story, office, at, boxes))
    for round_day in ROUNDS:
        story.at(round_day, "15:30", lambda at: _go_round(office, at, boxes))
    tell_files(story, office)
    if "khe-mau" in story.villages:
        tell_petitions(story, office)


def _surveyor(story: Story) -> Actor | None:
    people = [*story.people.values()]
    lan = story.people.get("lan")
    return lan or next((each for each in people if each.may("coverage.survey")), None)


def _draw(story: Story, office: Actor, at: datetime, boxes: dict[UUID, Levels]) -> None:
    for number, (key, village) in enumerate(story.villages.items()):
        levels = CENTRES.get(key, GOOD[number % len(GOOD)])
        centre = SamplePlace(
            key, PlaceKind.CENTRE, f"Nhà văn hóa {village}", village.household_count or 0,
            (village.household_count or 0) // 3, levels,
        )  # fmt: skip
        boxes[_added(office, village, centre, number, at).pk] = levels
    for each in OTHERS:
        if each.village in story.villages:
            village = story.villages[each.village]
            number = list(story.villages).index(each.village)
            boxes[_added(office, village, each, number, at).pk] = each.levels


def _added(office: Actor, village: Village, told: SamplePlace, number: int, at: datetime) -> Place:
    cluster = Cluster.objects.filter(village=village, name=told.name).first()
    is_centre = told.kind == PlaceKind.CENTRE
    return actions.add_place(
        actor=office,
        at=at,
        village_id=village.pk,
        cluster_id=cluster.pk if cluster else None,
        kind=told.kind,
        name=told.name,
        household_count=told.households,
        people_count=int(told.households * PEOPLE_IN_A_HOUSEHOLD),
        pupil_count=told.pupils,
        has_power=told.has_power,
        is_hard=village.is_highland,
        is_risky=told.is_risky,
        is_indoors=told.kind in (PlaceKind.SCHOOL, PlaceKind.HEALTH, PlaceKind.OFFICE),
        latitude=_somewhere("22.31", number // 5, number * 37) if is_centre else None,
        longitude=_somewhere("104.03", number * 7 % 5, number * 23) if is_centre else None,
    )


def _somewhere(start: str, steps: int, aside: int) -> Decimal:
    return Decimal(start) + steps * A_STEP + aside % 11 * A_STEP / 20


def _go_round(office: Actor, at: datetime, boxes: Mapping[UUID, Levels]) -> None:
    codes = [each.code for each in rules_of(office.commune, at.date()).operators]
    for place_id, levels in boxes.items():
        answers = [
            Answer(code, level, "4g" if level > 2 else "khong_ro")
            for code, level in zip(codes, levels, strict=False)
            if level is not None
        ]
        if answers:
            actions.add_survey(actor=office, place_id=place_id, answers=answers, at=at)
