"""The yearly plan's two annexes from what stands in the plan today: targets and tasks."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import groupby

from django.utils.translation import gettext as _

from xaso.core.papers.body import Body, Section
from xaso.core.papers.document import Annex, Column, GroupRow, Paragraph, Row, Table
from xaso.desk.papers.kinds import Ask
from xaso.lib.dates import write_date
from xaso.lib.numbers import roman
from xaso.modules.plans import public as plans


def assignment(ask: Ask) -> Body:
    year = ask.days.first.year
    words = {"year": year, "commune": ask.commune.full_name}
    return Body(
        sections=(
            Section(
                code="muc-dich",
                heading="",
                blocks=(
                    Paragraph(
                        text=_(
                            "Phân công nhiệm vụ thực hiện Kế hoạch chuyển đổi số năm %(year)d của"
                            " %(commune)s theo Phụ lục I (chỉ tiêu) và Phụ lục II (nhiệm vụ)."
                        )
                        % words
                    ),
                    Paragraph(
                        text=_(
                            "Người chủ trì nộp kết quả kèm minh chứng đúng hạn; lãnh đạo theo dõi"
                            " nghiệm thu từng việc và báo cáo tại giao ban hằng tuần."
                        )
                    ),
                ),
            ),
        ),
        annexes=(_targets(ask, year), _tasks(ask, year)),
        recipients=(
            _("Thường trực Đảng ủy, HĐND xã"),
            _("Các phòng, đơn vị, các thôn"),
        ),
    )


def _targets(ask: Ask, year: int) -> Annex:
    rows: list[GroupRow | Row] = []
    found = plans.targets(ask.commune, year, ask.today, with_drafts=True)
    for order, (pillar, group) in enumerate(groupby(found, lambda row: row.pillar_label), 1):
        rows.append(GroupRow(text=f"{roman(order)}. {pillar}"))
        rows += [
            Row(cells=(row.code, row.name, row.unit, row.baseline, row.target, row.owner_name))
            for row in group
        ]
    return Annex(
        title=_("Chỉ tiêu chuyển đổi số năm %(year)d") % {"year": year},
        blocks=(
            Table(
                columns=(
                    Column(title=_("Số"), width=8, align="center"),
                    Column(title=_("Chỉ tiêu"), width=44),
                    Column(title=_("Đơn vị tính"), width=12, align="center"),
                    Column(title=_("Năm trước"), width=11),
                    Column(title=_("Mức phải đạt"), width=11),
                    Column(title=_("Theo dõi"), width=14),
                ),
                rows=tuple(rows),
            ),
        ),
    )


def _tasks(ask: Ask, year: int) -> Annex:
    cards, more = plans.year_tasks(ask.commune, year, ask.today)
    left = (Paragraph(text=_("Danh sách còn dài, xem bảng tính kèm theo.")),) if more else ()
    return Annex(
        title=_("Phân công nhiệm vụ năm %(year)d") % {"year": year},
        landscape=True,
        blocks=(
            Table(
                columns=(
                    Column(title=_("Mã"), width=10, align="center"),
                    Column(title=_("Nhiệm vụ"), width=38),
                    Column(title=_("Chủ trì"), width=16),
                    Column(title=_("Nghiệm thu"), width=14),
                    Column(title=_("Hạn"), width=10, align="center"),
                    Column(title=_("Chỉ tiêu"), width=8, align="center"),
                ),
                rows=tuple(_rows(cards)),
            ),
            *left,
        ),
    )


def _rows(cards: tuple[plans.TaskCard, ...]) -> Iterator[GroupRow | Row]:
    for order, (pillar, group) in enumerate(groupby(cards, lambda card: card.pillar_label), 1):
        yield GroupRow(text=f"{roman(order)}. {pillar}")
        for card in group:
            due = write_date(card.due_date) if card.due_date else _("lặp lại")
            lead, follower = card.lead_name, card.follower_name
            yield Row(cells=(card.code, card.title, lead, follower, due, card.target_code))
