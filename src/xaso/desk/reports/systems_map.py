"""Bản đồ phần mềm: which system holds which numbers, who gets in, when they were last taken out."""

from __future__ import annotations

from django.utils.text import capfirst
from django.utils.translation import gettext as _

from xaso.core.papers.document import Block, Column, Paragraph, Row, Sheet, Table
from xaso.desk.papers.kinds import Ask
from xaso.lib.dates import write_date
from xaso.modules.systems import public as systems

MOST_FIGURES = 6


def systems_map(ask: Ask) -> Sheet:
    rows = systems.map_for_paper(ask.commune)
    return Sheet(
        body=("Ủy ban nhân dân", ask.commune.full_name),
        title=_("Bản đồ phần mềm"),
        subtitle=_("Các hệ thống xã đang dùng đến ngày %(day)s") % {"day": write_date(ask.today)},
        day=ask.today,
        blocks=(_table(rows),),
        note=_("Chỉ ghi tên người giữ tài khoản; không ghi tên đăng nhập, không ghi mật khẩu."),
        landscape=True,
        one_page=False,
    )


def _table(rows: list[systems.MapRow]) -> Block:
    if not rows:
        return Paragraph(text=_("Chưa ghi hệ thống nào."))
    return Table(
        columns=(
            Column(title=_("TT"), width=5, align="center"),
            Column(title=_("Hệ thống"), width=26),
            Column(title=_("Chủ quản"), width=15),
            Column(title=_("Dữ liệu giữ"), width=34),
            Column(title=_("Người có tài khoản"), width=22),
            Column(title=_("Kỳ trích xuất"), width=13),
            Column(title=_("Lần gần nhất"), width=12, align="center"),
            Column(title=_("Phụ trách"), width=17),
        ),
        rows=tuple(_row(at, each) for at, each in enumerate(rows, start=1)),
    )


def _row(at: int, each: systems.MapRow) -> Row:
    return Row(
        cells=(
            at,
            each.name,
            capfirst(each.owner),
            _figures(each.figures),
            each.holders or _("chưa có ai"),
            capfirst(each.every),
            write_date(each.last_date) if each.last_date else _("chưa có"),
            each.responsible or _("chưa giao"),
        )
    )


def _figures(names: tuple[str, ...]) -> str:
    if not names:
        return _("chưa ghi")
    said = "; ".join(names[:MOST_FIGURES])
    left = len(names) - MOST_FIGURES
    return said if left <= 0 else _("%(said)s và %(left)d số khác") % {"said": said, "left": left}
