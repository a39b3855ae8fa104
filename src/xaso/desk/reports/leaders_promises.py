"""Bản cam kết: one page the leaders sign, with what they do themselves in the year."""

from __future__ import annotations

from django.utils.translation import gettext as _

from xaso.core.papers.document import Column, Paragraph, Row, Sheet, Signature, Table
from xaso.desk.papers.kinds import Ask
from xaso.modules.roadmap import public as roadmap


def leaders_promises(ask: Ask) -> Sheet:
    year = ask.days.first.year
    rows = roadmap.promises_in(ask.commune, year)
    return Sheet(
        body=("Ủy ban nhân dân", ask.commune.full_name),
        title=_("Bản cam kết của lãnh đạo"),
        subtitle=_("Chuyển đổi số năm %(year)d") % {"year": year},
        day=ask.today,
        blocks=(
            Paragraph(
                text=_("Chúng tôi cam kết tự làm các việc sau và báo lại ở giao ban hằng quý.")
            ),
            Table(
                columns=(
                    Column(title=_("Tự làm"), width=52),
                    Column(title=_("Đơn vị tính"), width=16, align="center"),
                    Column(title=_("Hứa trong năm"), width=16, align="center"),
                    Column(title=_("Đã làm"), width=16, align="center"),
                ),
                rows=tuple(
                    Row(
                        cells=(
                            row.text,
                            row.unit,
                            row.promised,
                            "" if row.kept is None else row.kept,
                        )
                    )
                    for row in rows
                ),
            ),
        ),
        signature=Signature(post=_("Chủ tịch"), name=""),
        also_signs=Signature(post=_("Bí thư"), name=""),
    )
