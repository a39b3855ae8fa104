"""Tờ trình: what the roadmap needs of the province, by block, with its quantity and its price."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import groupby

from django.core.exceptions import ValidationError
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
from xaso.lib.money import write_vnd
from xaso.modules.roadmap import public as roadmap


def roadmap_request(ask: Ask) -> Body:
    year = ask.days.first.year
    found = roadmap.request_in(ask.commune, year)
    if found is None:
        raise ValidationError(
            _("Lộ trình năm %(year)d chưa có bảng nhu cầu. Vào Mô hình, lập bảng nhu cầu trước.")
            % {"year": year}
        )
    return Body(
        sections=(
            Section(code="kho-khan", heading=_("I. KHÓ KHĂN"), blocks=tuple(_difficulties(found))),
            Section(
                code="de-nghi",
                heading=_("II. ĐỀ NGHỊ"),
                blocks=(_asked(ask, found), _lacking(found)),
            ),
        ),
        annexes=(_annex(found, year),),
        receivers=(_("Ủy ban nhân dân tỉnh"), _("Sở Khoa học và Công nghệ")),
        recipients=(_("Như trên"), _("Thường trực Đảng ủy, HĐND xã")),
    )


def _difficulties(found: roadmap.Request) -> Iterator[Paragraph | Items]:
    if not found.difficulties:
        yield Paragraph(text=_("Khảo sát chưa cho thấy khó khăn nổi bật."))
        return
    yield Paragraph(text=_("Theo kết quả khảo sát của xã:"))
    yield Items(items=tuple(f"{name}: {why}" for name, why in found.difficulties))


def _asked(ask: Ask, found: roadmap.Request) -> FigureSentence:
    words = {
        "commune": ask.commune.full_name,
        "count": len(found.needs),
        "total": write_vnd(found.known_total_vnd),
    }
    text = _(
        "Ủy ban nhân dân %(commune)s đề nghị tỉnh xem xét hỗ trợ %(count)d khoản nêu ở Phụ lục, cộng các khoản"
        " đã có đơn giá là %(total)s."
    )
    return FigureSentence(
        text=text % words, sources=(Source(label=_("Bảng nhu cầu của lộ trình")),)
    )


def _lacking(found: roadmap.Request) -> Paragraph:
    if not found.without_price:
        return Paragraph(text=_("Các khoản đều đã có đơn giá."))
    return Paragraph(
        text=_("Còn %(count)d khoản chưa có đơn giá, đề nghị tỉnh hướng dẫn mức giá.")
        % {"count": found.without_price}
    )


def _annex(found: roadmap.Request, year: int) -> Annex:
    rows: list[Row | GroupRow] = []
    for block, needs in groupby(found.needs, lambda need: need.block):
        rows.append(GroupRow(text=block))
        rows += [
            Row(
                cells=(
                    need.item, need.unit, need.quantity, need.unit_price_vnd, need.cost_vnd,
                    need.source,
                )
            )
            for need in needs
        ]  # fmt: skip
    rows.append(Row(cells=(_("Cộng đã có giá"), "", "", "", found.known_total_vnd, ""), bold=True))
    return Annex(
        title=_("Nhu cầu chuyển đổi số năm %(year)d") % {"year": year},
        landscape=True,
        blocks=(
            Table(
                columns=(
                    Column(title=_("Cần gì"), width=34),
                    Column(title=_("Đơn vị tính"), width=10, align="center"),
                    Column(title=_("Số lượng"), width=8),
                    Column(title=_("Đơn giá (đồng)"), width=14),
                    Column(title=_("Thành tiền (đồng)"), width=14),
                    Column(title=_("Nguồn"), width=20),
                ),
                rows=tuple(rows),
            ),
        ),
    )
