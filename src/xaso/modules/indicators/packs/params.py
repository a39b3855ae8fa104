"""The `params` column: checked once, when a pack is loaded, so that scoring never guesses."""

import json
from collections.abc import Callable, Mapping
from decimal import Decimal
from fractions import Fraction
from typing import Any

from django.utils.translation import gettext as _

from xaso.lib.numbers import write_number
from xaso.modules.indicators.scoring.numbers import read_fraction, round_half_up
from xaso.modules.indicators.scoring.pack import (
    FORMULA_TYPES,
    BadPackError,
    Item,
    Level,
    Params,
    Step,
)


def read_params(
    text: str, *, code: str, formula_type: str, top: Decimal | None, labels: Mapping[str, str]
) -> Params:
    try:
        raw = json.loads(text, parse_float=Decimal) if text.strip() else {}
    except json.JSONDecodeError as error:
        raise BadPackError(
            _("%(code)s: tham số không phải JSON hợp lệ.") % {"code": code}
        ) from error
    if not isinstance(raw, dict):
        raise BadPackError(_("%(code)s: tham số phải là một đối tượng JSON.") % {"code": code})
    reader = READERS.get(formula_type)
    if reader is None:
        return Params()
    return reader(raw, code, Fraction(top) if top is not None else None, labels)


Raw = dict[str, Any]
Labels = Mapping[str, str]


def _factors(raw: Raw, code: str, _top: Fraction | None, labels: Labels) -> Params:
    levels = _levels(raw, code, labels)
    _within(levels, Fraction(1), code)
    return Params(levels=levels)


def _steps(raw: Raw, code: str, top: Fraction | None, labels: Labels) -> Params:
    if "levels" in raw:
        levels = _levels(raw, code, labels)
        if top is not None:
            _within(levels, top, code)
        return Params(levels=levels)
    steps = tuple(
        Step(_number(minimum, code), _number(points, code))
        for minimum, points in _pairs(raw.get("steps"), code)
    )
    if any(step.points < 0 or (top is not None and step.points > top) for step in steps):
        raise BadPackError(_("%(code)s: điểm của một bậc vượt điểm tối đa.") % {"code": code})
    return Params(steps=steps)


def _parts(raw: Raw, code: str, top: Fraction | None, labels: Labels) -> Params:
    rows = raw.get("parts")
    if not isinstance(rows, list) or not rows:
        raise BadPackError(_("%(code)s: thiếu danh sách phần.") % {"code": code})
    parts = tuple(_part(row, code, labels) for row in rows)
    total = sum((Fraction(part.max or 0) for part in parts), Fraction(0))
    if top is not None and total != top:
        raise BadPackError(
            _("%(code)s: các phần cộng lại %(sum)s điểm, phải là %(max)s điểm.")
            % {"code": code, "sum": write_number(total), "max": write_number(top)}
        )
    _refuse_doubles([part.code for part in parts], code)
    return Params(parts=parts)


def _part(row: object, code: str, labels: Labels) -> Item:
    if not isinstance(row, list) or len(row) not in (2, 3):
        raise BadPackError(
            _("%(code)s: mỗi phần là [tên, điểm] hoặc [tên, điểm, cách tính].") % {"code": code}
        )
    name, points = str(row[0]), round_half_up(_number(row[1], code))
    nested: Raw = row[2] if len(row) == 3 and isinstance(row[2], dict) else {}
    formula_type = str(nested.get("formula_type", "bool"))
    part_code = f"{code}/{name}"
    if formula_type not in FORMULA_TYPES or points <= 0:
        raise BadPackError(
            _("%(code)s: phần có kiểu hoặc điểm không hợp lệ.") % {"code": part_code}
        )
    params = json.dumps(nested.get("params") or {}, default=str)
    target = nested.get("target")
    return Item(
        code=part_code,
        name=labels.get(name, name),
        max=points,
        formula_type=formula_type,
        target=None if target in (None, "") else _number(target, part_code),
        zero_denominator=str(nested.get("zero_denominator") or "na"),
        params=read_params(
            params, code=part_code, formula_type=formula_type, top=points, labels=labels
        ),
    )


def _inverse(raw: Raw, code: str, _top: Fraction | None, _labels: Labels) -> Params:
    if "worst" not in raw:
        raise BadPackError(
            _("%(code)s: kiểu nghịch phải có mức kém nhất (worst).") % {"code": code}
        )
    return Params(worst=_number(raw["worst"], code))


def _levels(raw: Raw, code: str, labels: Labels) -> tuple[Level, ...]:
    levels = tuple(
        Level(str(name), labels.get(str(name), str(name)), _number(worth, code))
        for name, worth in _pairs(raw.get("levels"), code)
    )
    _refuse_doubles([level.name for level in levels], code)
    return levels


def _within(levels: tuple[Level, ...], top: Fraction, code: str) -> None:
    for level in levels:
        if not 0 <= level.worth <= top:
            raise BadPackError(
                _("%(code)s: mức “%(level)s” nằm ngoài khoảng 0–%(top)s.")
                % {"code": code, "level": level.name, "top": write_number(top)}
            )


def _pairs(rows: object, code: str) -> list[tuple[Any, Any]]:
    is_pairs = isinstance(rows, list) and all(
        isinstance(row, list) and len(row) == 2 for row in rows
    )
    if not rows or not is_pairs:
        raise BadPackError(
            _("%(code)s: tham số phải là danh sách cặp [mức, giá trị].") % {"code": code}
        )
    assert isinstance(rows, list)  # noqa: S101 - for the type checker
    return [(row[0], row[1]) for row in rows]


def _number(raw: object, code: str) -> Fraction:
    number = None if isinstance(raw, bool) else read_fraction(str(raw))
    if number is None:
        raise BadPackError(_("%(code)s: “%(raw)s” không phải là số.") % {"code": code, "raw": raw})
    return number


def _refuse_doubles(names: list[str], code: str) -> None:
    for name in names:
        if names.count(name) > 1:
            raise BadPackError(
                _("%(code)s: mức hoặc phần “%(name)s” bị lặp.") % {"code": code, "name": name}
            )


READERS: dict[str, Callable[[Raw, str, Fraction | None, Labels], Params]] = {
    "role": _factors,
    "manual_level": _factors,
    "step": _steps,
    "sum_parts": _parts,
    "inverse": _inverse,
}
