"""What makes a pack refused after every line has been read."""

from collections import Counter
from decimal import Decimal

from django.utils.translation import gettext as _

from xaso.lib.numbers import write_number
from xaso.modules.indicators.scoring.pack import BadPackError, Item, Pack

ZERO_DENOMINATORS = frozenset({"na", "full", "zero"})


def check_pack(pack: Pack) -> None:
    for code, count in Counter(item.code for item in pack.items).items():
        if count > 1:
            raise BadPackError(_("Mã chỉ số %(code)s bị lặp.") % {"code": code}, code="duplicate")
    for item in pack.items:
        check_item(item)
        for part in item.params.parts:
            check_item(part)
    if not pack.incomplete:
        _check_sums(pack)


def check_item(item: Item) -> None:
    if item.zero_denominator not in ZERO_DENOMINATORS:
        raise BadPackError(
            _("%(code)s: “mẫu số bằng 0” phải là na, full hoặc zero.") % {"code": item.code}
        )
    if item.target is None:
        return
    if item.formula_type in ("ratio_capped", "threshold") and item.target <= 0:
        raise BadPackError(_("%(code)s: chỉ tiêu phải lớn hơn 0.") % {"code": item.code})
    worst = item.params.worst
    if worst is not None and item.target >= worst:
        raise BadPackError(
            _("%(code)s: chỉ tiêu phải nhỏ hơn mức kém nhất %(worst)s.")
            % {"code": item.code, "worst": write_number(worst)}
        )


def _check_sums(pack: Pack) -> None:
    for group in pack.groups:
        found = sum((item.max or Decimal(0) for item in pack.items_of(group.code)), Decimal(0))
        if found != group.max:
            raise BadPackError(
                _(
                    "Nhóm %(code)s “%(name)s”: các chỉ số cộng lại %(found)s điểm, "
                    "phải là %(max)s điểm."
                )
                % {
                    "code": group.code,
                    "name": group.name,
                    "found": write_number(found),
                    "max": write_number(group.max or Decimal(0)),
                },
                code="group_sum",
            )
    found = sum((group.max or Decimal(0) for group in pack.groups), Decimal(0))
    if found != pack.max:
        raise BadPackError(
            _("Các nhóm cộng lại %(found)s điểm, cả bộ phải là %(max)s điểm.")
            % {"found": write_number(found), "max": write_number(pack.max or Decimal(0))},
            code="pack_sum",
        )
