"""An item in words, the same on the page, in the workbook and on paper."""

from __future__ import annotations

from django.utils.translation import gettext as _

from xaso.lib.numbers import write_number
from xaso.modules.indicators.scoring.given import target_of
from xaso.modules.indicators.scoring.numbers import write_percent
from xaso.modules.indicators.scoring.pack import PERCENT_TYPES, TARGET_TYPES

from .assessment import ItemRow


def target_words(row: ItemRow) -> str:
    """ "30 %", or whose task it is to set it ("tỉnh giao"); empty where nothing is measured."""
    if row.item.formula_type not in TARGET_TYPES:
        return "100 %" if row.item.formula_type == "ratio" else ""
    target = target_of(row.item, row.given)
    if target is None:
        return row.item.target_rule or _("chưa giao")
    return f"{write_number(target)} %"


def has_words(row: ItemRow) -> str:
    """What there is now: "412 / 1.980 = 20,8 %", a level, yes or no; empty while unknown."""
    gap = row.gap
    if row.item.formula_type in PERCENT_TYPES:
        return write_percent(gap.has, gap.target) if gap and gap.has is not None else ""
    if row.score.state == "scored":
        return row.score.explanation.partition(" → ")[0]
    return ""


def lacking(row: ItemRow) -> str:
    """What stands between the item and full marks; empty when nothing does."""
    score, gap = row.score, row.gap
    if score.state == "not_applicable":
        return ""
    if score.state != "scored":
        return _not_scored(row)
    if gap is None or not gap.missing_points:
        return "" if score.met is not False else _("Đủ điểm, chưa đạt đích")
    points = write_number(gap.missing_points)
    if gap.missing:
        unit = row.item.numerator_unit
        words = {"count": f"{write_number(gap.missing)} {unit}".strip(), "points": points}
        return _("Còn %(count)s (%(points)s điểm)") % words
    return _("Còn %(points)s điểm") % {"points": points}


def _not_scored(row: ItemRow) -> str:
    """The question that is open, or the numbers nobody has given yet."""
    for warned in row.score.warnings:
        if warned.code != "max_unknown":
            return warned.message
    unknown = [value.definition.name for value in row.values if value.number is None]
    if row.score.state == "missing" and unknown:
        return _("Chưa có %(names)s") % {"names": "; ".join(unknown)}
    if row.item.max is None and row.is_known:
        return _("Chưa rõ điểm tối đa")
    return row.score.explanation or _("Chưa trả lời")
