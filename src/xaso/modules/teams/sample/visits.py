"""Visits of this autumn: phones of the heads, a few phoned in; highland villages meet what lowland ones do not."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any

from xaso.core.residents.models import Household
from xaso.core.sample.story import Story
from xaso.modules.teams import actions
from xaso.modules.teams.lines import Line
from xaso.modules.teams.models import Visit, VisitSource

from .register import SPEAKS, with_team

VISITS, DAYS = 64, 75
SILENT = ("suoi-mau", "thai-mau", "mau-tay")
"""Teams that have not written anything down."""
LOWLAND = (
    (("VNEID2", "XONG", ""), ("DVCTT", "XONG", "")),
    (("DVCTT", "XONG", ""),),
    (("TKTT", "XONG", ""), ("QR", "XONG", "")),
    (("DVCTT", "CHUA_XONG", "OTP"),),
    (("BHYT", "XONG", ""),),
    (("ANTOAN", "XONG", ""),),
    (("TMDT", "XONG_MOT_PHAN", "MAU_KHO"),),
    (("HSSK", "VANG", ""),),
    (("VNEID2", "XONG", ""),),
    (("QR", "TU_CHOI", "SO_LUA"),),
)
HIGHLAND = (
    (("VNEID2", "CHUA_XONG", "KHONG_SIM"),),
    (("VNEID2", "XONG", ""),),
    (("DVCTT", "CHUA_XONG", "KHONG_SONG"), ("KNANG", "XONG", "")),
    (("SIM", "HEN_LAI", ""),),
    (("VNEID2", "CHUA_XONG", "KHONG_SIM"), ("BHYT", "XONG", "")),
    (("BHYT", "XONG", ""),),
    (("TKTT", "CHUA_XONG", "KHONG_DT"),),
    (("HSSK", "XONG", ""), ("KNANG", "XONG_MOT_PHAN", "KHONG_CHU")),
    (("VNEID2", "VANG", ""),),
)
PARTS = (("sang", "09:20"), ("chieu", "15:10"), ("toi", "19:40"))
PLACES = ("NHA", "NHA", "NVH", "NHA", "CHO", "TRUONG")
MINUTES = (10, 20, 15, 30, 20, 45)
TYPED = ("cung_lam", "lam_ho", "cung_lam", "nguoi_dan_tu_lam")


ENDED = {
    "nha_mang": "Nhà mạng về nhà văn hóa làm SIM chính chủ, đo lại sóng.",
    "cong_chuc": "Công chức một cửa nộp lại cùng người dân, đã có mã.",
    "to": "Tổ trưởng đến nhà nói lại về lừa đảo trên mạng.",
}


def visits_of(story: Story) -> None:
    keys = [key for key in with_team(story) if key not in SILENT]
    for number in range(VISITS):
        key = keys[number * 5 % len(keys)]
        part, clock = PARTS[number % 3]
        offset = -DAYS + number * (DAYS - 1) // VISITS
        story.at(offset, clock, _visit(story, key, number, part))
    for offset in (-45, -30, -16, -6):
        story.at(offset, "17:10", lambda at: _look_after(story, at))
    story.at(-1, "16:50", lambda at: _right(story, at))


def _visit(story: Story, key: str, number: int, part: str) -> Callable[[datetime], object]:
    def step(at: datetime) -> object:
        by_phone = number % 9 == 4
        return actions.add_visit(
            actor=story.people["chi" if by_phone else key],
            source=VisitSource.OFFICE if by_phone else VisitSource.PHONE,
            at=at,
            **_facts(story, key, number, part, at),
        )

    return step


def _facts(story: Story, key: str, number: int, part: str, at: datetime) -> dict[str, Any]:
    village = story.villages[key]
    told = HIGHLAND if village.is_highland else LOWLAND
    lines = [Line(*each) for each in told[number * 3 % len(told)]]
    is_absent = all(line.outcome == "VANG" for line in lines)
    female, male = (0, 0) if is_absent else (1 + number % 2, number % 3 // 2)
    facts: dict[str, Any] = {
        "village_id": village.pk,
        "day": at.date(),
        "part": part,
        "place": PLACES[number % len(PLACES)],
        "lines": lines,
        "female": female,
        "male": male,
        "from_60": min(number % 4 // 3, female + male),
        "minutes": MINUTES[number % len(MINUTES)],
        "language": SPEAKS.get(key, "vi"),
        "typed_by": "" if is_absent else TYPED[number % len(TYPED)],
        "household": _household(story, key, number),
    }
    return {**facts, **_dossier(lines, number), **_follow(lines, at)}


def _household(story: Story, key: str, number: int) -> str:
    rows = Household.objects.of(story.commune).filter(village=story.villages[key])
    found = list(rows.filter(closed_at=None).order_by("code").values_list("code", flat=True)[:40])
    return found[number * 7 % len(found)] if found else ""


def _dossier(lines: list[Line], number: int) -> dict[str, str]:
    tried = [line for line in lines if line.service == "DVCTT"]
    if not tried:
        return {}
    named = {"procedure": ("Đăng ký khai sinh", "Xác nhận tình trạng hôn nhân")[number % 2]}
    if tried[0].outcome == "XONG":
        code = f"H36.{24 + number}-{number:06}"
        return {**named, "dossier_result": "da_nop", "outside_code": code}
    return {**named, "dossier_result": "chua_nop", "dossier_reason": tried[0].reason}


def _follow(lines: list[Line], at: datetime) -> dict[str, Any]:
    who = {"KHONG_SIM": "nha_mang", "KHONG_SONG": "nha_mang", "SO_LUA": "to", "OTP": "cong_chuc"}
    for line in lines:
        if line.reason in who:
            return {
                "follow_by": who[line.reason],
                "follow_date": at.date() + timedelta(days=10),
            }
    return {}


def _look_after(story: Story, at: datetime) -> None:
    """Two of three promises whose day is near; the rest stays on the list."""
    rows = Visit.objects.of(story.commune).filter(state="tinh", followed_date=None)
    near = rows.filter(follow_date__lte=at.date() + timedelta(days=4)).order_by("day", "at")
    for number, visit in enumerate(near):
        if number % 3 != 2:
            actions.finish_follow_up(
                actor=story.people["chi"],
                visit_id=visit.pk,
                day=at.date(),
                note=ENDED[visit.follow_by],
                at=at,
            )


def _right(story: Story, at: datetime) -> None:
    """The newest visit of a head is put right by him: two women, not one."""
    head = story.people["mau-son"]
    rows = Visit.objects.of(story.commune).filter(by=head.account_id, replaces=None)
    visit = rows.order_by("-day", "-at").first()
    if visit is None:
        return
    lines = [Line(each.service, each.outcome, each.reason) for each in visit.lines.all()]
    kept = (
        "village_id", "day", "part", "place", "male", "minutes", "language", "typed_by",
        "follow_by", "follow_date",
    )  # fmt: skip
    facts = {name: getattr(visit, name) for name in kept}
    actions.correct_visit(
        actor=head,
        visit_id=visit.pk,
        lines=lines,
        female=visit.female + 1,
        household=visit.household.code if visit.household else "",
        source=VisitSource.PHONE,
        at=at,
        **facts,
    )
