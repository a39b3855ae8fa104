"""Biên bản hội đồng thẩm định: who sat, what each item got and why, the total."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from django.utils.translation import gettext as _

from xaso.core.papers.body import Body, Section, Typed
from xaso.core.papers.document import (
    Annex,
    Block,
    Column,
    FigureSentence,
    GroupRow,
    Paragraph,
    Row,
    Signature,
    Source,
    Table,
)
from xaso.desk.papers.kinds import Ask
from xaso.lib.dates import write_date
from xaso.lib.numbers import sum_known, write_number
from xaso.modules.indicators import public as indicators


def council_minutes(ask: Ask) -> Body:
    work = indicators.council_work(ask.commune, ask.about_id, ask.today)
    return Body(
        sections=(
            _sitting(work),
            Section(
                code="ket-qua",
                heading=_("I. KẾT QUẢ THẨM ĐỊNH"),
                blocks=(*_result(work), _by_group(work)),
            ),
            Section(
                code="y-kien",
                heading=_("II. Ý KIẾN CỦA HỘI ĐỒNG"),
                blocks=tuple(_changed(work)),
            ),
            Section(
                code="ket-thuc",
                heading="",
                blocks=(
                    Paragraph(
                        text=_(
                            "Biên bản đã đọc cho các thành viên nghe, thống nhất và cùng ký tên."
                        )
                    ),
                ),
            ),
        ),
        annexes=(_items(work),),
        recipients=(_("Chủ tịch UBND xã"), _("Thành viên Hội đồng")),
        issuer=_("Hội đồng thẩm định"),
        signature=Signature(post=_("Chủ tịch Hội đồng"), name=work.chair.partition(",")[0]),
        also_signs=Signature(post=_("Thư ký"), name=""),
    )


def _sitting(work: indicators.CouncilWork) -> Section:
    opening = _("Hội đồng thẩm định %(title)s, kỳ từ %(first)s đến %(last)s.") % {
        "title": work.title,
        "first": write_date(work.first),
        "last": write_date(work.last),
    }
    return Section(
        code="phien-hop",
        heading="",
        blocks=(Paragraph(text=opening),),
        typed=(
            Typed(code="thoi-gian", label=_("Thời gian"), lead=_("Thời gian: ")),
            Typed(code="dia-diem", label=_("Địa điểm"), lead=_("Địa điểm: ")),
            Typed(code="chu-toa", label=_("Chủ tọa"), lead=_("Chủ tọa: "), offered=work.chair),
            Typed(
                code="thanh-vien",
                label=_("Thành viên có mặt"),
                lead=_("Thành viên có mặt: "),
                offered="\n".join(work.members),
            ),
            Typed(code="vang", label=_("Vắng"), lead=_("Vắng: ")),
            Typed(code="thu-ky", label=_("Thư ký"), lead=_("Thư ký: ")),
        ),
    )


def _result(work: indicators.CouncilWork) -> Iterator[Block]:
    items = [item for group in work.groups for item in group.items]
    judged = [item for item in items if item.council_score is not None]
    source = Source(label=_("Kỳ đánh giá"))
    yield FigureSentence(
        text=_(
            "Đã xét %(judged)d/%(all)d mục. Điểm tự chấm %(self)s, điểm thẩm định %(council)s. Cách"
            " lấy điểm: %(rule)s."
        )
        % {
            "judged": len(judged),
            "all": len(items),
            "self": _points(sum_known(group.self_score for group in work.groups)),
            "council": _points(sum_known(group.council_score for group in work.groups)),
            "rule": work.rule,
        },
        sources=(source,),
    )
    if len(judged) < len(items):
        yield Paragraph(
            text=_("Còn mục chưa xét nên tổng điểm thẩm định chưa phải là kết quả cuối.")
        )


def _by_group(work: indicators.CouncilWork) -> Table:
    return Table(
        columns=(
            Column(title=_("Nhóm"), width=46),
            Column(title=_("Điểm tối đa"), width=18, align="right"),
            Column(title=_("Tự chấm"), width=18, align="right"),
            Column(title=_("Thẩm định"), width=18, align="right"),
        ),
        rows=tuple(
            Row(
                cells=(
                    group.name,
                    _points(group.max),
                    _points(group.self_score),
                    _points(group.council_score),
                )
            )
            for group in work.groups
        ),
    )


def _changed(work: indicators.CouncilWork) -> Iterator[Block]:
    """Items the council scored otherwise than the commune did, with what was said."""
    rows = [
        (
            item.code,
            item.name,
            _points(item.self_score),
            _points(item.council_score),
            item.opinions,
        )
        for group in work.groups
        for item in group.items
        if item.opinions
        or (item.council_score is not None and item.council_score != item.self_score)
    ]
    if not rows:
        yield Paragraph(text=_("Hội đồng không có ý kiến khác với điểm tự chấm."))
        return
    yield Table(
        columns=(
            Column(title=_("Mã"), width=9, align="center"),
            Column(title=_("Chỉ số"), width=33),
            Column(title=_("Tự chấm"), width=12, align="right"),
            Column(title=_("Thẩm định"), width=12, align="right"),
            Column(title=_("Ý kiến"), width=34),
        ),
        rows=tuple(Row(cells=row) for row in rows),
    )


def _items(work: indicators.CouncilWork) -> Annex:
    rows: list[GroupRow | Row] = []
    for group in work.groups:
        rows.append(GroupRow(text=group.name))
        rows += [
            Row(
                cells=(
                    item.code,
                    item.name,
                    _points(item.max),
                    _points(item.self_score),
                    _points(item.council_score),
                )
            )
            for item in group.items
        ]
    return Annex(
        title=_("Điểm thẩm định từng mục"),
        blocks=(
            Table(
                columns=(
                    Column(title=_("Mã"), width=9, align="center"),
                    Column(title=_("Chỉ số"), width=50),
                    Column(title=_("Điểm tối đa"), width=12, align="right"),
                    Column(title=_("Tự chấm"), width=14, align="right"),
                    Column(title=_("Thẩm định"), width=15, align="right"),
                ),
                rows=tuple(rows),
            ),
        ),
    )


def _points(number: Decimal | None) -> str | None:
    return None if number is None else write_number(number, places=2)
