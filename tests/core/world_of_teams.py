"""Teams of the small world: of the village of its people, of another one, and a dissolved one."""

from __future__ import annotations

from typing import TYPE_CHECKING

from conftest import MORNING, TODAY
from xaso.core.files.actions import keep_file
from xaso.core.rights.actor import system_actor
from xaso.core.units.models import Village
from xaso.drills.work import photo_of
from xaso.modules.teams import actions
from xaso.modules.teams.models import Member, MemberRole
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
        officer,
        side["team"],
        "Vàng A Sài",
        role=MemberRole.HEAD,
        phone="0987000111",
        has_allowance=True,
    )
    _visits(side, rows)
    _reports(side)
    _asking(side, rows)
    _kit(side, rows)
    _messages(side, rows)
    make.allowance(officer)
    names = [f"Thôn mẫu {number}" for number in range(rows)]
    gone = Village.objects.of(side.commune).filter(name__in=names[:-1])
    for village in gone:
        ended = make.team(officer, village)
        actions.dissolve_team(
            actor=officer, team_id=ended.pk, number="09/QĐ-UBND", day=TODAY, at=MORNING
        )


def _visits(side: Side, rows: int) -> None:
    officer = side.people["cong_chuc"]
    side.things["own_code"] = actions.add_code(
        actor=officer, which="noi_dung", label="Cài loa thông minh", first_date=TODAY
    )
    for prefix in ("", "other_"):
        key = f"{prefix}visit"
        village = side[key.replace("visit", "village")]
        for _number in range(rows):
            visit = make.visit(officer, village, "VNEID2 XONG", "DVCTT CHUA_XONG KHONG_SIM")
        side.things[key] = make.corrected(
            officer, visit, procedure="Đăng ký khai sinh", outside_code="H36.24.1234"
        )
        side.things[f"{prefix}followed_visit"] = make.visit(
            officer, village, follow_by="nha_mang", follow_date=TODAY
        )
        file = keep_file(actor=officer, name=key, content=photo_of(7)[1], at=MORNING)
        side.things[f"{key}_photo"] = actions.add_photo(
            actor=officer, visit_id=side[key].pk, file=file, at=MORNING
        )


def _reports(side: Side) -> None:
    """Of every village: one is looked over, one typed by the office, the rest are drafts."""
    officer, head = side.people["cong_chuc"], side.people["truong_thon"]
    form = actions.add_form(actor=officer, name="Báo cáo số", first_month=make.month(), at=MORNING)
    side.things["own_item"] = actions.add_item(
        actor=officer,
        form=form.code,
        label="hộ vào nhóm Zalo",
        unit="hộ",
        first_month=make.month(),
        at=MORNING,
    )
    actions.decide_report_day(actor=officer, day=25, first_month=make.month(), at=MORNING)
    make.approved(head, officer, side["village"], "2026-09", CT01=110, CT02=420, CT14=1)
    side.things["report"] = make.sent(
        head, side["village"], "2026-10", CT01=120, CT02=410, CT03=90, CT04=40, CT14=2
    )
    make.report(head, side["village"], CT01=121, CT14=1)
    side.things["guarded_cell"] = side["report"].cells.get(item="CT14")
    make.sent(side["other_head"], side["other_village"], "2026-10", CT01=80, CT14=1)
    other = side.things["other_report"] = make.report(
        side["other_head"], side["other_village"], CT01=90, CT14=1
    )
    side.things["other_guarded_cell"] = other.cells.get(item="CT14")
    for village in Village.objects.of(side.commune).filter(name__startswith="Thôn mẫu"):
        make.report(officer, village, CT01=70, CT02=200)
    actions.remind_villages(actor=system_actor(side.commune), at=MORNING)


def _asking(side: Side, rows: int) -> None:
    officer = side.people["cong_chuc"]
    for prefix in ("", "other_"):
        village = side[f"{prefix}village"]
        for _number in range(rows):
            side.things[f"{prefix}need"] = make.need(officer, village)
            side.things[f"{prefix}help"] = make.asked(officer, village, language="hmn")
    actions.hand_need(
        actor=officer,
        need_id=side["need"].pk,
        owner_id=officer.account_id,
        due_date=TODAY,
        at=MORNING,
    )


def _kit(side: Side, rows: int) -> None:
    officer = side.people["cong_chuc"]
    for prefix in ("", "other_"):
        team = side[f"{prefix}team"]
        holder = Member.objects.filter(team=team, to_date=None).order_by("pk")[0]
        for _number in range(rows):
            thing = make.thing(officer)
            side.things[f"{prefix}loan"] = make.lent(officer, thing, holder)
        side.things[f"{prefix}thing"] = thing
    side.things["free_thing"] = make.thing(officer, kind="sim", name="SIM dự phòng")


def _messages(side: Side, rows: int) -> None:
    officer = side.people["cong_chuc"]
    for prefix in ("", "other_"):
        team = side[f"{prefix}team"]
        member = Member.objects.filter(team=team, to_date=None).order_by("pk")[0]
        number = f"09{team.pk.int % 10**8:08d}"
        make.edited(officer, member, phone=number)
        for place in range(rows):
            said = f"1x 0/1 - tin {place}" if place % 2 else f"tin {place}"
            side.things[f"{prefix}message"] = make.message(officer, said, number)
