"""Last year was scored and approved, a part of it is public; this year officers are handing in."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from decimal import Decimal
from pathlib import Path

from xaso.core.figures import Period
from xaso.core.papers.document import Column, Row, Table
from xaso.core.papers.sheets import SheetTable, write_workbook
from xaso.core.people.models import Account
from xaso.core.sample.story import Story
from xaso.lib.dates import year_bounds
from xaso.lib.tables import read_table
from xaso.modules.indicators import actions
from xaso.modules.indicators.proofs import Upload

from .numbers import teller_of

DATA = Path(__file__).parent / "data"
PACK = "xaso-1.0"
TITLES = (
    "Mã", "Tiêu chí", "Điểm chuẩn", "Kiểu", "Tử số", "Mẫu số", "Chỉ tiêu", "Tham số", "Minh chứng",
    "Điểm tự chấm", "Giải trình",
)  # fmt: skip
OFFICERS = {"1": "chi", "3": "tuan", "5": "dung", "6": "chi", "7": "tuan", "8": "lan"}
HANDED_IN = ("8.1", "8.2", "8.4", "3.3", "7.4")
PUBLIC = ("3.4", "6.2", "7.4", "8.1", "8.2", "8.4")
PORTAL = {"766.1": "14.5", "766.2": "18.2", "766.3A": "9.6", "766.3B": "6.1", "766.4": "13.9",
          "766.5": "16.4"}  # fmt: skip
COSTLY = (
    ("Đăng ký khai sinh", "9 hồ sơ trễ hạn vì chờ xác minh"),
    ("Chứng thực bản sao", "hồ sơ giấy, chưa số hóa thành phần"),
    ("Xác nhận tình trạng hôn nhân", "4 hồ sơ trễ hạn"),
    ("Cấp giấy phép xây dựng nhà ở", "không có giao dịch trực tuyến"),
    ("Hỗ trợ chi phí mai táng", "chưa tái sử dụng dữ liệu"),
)


def rounds(story: Story) -> None:
    if "lan" not in story.people:
        return
    story.at(-20, "08:30", lambda at: _province_pack(story, at))
    story.at(-15, "09:00", lambda at: _last_year(story, at))
    story.at(-2, "15:00", lambda at: _this_year(story, at))
    story.at(-1, "15:10", lambda at: _portal(story, at))


def _province_pack(story: Story, at: datetime) -> None:
    teller = teller_of(story)
    begun = actions.start_pack_import(
        actor=teller, file=Upload("bo-chi-so-cap-xa.xlsx", _workbook()), at=at
    )
    actions.take_pack(
        actor=teller,
        edition_id=begun.pk,
        title="Bộ chỉ số cấp xã của tỉnh (ví dụ nhập từ Excel)",
        effective_from=date(story.today.year, 1, 1),
        at=at,
    )


def _last_year(story: Story, at: datetime) -> None:
    teller, chairman = teller_of(story), story.people["thao"]
    period = Period(*year_bounds(story.today.year - 1))
    found = actions.open_round(actor=teller, pack_code=PACK, period=period, at=at)
    pk = found.pk
    actions.start_round(actor=teller, round_id=pk, at=at)
    codes = list(found.items.values_list("code", flat=True))
    reason = "Theo hồ sơ lưu tại Văn phòng"
    actions.hand_in_items(actor=teller, round_id=pk, codes=codes, reason=reason, at=at)
    actions.finish_entry(actor=teller, round_id=pk, at=at)
    actions.approve_round(actor=chairman, round_id=pk, at=at)
    known = set(found.items.exclude(self_score=None).values_list("code", flat=True))
    public = [code for code in PUBLIC if code in known]
    if public:
        actions.publish_scoreboard(actor=chairman, pack_code=PACK, codes=public, at=at)


def _this_year(story: Story, at: datetime) -> None:
    teller = teller_of(story)
    period = Period(*year_bounds(story.today.year))
    due = story.today + timedelta(days=10)
    found = actions.open_round(actor=teller, pack_code=PACK, period=period, at=at, due=due)
    codes = list(found.items.values_list("code", flat=True))
    for group, key in OFFICERS.items():
        officer = Account.objects.get(pk=story.people[key].account_id)
        mine = [code for code in codes if code.startswith(f"{group}.")]
        actions.assign_items(actor=teller, round_id=found.pk, codes=mine, officer=officer, due=due)
    actions.start_round(actor=teller, round_id=found.pk, at=at)
    actions.hand_in_items(
        actor=teller,
        round_id=found.pk,
        codes=HANDED_IN,
        reason="Danh sách, số liệu lưu tại Văn phòng",
        at=at,
    )


def _portal(story: Story, at: datetime) -> None:
    actions.enter_portal_reading(
        actor=story.people["lan"],
        period=Period(*year_bounds(story.today.year)),
        as_of=story.day(-1),
        groups={code: Decimal(points) for code, points in PORTAL.items()},
        procedures=[{"name": name, "why": why} for name, why in COSTLY],
        at=at,
    )


def _workbook() -> bytes:
    rows = [tuple(row.values()) for row in read_table(DATA / "own-pack.csv")]
    table = Table(
        columns=tuple(Column(title=title, width=12) for title in TITLES),
        rows=tuple(Row(cells=(*row, "", "")) for row in rows),
    )
    return write_workbook([SheetTable(name="Bộ chỉ số", table=table)])
