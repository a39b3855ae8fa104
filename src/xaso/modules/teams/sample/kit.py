"""What the sample commune lends: at the office, out with teams, late, lost."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

from xaso.core.sample.story import Story
from xaso.modules.teams import actions
from xaso.modules.teams.models import KitThing, Member

Step = Callable[[datetime], object]
THINGS = (
    ("dien_thoai", "Điện thoại màu xanh, có ốp"),
    ("dien_thoai", "Điện thoại màu đen"),
    ("sim", "SIM dữ liệu, gói tháng"),
    ("sim", "SIM dữ liệu dự phòng"),
    ("bo_phat", "Bộ phát 4G nhỏ, dán tem xã"),
    ("sac", "Sạc dự phòng 20.000 mAh"),
    ("tai_lieu", "Tranh hướng dẫn VNeID, khổ lớn"),
)
LOANS = (
    ("DT-01", "mau-son", -70, 20, "kèm sạc, cáp"),
    ("SIM-01", "mau-son", -70, 20, ""),
    ("BP-01", "ban-mau", -45, -5, "kèm sạc"),
    ("TL-01", "na-mau", -30, 60, ""),
    ("SAC-01", "phin-mau", -26, 4, ""),
)
BACK = (("TL-01", -9, "cu", "Góc tranh rách nhẹ."),)


def kit_of(story: Story) -> None:
    story.at(-80, "08:20", lambda at: _add(story, at))
    for code, key, day, due, note in LOANS:
        story.at(day, "14:10", _lending(story, code, key, due, note))
    for code, day, condition, note in BACK:
        story.at(day, "16:05", _returning(story, code, condition, note))


def _add(story: Story, at: datetime) -> None:
    for kind, name in THINGS:
        actions.add_thing(actor=story.people["minh"], kind=kind, name=name, at=at)


def _lending(story: Story, code: str, key: str, due: int, note: str) -> Step:
    def lend(at: datetime) -> None:
        village = story.villages[key]
        rows = Member.objects.filter(team__village=village, to_date=None)
        actions.lend_thing(
            actor=story.people["minh"],
            thing_id=_thing(story, code).pk,
            member_id=rows.get(role="to_truong").pk,
            is_shared=True,
            lent_date=at.date(),
            due_date=story.day(due),
            note=note,
            at=at,
        )

    return lend


def _returning(story: Story, code: str, condition: str, note: str) -> Step:
    return lambda at: actions.return_thing(
        actor=story.people["minh"],
        thing_id=_thing(story, code).pk,
        back_date=at.date(),
        condition=condition,
        back_note=note,
        at=at,
    )


def _thing(story: Story, code: str) -> KitThing:
    return KitThing.objects.of(story.commune).get(code=code)
