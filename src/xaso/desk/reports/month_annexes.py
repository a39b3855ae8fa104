"""The tables behind the monthly report: targets, tasks that lag, what each village owes."""

from __future__ import annotations

from itertools import groupby

from django.utils.translation import gettext as _

from xaso.core.papers.document import Annex, Column, GroupRow, Paragraph, Row, Table
from xaso.lib.dates import write_date
from xaso.lib.numbers import roman
from xaso.modules.indicators import public as indicators
from xaso.modules.plans import public as plans


def annexes(
    states: list[indicators.TargetState],
    month: plans.Month,
    villages: tuple[plans.VillageNumbers, ...],
) -> tuple[Annex, ...]:
    return (_targets(states), _late(month), _villages(villages))


def _targets(states: list[indicators.TargetState]) -> Annex:
    rows: list[GroupRow | Row] = []
    groups = groupby(states, lambda state: state.target.pillar_label)
    for order, (pillar, group) in enumerate(groups, start=1):
        rows.append(GroupRow(text=f"{roman(order)}. {pillar}"))
        rows += [_target_row(state) for state in group]
    return Annex(
        title=_("Kết quả thực hiện chỉ tiêu"),
        landscape=True,
        blocks=(
            Table(
                columns=(
                    Column(title=_("Số"), width=7, align="center"),
                    Column(title=_("Chỉ tiêu"), width=40),
                    Column(title=_("Mức phải đạt"), width=11),
                    Column(title=_("Kết quả"), width=12, align="right"),
                    Column(title=_("Đánh giá, vì sao"), width=30),
                ),
                rows=tuple(rows),
            )
            if rows
            else Paragraph(text=_("Kế hoạch năm chưa có chỉ tiêu.")),
        ),
    )


def _target_row(state: indicators.TargetState) -> Row:
    target = state.target
    number = state.number_text if state.now.number is not None else None
    return Row(cells=(target.code, target.name, target.target, number, state.why))


def _late(month: plans.Month) -> Annex:
    rows = tuple(
        Row(
            cells=(
                card.code,
                card.title,
                card.lead_name,
                write_date(card.original_due_date) if card.original_due_date else None,
                write_date(card.due_date) if card.due_date else None,
                card.hindrance,
            )
        )
        for card in month.late_rows
    )
    table = Table(
        columns=(
            Column(title=_("Mã"), width=12, align="center"),
            Column(title=_("Nhiệm vụ"), width=34),
            Column(title=_("Chủ trì"), width=16),
            Column(title=_("Hạn gốc"), width=10, align="center"),
            Column(title=_("Hạn hiện nay"), width=10, align="center"),
            Column(title=_("Vướng mắc"), width=24),
        ),
        rows=rows,
    )
    empty = Paragraph(text=_("Không có việc quá hạn ở cuối kỳ."))
    return Annex(
        title=_("Việc quá hạn ở cuối kỳ"), landscape=True, blocks=(table if rows else empty,)
    )


def _villages(villages: tuple[plans.VillageNumbers, ...]) -> Annex:
    rows = tuple(
        Row(
            cells=(
                at,
                village.name,
                village.owed,
                village.accepted,
                village.waiting,
                village.not_reported,
                village.failed,
                village.late,
            )
        )
        for at, village in enumerate(villages, start=1)
    )
    table = Table(
        columns=(
            Column(title=_("TT"), width=6, align="center"),
            Column(title=_("Thôn"), width=24),
            Column(title=_("Việc phải báo"), width=10),
            Column(title=_("Đã duyệt"), width=10),
            Column(title=_("Chờ duyệt"), width=10),
            Column(title=_("Chưa báo"), width=10),
            Column(title=_("Không làm được"), width=10),
            Column(title=_("Quá hạn"), width=10),
        ),
        rows=rows,
    )
    empty = Paragraph(text=_("Chưa có việc giao cho thôn."))
    return Annex(title=_("Việc của các thôn"), blocks=(table if rows else empty,))
