"""Groups and totals add the rounded items, so that printed columns add up."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction

from django.utils.translation import gettext as _

from xaso.lib.numbers import write_number
from xaso.modules.indicators.scoring.numbers import round_half_up
from xaso.modules.indicators.scoring.pack import Group, NaPolicy, Pack
from xaso.modules.indicators.scoring.result import ItemScore, Total

ZERO = Decimal("0.00")


@dataclass(frozen=True, slots=True)
class GroupTotal:
    group: Group
    total: Total


def total_of(
    scores: Sequence[ItemScore], pack_max: Decimal, na_policy: NaPolicy = "rescale"
) -> Total:
    applicable = [score for score in scores if score.state != "not_applicable"]
    low = sum((score.low for score in applicable), ZERO)
    high = sum((score.high for score in applicable), ZERO)
    applicable_max = _sum_of_max(applicable)
    rescaled = [_rescale(points, applicable_max, pack_max) for points in (low, high)]
    official = [rescaled[0], rescaled[1]]
    if na_policy != "rescale":
        free = _sum_of_max(scores) - applicable_max if na_policy == "full" else ZERO
        official = [low + free, high + free]
    return Total(
        low=low,
        high=high,
        applicable_max=applicable_max,
        max=pack_max,
        rescaled_low=rescaled[0],
        rescaled_high=rescaled[1],
        official_low=official[0],
        official_high=official[1],
        scored_items=sum(score.state == "scored" for score in applicable),
        applicable_items=len(applicable),
    )


def total_of_pack(pack: Pack, scores: Sequence[ItemScore]) -> Total | None:
    """None for an incomplete pack: its known items are scored, it has no total and no rank."""
    if pack.incomplete or pack.max is None:
        return None
    return total_of(scores, pack.max, pack.na_policy)


def totals_by_group(pack: Pack, scores: Sequence[ItemScore]) -> list[GroupTotal]:
    if pack.incomplete:
        return []
    by_code = {score.code: score for score in scores}
    return [
        GroupTotal(
            group,
            total_of(
                [by_code[item.code] for item in pack.items_of(group.code)],
                group.max or ZERO,
                pack.na_policy,
            ),
        )
        for group in pack.groups
    ]


def total_in_words(total: Total | None) -> str:
    """What stands above a pack: never "0 điểm" where nothing is known."""
    if total is None:
        return _("Bộ chỉ số chưa đủ: không tính tổng")
    if not total.scored_items and total.applicable_items:
        return _("chưa đủ số liệu")
    numbers = {
        "low": write_number(total.low),
        "high": write_number(total.high),
        "max": write_number(total.applicable_max),
        "missing": total.applicable_items - total.scored_items,
    }
    if total.is_final:
        return _("%(low)s / %(max)s") % numbers
    return _("tạm tính %(low)s–%(high)s / %(max)s, %(missing)d mục chưa có số liệu") % numbers


def coverage_in_words(total: Total) -> str:
    return _("%(scored)d/%(all)d mục có số liệu") % {
        "scored": total.scored_items,
        "all": total.applicable_items,
    }


def _sum_of_max(scores: Sequence[ItemScore]) -> Decimal:
    return sum((score.max or ZERO for score in scores), ZERO)


def _rescale(points: Decimal, applicable_max: Decimal, pack_max: Decimal) -> Decimal | None:
    if not applicable_max:
        return None
    return round_half_up(Fraction(points) / Fraction(applicable_max) * Fraction(pack_max))
