"""Kế hoạch 5 năm: targets and tasks of all plans of the years, with where things stand today."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import groupby

from django.utils.translation import gettext as _

from xaso.core.papers.body import Body, Section
from xaso.core.papers.document import (
    Annex,
    Block,
    Column,
    GroupRow,
    Items,
    Paragraph,
    Row,
    Table,
)
from xaso.desk.papers.kinds import Ask
from xaso.lib.dates import write_date
from xaso.lib.money import write_vnd
from xaso.lib.numbers import NO_FIGURE, roman
from xaso.modules.indicators import public as indicators
from xaso.modules.plans import public as plans
from xaso.modules.roadmap import public as roadmap


def five_years(ask: Ask) -> Body:
    years = range(ask.days.first.year, ask.days.last.year + 1)
    targets = _newest(
        [
            each
            for year in years
            for each in plans.targets(ask.commune, year, ask.today, with_drafts=True)
        ]
    )
    return Body(
        sections=(
            Section(code="hien-trang", heading=_("I. HIỆN TRẠNG"), blocks=tuple(_today(ask))),
            Section(
                code="muc-tieu",
                heading=_("II. MỤC TIÊU, CHỈ TIÊU"),
                blocks=(Paragraph(text=_goals(ask, targets)),),
            ),
            Section(
                code="nhiem-vu",
                heading=_("III. NHIỆM VỤ, GIẢI PHÁP"),
                blocks=(
                    Paragraph(text=_("Nhiệm vụ theo từng trụ cột nêu ở Phụ lục II, thực hiện:")),
                    Items(items=_ways()),
                ),
            ),
            Section(
                code="nguon-luc", heading=_("IV. NGUỒN LỰC"), blocks=tuple(_resources(ask, years))
            ),
            Section(
                code="to-chuc",
                heading=_("V. TỔ CHỨC THỰC HIỆN"),
                blocks=(Items(items=_who_does(), mark="1."),),
            ),
        ),
        annexes=(_target_annex(targets), _task_annex(ask, years)),
        recipients=(
            _("UBND tỉnh (báo cáo)"),
            _("Thường trực Đảng ủy, HĐND xã"),
            _("Các phòng, đơn vị, các thôn"),
        ),
    )


def _newest(found: Sequence[plans.TargetToday]) -> list[plans.TargetToday]:
    """A target that stands in the plans of several years is asked for once: as in the last."""
    by_name = {
        (each.pillar, each.name): each for each in sorted(found, key=lambda row: row.by_date)
    }
    order = list(plans.pillars())
    return sorted(
        by_name.values(),
        key=lambda row: (order.index(row.pillar) if row.pillar in order else len(order), row.code),
    )


def _today(ask: Ask) -> Iterator[Block]:
    states = indicators.target_states(ask.commune, ask.today.year, ask.today)
    known = [state for state in states if state.now.number is not None]
    if not known:
        yield Paragraph(text=_("Số liệu hiện trạng: %(unknown)s.") % {"unknown": NO_FIGURE})
        return
    yield Paragraph(text=_("Đến ngày %(day)s:") % {"day": write_date(ask.today)})
    yield Items(items=tuple(f"{state.target.name}: {state.number_text}" for state in known))


def _goals(ask: Ask, targets: Sequence[plans.TargetToday]) -> str:
    if not targets:
        return _("Các kế hoạch của giai đoạn chưa có chỉ tiêu.")
    words = {"count": len(targets), "last": ask.days.last.year}
    return _("Đến hết năm %(last)d đạt %(count)d chỉ tiêu nêu ở Phụ lục I.") % words


def _ways() -> tuple[str, ...]:
    return (
        _(
            "Mỗi năm cụ thể hóa thành kế hoạch năm, giao rõ người, rõ việc, rõ thời gian, rõ kết quả."
        ),
        _("Tổ công nghệ số cộng đồng của từng thôn đến tận hộ, ghi lý do chưa làm được để gỡ."),
        _("Số liệu ghi một lần, dùng cho chỉ tiêu, bộ chỉ số và báo cáo; kèm minh chứng."),
    )


def _resources(ask: Ask, years: range) -> Iterator[Block]:
    asked = [found for year in years if (found := roadmap.request_in(ask.commune, year))]
    if not asked:
        yield Paragraph(text=_("Nhu cầu kinh phí: %(unknown)s.") % {"unknown": NO_FIGURE})
        return
    total = sum(each.known_total_vnd for each in asked)
    count = sum(len(each.needs) for each in asked)
    unpriced = sum(each.without_price for each in asked)
    said = _("Theo lộ trình cần %(count)d khoản; cộng các khoản đã có đơn giá là %(total)s.")
    told = write_vnd(total) if unpriced < count else NO_FIGURE
    yield Paragraph(text=said % {"count": count, "total": told})
    if unpriced:
        yield Paragraph(text=_("Còn %(count)d khoản chưa có đơn giá.") % {"count": unpriced})


def _who_does() -> tuple[str, ...]:
    return (
        _("Ban Chỉ đạo chuyển đổi số xã chỉ đạo, kiểm tra, xem xét kết quả hằng quý."),
        _("Văn phòng HĐND và UBND là đầu mối theo dõi, đôn đốc, tổng hợp báo cáo."),
        _("Các phòng, đơn vị, các thôn thực hiện nhiệm vụ được giao, nộp kết quả kèm minh chứng."),
    )


def _target_annex(targets: Sequence[plans.TargetToday]) -> Annex:
    rows: list[GroupRow | Row] = []
    for order, (pillar, group) in enumerate(groupby(targets, lambda row: row.pillar_label), 1):
        rows.append(GroupRow(text=f"{roman(order)}. {pillar}"))
        rows += [
            Row(cells=(each.name, each.unit, each.baseline, each.target, str(each.by_date.year)))
            for each in group
        ]
    table = Table(
        columns=(
            Column(title=_("Chỉ tiêu"), width=48),
            Column(title=_("Đơn vị tính"), width=13, align="center"),
            Column(title=_("Hiện trạng"), width=13, align="right"),
            Column(title=_("Mức phải đạt"), width=13, align="right"),
            Column(title=_("Năm đạt"), width=9, align="center"),
        ),
        rows=tuple(rows),
    )
    empty = Paragraph(text=_("Các kế hoạch của giai đoạn chưa có chỉ tiêu."))
    return Annex(title=_("Chỉ tiêu của giai đoạn"), blocks=(table if rows else empty,))


def _task_annex(ask: Ask, years: range) -> Annex:
    rows: list[GroupRow | Row] = []
    has_more = False
    for year in years:
        cards, more = plans.year_tasks(ask.commune, year, ask.today)
        has_more = has_more or more
        for pillar, group in groupby(cards, lambda card: card.pillar_label):
            rows.append(GroupRow(text=_("Năm %(year)d: %(pillar)s") % {
                "year": year, "pillar": pillar,
            }))  # fmt: skip
            rows += [
                Row(
                    cells=(
                        card.title,
                        card.lead_name,
                        write_date(card.due_date) if card.due_date else _("lặp lại"),
                    )
                )
                for card in group
            ]
    table = Table(
        columns=(
            Column(title=_("Nhiệm vụ"), width=60),
            Column(title=_("Chủ trì"), width=25),
            Column(title=_("Hạn"), width=15, align="center"),
        ),
        rows=tuple(rows),
    )
    empty = Paragraph(text=_("Giai đoạn này chưa giao nhiệm vụ."))
    left = (Paragraph(text=_("Danh sách còn dài, xem bảng tính kèm theo.")),) if has_more else ()
    return Annex(title=_("Nhiệm vụ của giai đoạn"), blocks=(table if rows else empty, *left))
