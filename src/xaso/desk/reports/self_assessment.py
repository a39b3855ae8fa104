"""Bảng tự chấm: the reference pack scored by the commune, with what each score stands on."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from django.utils.translation import gettext as _

from xaso.core.papers.body import Body, Section
from xaso.core.papers.document import (
    Annex,
    Column,
    FigureSentence,
    GroupRow,
    Items,
    Paragraph,
    Row,
    Source,
    Table,
)
from xaso.desk.papers.kinds import Ask
from xaso.lib.numbers import write_number
from xaso.modules.indicators import public as indicators

REFERENCE_PACK = "xaso-1.0"
MOST_GAPS = 20


def self_assessment(ask: Ask) -> Body:
    told = indicators.self_assessment(ask.commune, REFERENCE_PACK, ask.days, ask.today)
    return Body(
        sections=(
            Section(
                code="ket-qua",
                heading=_("I. KẾT QUẢ TỰ CHẤM"),
                blocks=(*_result(told), _groups(told)),
            ),
            Section(
                code="thieu",
                heading=_("II. MỤC CHƯA CÓ SỐ LIỆU"),
                blocks=tuple(_gaps(told)),
            ),
            Section(code="de-nghi", heading=_("III. GIẢI TRÌNH, ĐỀ NGHỊ")),
        ),
        annexes=(_items(told),),
        recipients=(_("Sở Khoa học và Công nghệ"), _("Ban Chỉ đạo chuyển đổi số xã")),
    )


def _result(told: indicators.SelfAssessment) -> Iterator[FigureSentence | Paragraph]:
    summary = told.summary
    label = f" ({summary.label})" if summary.label else ""
    yield FigureSentence(
        text=_("%(title)s%(label)s: %(total)s. %(warning)s.")
        % {
            "title": summary.title,
            "label": label,
            "total": summary.total_text,
            "warning": told.warning,
        },
        sources=(Source(label=_("xem bộ chỉ số"), url=summary.url),),
    )
    if told.note:
        yield Paragraph(text=told.note)


def _groups(told: indicators.SelfAssessment) -> Table:
    return Table(
        columns=(
            Column(title=_("Nhóm"), width=46),
            Column(title=_("Điểm tối đa"), width=18),
            Column(title=_("Thấp nhất"), width=18, over=_("Tự chấm")),
            Column(title=_("Cao nhất"), width=18, over=_("Tự chấm")),
        ),
        rows=tuple(
            Row(cells=(f"{group.code}. {group.name}", group.max, group.low, group.high))
            for group in told.groups
        ),
    )


def _gaps(told: indicators.SelfAssessment) -> Iterator[Items | Paragraph]:
    lacking = [
        f"{item.code} {item.name}: {item.missing}"
        for group in told.groups
        for item in group.items
        if item.score is None and item.missing
    ]
    if not lacking:
        yield Paragraph(text=_("Mọi mục đều có số liệu."))
        return
    yield Items(items=tuple(lacking[:MOST_GAPS]))
    if len(lacking) > MOST_GAPS:
        words = {"count": len(lacking) - MOST_GAPS}
        yield Paragraph(text=_("Còn %(count)d mục nữa, xem phụ lục.") % words)


def _items(told: indicators.SelfAssessment) -> Annex:
    rows: list[GroupRow | Row] = []
    for group in told.groups:
        rows.append(GroupRow(text=f"{group.code}. {group.name}"))
        rows += [_row(item) for item in group.items]
    return Annex(
        title=_("Bảng tự chấm điểm (%(warning)s)") % {"warning": told.warning.lower()},
        landscape=True,
        blocks=(
            Table(
                columns=(
                    Column(title=_("Mã"), width=6, align="center"),
                    Column(title=_("Chỉ số"), width=28),
                    Column(title=_("Điểm tối đa"), width=8),
                    Column(title=_("Tự chấm"), width=9, align="right"),
                    Column(title=_("Cách tính, giải trình"), width=29),
                    Column(title=_("Minh chứng"), width=20),
                ),
                rows=tuple(rows),
            ),
        ),
    )


def _row(item: indicators.AssessedItem) -> Row:
    how = "; ".join(part for part in (item.how, item.explanation) if part)
    evidence = "; ".join(item.evidence or item.evidence_wanted)
    return Row(cells=(item.code, item.name, item.max, _score(item), how, evidence))


def _score(item: indicators.AssessedItem) -> str | None:
    if item.state == "not_applicable":
        return _("không áp dụng")
    return write_number(item.score, places=2) if isinstance(item.score, Decimal) else None
