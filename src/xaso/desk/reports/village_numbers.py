"""What the villages reported, as an annex: added up first, then each of them."""

from __future__ import annotations

from decimal import Decimal

from django.utils.translation import gettext as _

from xaso.core.papers.document import Annex, Block, Column, Paragraph, Row, Table
from xaso.modules.teams import public as teams

ACROSS = 7
"""Items side by side; more and their names break into syllables."""


def village_numbers(told: teams.VillagesMonth | None) -> Annex:
    """Without an approved report there is no annex."""
    if told is None:
        return Annex(title=_("Số liệu thôn báo cáo"), blocks=())
    words = {
        "month": told.month.lower(),
        "reported": told.reported,
        "villages": len(told.villages),
    }
    head = Paragraph(
        text=_(
            "Số đã duyệt của báo cáo %(month)s, %(reported)d/%(villages)d thôn."
            " Ô trống là thôn chưa có số, không phải số 0."
        )
        % words
    )
    codes = [each.item.code for each in told.totals]
    parts = [codes[at : at + ACROSS] for at in range(0, len(codes), ACROSS)]
    tables = tuple(_by_village(told, part) for part in parts)
    return Annex(
        title=_("Số liệu thôn báo cáo"), landscape=True, blocks=(head, _totals(told), *tables)
    )


def _totals(told: teams.VillagesMonth) -> Block:
    count = len(told.villages)
    return Table(
        columns=(
            Column(title=_("Mã"), width=9, align="center"),
            Column(title=_("Mục"), width=46),
            Column(title=_("Cả xã"), width=13, align="right"),
            Column(title=_("Thôn có số"), width=13, align="right"),
            Column(title=_("Tháng trước"), width=13, align="right"),
        ),
        rows=tuple(
            Row(
                cells=(
                    each.item.code,
                    f"{each.item.name} ({each.item.unit})",
                    _plain(each.number),
                    f"{each.known}/{count}",
                    _plain(each.before),
                )
            )
            for each in told.totals
        ),
    )


def _by_village(told: teams.VillagesMonth, codes: list[str]) -> Block:
    return Table(
        columns=(
            Column(title=_("TT"), width=6, align="center"),
            Column(title=_("Thôn"), width=24),
            *(Column(title=code, width=10, align="right") for code in codes),
        ),
        rows=tuple(
            Row(cells=(at, line.name, *(_plain(line.numbers.get(code)) for code in codes)))
            for at, line in enumerate(told.villages, start=1)
        ),
    )


def _plain(number: Decimal | None) -> Decimal | int | None:
    """12 and not 12.00."""
    return int(number) if number is not None and number == int(number) else number
