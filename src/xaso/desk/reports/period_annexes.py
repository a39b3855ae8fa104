"""The tables behind a report: targets, tasks that lag, and each village: its tasks, its numbers,
its part in the drives."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from itertools import groupby
from uuid import UUID

from django.utils.translation import gettext as _

from xaso.core.papers.document import Annex, Block, Column, GroupRow, Paragraph, Row, Table
from xaso.lib.dates import write_date
from xaso.lib.numbers import roman
from xaso.modules.indicators import public as indicators
from xaso.modules.plans import public as plans

from .period_facts import Facts
from .village_numbers import village_numbers

TARGETS_ACROSS = 5
"""More columns than this and the names of targets break into syllables."""


def annexes(facts: Facts) -> tuple[Annex, ...]:
    found = (
        _targets(facts.states),
        _late(facts.now),
        _villages(facts),
        _numbers(facts),
        _drives(facts),
        village_numbers(facts.village_numbers),
    )
    return tuple(annex for annex in found if annex.blocks)


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
            else Paragraph(text=_("Kế hoạch chưa có chỉ tiêu.")),
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


def _villages(facts: Facts) -> Annex:
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
                village.returned,
            )
        )
        for at, village in enumerate(facts.villages, start=1)
    )
    table = Table(
        columns=(
            Column(title=_("TT"), width=6, align="center"),
            Column(title=_("Thôn"), width=24),
            Column(title=_("Việc đến hạn trong kỳ"), width=12),
            Column(title=_("Đã duyệt"), width=10),
            Column(title=_("Chờ duyệt"), width=10),
            Column(title=_("Chưa báo"), width=10),
            Column(title=_("Không làm được"), width=10),
            Column(title=_("Bị trả lại"), width=10),
        ),
        rows=rows,
    )
    if not rows:
        empty: Block = Paragraph(text=_("Chưa có danh sách thôn."))
    elif not any(village.owed for village in facts.villages):
        empty = Paragraph(text=_("Trong kỳ không có việc của thôn đến hạn."))
    else:
        empty = table
    return Annex(title=_("Việc của các thôn trong kỳ"), blocks=(empty,))


def _numbers(facts: Facts) -> Annex:
    """What each village has told for the targets that are added up from villages."""
    counted = [state for state in facts.states if state.target.per_village]
    return Annex(
        title=_("Số liệu chỉ tiêu theo thôn"),
        blocks=tuple(
            _number_table(facts.villages, counted[at : at + TARGETS_ACROSS])
            for at in range(0, len(counted), TARGETS_ACROSS)
            if facts.villages
        ),
    )


def _number_table(
    villages: Sequence[plans.VillageThen], states: Sequence[indicators.TargetState]
) -> Table:
    told = [_told(state) for state in states]
    names = (
        Column(title=f"{state.target.code}. {state.target.name} ({state.target.unit})", width=14)
        for state in states
    )
    return Table(
        columns=(
            Column(title=_("TT"), width=6, align="center"),
            Column(title=_("Thôn"), width=22),
            *names,
        ),
        rows=tuple(
            Row(cells=(at, village.name, *(each.get(village.village_id) for each in told)))
            for at, village in enumerate(villages, start=1)
        ),
    )


def _told(state: indicators.TargetState) -> dict[UUID, Decimal | None]:
    """The counted number, not what it is divided by."""
    target = state.target
    return {
        figure.village_id: figure.number
        for figure in target.figures
        if figure.village_id and figure.code in {"", target.value_code}
    }


def _drives(facts: Facts) -> Annex:
    rows: list[GroupRow | Row] = []
    by_drive = {
        drive: list(villages)
        for drive, villages in groupby(
            sorted(facts.drive_villages, key=lambda row: str(row.campaign_id)),
            key=lambda row: row.campaign_id,
        )
    }
    for order, drive in enumerate(facts.drives, start=1):
        rows.append(GroupRow(text=f"{roman(order)}. {drive.name}: {drive.words}"))
        rows += [
            Row(cells=(at, village.name, village.target, village.done, village.failed))
            for at, village in enumerate(by_drive.get(drive.id, ()), start=1)
        ]
    table = Table(
        columns=(
            Column(title=_("TT"), width=6, align="center"),
            Column(title=_("Thôn"), width=30),
            Column(title=_("Chỉ tiêu"), width=16),
            Column(title=_("Xong"), width=16),
            Column(title=_("Chưa xong"), width=16),
        ),
        rows=tuple(rows),
    )
    return Annex(title=_("Các đợt ra quân theo thôn"), blocks=(table,) if rows else ())
