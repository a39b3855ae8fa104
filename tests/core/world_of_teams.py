"""Teams of the small world: of the village of its people, of another one, and a dissolved one."""

from __future__ import annotations

from typing import TYPE_CHECKING

from conftest import MORNING, TODAY
from xaso.core.units.models import Village
from xaso.modules.teams import actions
from xaso.modules.teams.models import MemberRole
from xaso.modules.teams.tests import make

if TYPE_CHECKING:
    from tests.core.world import Side


def live_through_teams(side: Side, rows: int) -> None:
    officer = side.people["cong_chuc"]
    side.things["team"] = make.team(officer, side["village"])
    side.things["other_team"] = make.team(officer, side["other_village"])
    for number in range(rows):
        name = f"Thành viên {number}"
        make.member(officer, side["other_team"], name, phone="0912345678", job="GIAO_VIEN")
        make.member(officer, side["team"], name, skills=["VNEID2", "DVCTT"], languages=["hmn"])
    left = make.member(officer, side["team"], "Người đã thôi")
    actions.end_member(actor=officer, member_id=left.pk, day=TODAY, reason="Chuyển đi", at=MORNING)
    side.things["member"] = make.member(
        officer, side["team"], "Vàng A Sài", role=MemberRole.HEAD, phone="0987000111"
    )
    names = [f"Thôn mẫu {number}" for number in range(rows)]
    gone = Village.objects.of(side.commune).filter(name__in=names[:-1])
    for village in gone:
        ended = make.team(officer, village)
        actions.dissolve_team(
            actor=officer, team_id=ended.pk, number="09/QĐ-UBND", day=TODAY, at=MORNING
        )
