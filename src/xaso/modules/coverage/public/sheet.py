"""Biểu rà soát: every village by operator, with its class, on paper."""

from __future__ import annotations

from datetime import date

from django.utils.text import capfirst
from django.utils.translation import gettext as _

from xaso.core.papers.document import Block, Column, Paragraph, Row, Sheet, Table
from xaso.core.units.models import Commune
from xaso.lib.dates import write_date
from xaso.modules.coverage.queries.judging import Judged, judged
from xaso.modules.coverage.rulebook import Rules, rules_of
from xaso.modules.coverage.rules import CLASSES
from xaso.modules.coverage.scales import LEVELS
from xaso.modules.coverage.words import Cell, cells_of, sure_word


def survey_sheet(commune: Commune, today: date) -> Sheet:
    rules = rules_of(commune, today)
    rows = judged(commune, rules)
    said = _(
        "Mức tại trung tâm thôn: %(levels)s. Quy tắc xếp loại bản %(version)s, %(sure)s; danh sách nhà"
        " mạng bản %(operators)s."
    ) % {
        "levels": "; ".join(f"{level} {word}" for level, word in LEVELS.items()),
        "version": rules.village.version_word,
        "sure": sure_word(rules.village),
        "operators": rules.operators_version,
    }
    return Sheet(
        body=("Ủy ban nhân dân", commune.full_name),
        title=_("Biểu rà soát vùng sóng di động"),
        subtitle=_("Đến ngày %(day)s") % {"day": write_date(today)},
        day=today,
        blocks=_blocks(rows, rules),
        note=said,
        landscape=True,
        one_page=False,
    )


def _blocks(rows: list[Judged], rules: Rules) -> tuple[Block, ...]:
    if not rows:
        return (Paragraph(text=_("Xã chưa có thôn nào.")),)
    names = [each.name for each in rules.operators]
    columns = (
        Column(title=_("TT"), width=5, align="center"),
        Column(title=_("Thôn"), width=18),
        *(Column(title=name, width=11, align="center") for name in names),
        Column(title=_("Quy tắc tính ra"), width=14),
        Column(title=_("Kết luận"), width=14),
        Column(title=_("Vì sao"), width=34),
    )
    table = Table(
        columns=columns, rows=tuple(_row(at, each, rules) for at, each in enumerate(rows, start=1))
    )
    return (Paragraph(text=_summary(rows)), table)


def _summary(rows: list[Judged]) -> str:
    counted = [
        _("%(class)s %(count)d")
        % {"class": word, "count": sum(r.class_name == code for r in rows)}
        for code, word in CLASSES.items()
    ]
    return _("Tổng số %(all)d thôn: %(classes)s.") % {
        "all": len(rows),
        "classes": "; ".join(counted),
    }


def _row(at: int, row: Judged, rules: Rules) -> Row:
    centre = row.centre
    cells = cells_of(centre[1] if centre else {}, rules)
    places = ", ".join(place.name for place in row.found_places)
    why = row.ruling.reason if row.ruling else row.finding.say
    return Row(
        cells=(
            at,
            row.village.name,
            *(_cell(cell) for cell in cells),
            capfirst(str(CLASSES[row.finding.class_name])),
            capfirst(str(CLASSES[row.class_name])),
            why if row.ruling or not places else f"{why} ({places})",
        )
    )


def _cell(cell: Cell) -> str:
    if cell.level is None:
        return _("chưa đo")
    return _("%(level)d (cũ)") % {"level": cell.level} if cell.is_old else str(cell.level)
