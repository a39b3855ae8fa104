"""The workbook of a self-score: the columns provinces use, in their order."""

from __future__ import annotations

from django.utils.translation import gettext as _

from xaso.core.pages.workbook import Column
from xaso.modules.indicators.forms.words import type_in_words
from xaso.modules.indicators.queries.assessment import ItemRow
from xaso.modules.indicators.queries.words import target_words
from xaso.modules.indicators.scoring.pack import Pack


def columns(pack: Pack) -> list[Column]:
    groups = {group.code: group.name for group in pack.groups}
    return [
        Column(_("Mã"), lambda row: row.item.code, 8),
        Column(_("Nhóm"), lambda row: groups.get(row.item.group_code, ""), 18),
        Column(_("Tên chỉ số"), lambda row: row.item.name, 40),
        Column(_("Điểm tối đa"), lambda row: row.item.max, 9),
        Column(_("Kiểu"), lambda row: type_in_words(row.item.formula_type), 14),
        Column(_("Tử số"), lambda row: _number(row, "numerator"), 10),
        Column(_("Mẫu số"), lambda row: _number(row, "denominator"), 10),
        Column(_("Chỉ tiêu"), target_words, 10),
        Column(_("Tài liệu kiểm chứng"), lambda row: "; ".join(row.item.evidence_kinds), 24),
        Column(_("Nguồn số liệu"), lambda row: row.item.source_system, 20),
        Column(_("Điểm tự chấm"), lambda row: row.score.score, 10),
        Column(_("Cách tính"), lambda row: row.score.explanation, 40),
        Column(_("Giải trình"), lambda row: row.answer.explanation if row.answer else "", 30),
        Column(_("Điểm thẩm định"), lambda _row: "", 10),
    ]


def _number(row: ItemRow, part: str) -> object:
    value = getattr(row, part)
    return "" if value is None else value.number
