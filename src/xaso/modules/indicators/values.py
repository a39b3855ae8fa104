"""The values CSV of the `score` command, and its answer."""

import csv
import io
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from decimal import Decimal
from fractions import Fraction
from typing import Any

from django.utils.translation import gettext as _

from xaso.lib.numbers import write_number
from xaso.modules.indicators.scoring.formulas import outcome_of
from xaso.modules.indicators.scoring.given import BadValueError, Given, check_given
from xaso.modules.indicators.scoring.numbers import read_fraction
from xaso.modules.indicators.scoring.pack import PERCENT_TYPES, Item, Pack
from xaso.modules.indicators.scoring.result import ItemScore, Total
from xaso.modules.indicators.scoring.score import score_pack
from xaso.modules.indicators.scoring.total import total_in_words, total_of_pack

COLUMNS = (
    "code",
    "numerator",
    "denominator",
    "value",
    "level",
    "parts",
    "target",
    "confirmed_zero",
    "explanation",
)
TRUE_WORDS = frozenset({"1", "x", "có", "co", "true", "yes", "đúng"})
FALSE_WORDS = frozenset({"", "0", "không", "khong", "false", "no", "sai"})

Row = Mapping[str, str]


def read_values(pack: Pack, text: str) -> dict[str, Given]:
    """BadValueError names every bad line. A line without a number leaves its item missing."""
    values: dict[str, Given] = {}
    problems = []
    for line, row in _rows(text):
        code = row.get("code", "")
        try:
            given = _read_row(pack, row)
            if code in values:
                raise BadValueError(_("mã bị lặp."))
            values[code] = given
        except BadValueError as refusal:
            where = {"line": line, "code": code or "?", "why": refusal.message}
            problems.append(_("Dòng %(line)d (%(code)s): %(why)s") % where)
    if problems:
        raise BadValueError("\n".join(problems), code="bad_values")
    return values


def score_json(pack: Pack, values: Mapping[str, Given]) -> dict[str, Any]:
    """`total` is null for an incomplete pack; `max` of an item is null where nobody knows it."""
    scores = score_pack(pack, values)
    return {
        "items": [_item_json(score) for score in scores],
        "total": _total_json(total_of_pack(pack, scores)),
    }


def score_text(pack: Pack, values: Mapping[str, Given]) -> str:
    scores = score_pack(pack, values)
    title = f"{pack.title} ({pack.short_label})" if pack.short_label else pack.title
    lines = [title, _("Điểm tự chấm, chưa thẩm định")]
    for score in scores:
        lines.append(f"{score.code}  {score.explanation}")
        lines.extend(f"  ! {warned.message}" for warned in score.warnings)
    total = total_of_pack(pack, scores)
    lines.append(_("Tổng: %(total)s") % {"total": total_in_words(total)})
    if total and total.rescaled_low is not None and total.rescaled_high is not None:
        rescaled = {
            "low": write_number(total.rescaled_low, 2),
            "high": write_number(total.rescaled_high, 2),
            "max": write_number(total.max),
        }
        lines.append(_("Quy đổi: từ %(low)s đến %(high)s / %(max)s") % rescaled)
    return "\n".join(lines)


def _rows(text: str) -> Iterator[tuple[int, Row]]:
    text = text.removeprefix("\ufeff")
    header = text.partition("\n")[0]
    delimiter = max(",;\t", key=header.count)
    reader = csv.DictReader(io.StringIO(text, newline=""), restval="", delimiter=delimiter)
    names = [(name or "").strip().casefold() for name in reader.fieldnames or ()]
    if "code" not in names:
        raise BadValueError(
            _("Tệp số liệu phải có cột code; các cột: %(columns)s.")
            % {"columns": ", ".join(COLUMNS)},
            code="bad_values",
        )
    reader.fieldnames = names
    for row in reader:
        if None in row:
            raise BadValueError(
                _("Dòng %(line)d: thừa ô; số có dấu phẩy phải đặt trong ngoặc kép.")
                % {"line": reader.line_num},
                code="bad_values",
            )
        cells = {name: cell.strip() for name, cell in row.items()}
        if any(cells.values()):
            yield reader.line_num, cells


def _read_row(pack: Pack, row: Row) -> Given:
    code = row.get("code", "")
    item = next((item for item in pack.items if item.code == code), None)
    if item is None:
        raise BadValueError(_("mã này không có trong bộ chỉ số."))
    given = _with_value(
        item,
        row,
        Given(
            numerator=_number(row, "numerator"),
            denominator=_number(row, "denominator"),
            level=row.get("level", ""),
            parts=_parts(item, row),
            target=_target(item, row),
            confirmed_zero=_flag(row, "confirmed_zero"),
            explanation=row.get("explanation", ""),
        ),
    )
    check_given(item, given)
    outcome_of(item, given)
    return given


def _number(row: Row, column: str) -> Fraction | None:
    text = row.get(column, "")
    if not text:
        return None
    number = read_fraction(text)
    if number is None:
        raise BadValueError(
            _("%(column)s “%(text)s” không phải là số.") % {"column": column, "text": text}
        )
    return number


def _target(item: Item, row: Row) -> Fraction | None:
    """The words of a target still to be given ("tỉnh giao") stay what they are: no target."""
    if item.target_rule and row.get("target", "").casefold() == item.target_rule.casefold():
        return None
    return _number(row, "target")


def _flag(row: Row, column: str) -> bool:
    word = row.get(column, "").casefold()
    if word not in TRUE_WORDS | FALSE_WORDS:
        raise BadValueError(_("%(column)s chỉ nhận 1 hoặc để trống.") % {"column": column})
    return word in TRUE_WORDS


def _with_value(item: Item, row: Row, given: Given) -> Given:
    """A word may stand in either column: people put "có" under value and "3" under level."""
    text = row.get("value", "") or (given.level if item.params.steps else "")
    if not text:
        return given
    number = read_fraction(text)
    if number is not None and not item.params.levels:
        return replace(given, value=number, level="")
    if item.formula_type in PERCENT_TYPES or item.params.steps or given.level:
        raise BadValueError(_("value “%(text)s” không phải là số.") % {"text": text})
    return replace(given, level=text)


def _parts(item: Item, row: Row) -> tuple[Given | None, ...]:
    text = row.get("parts", "")
    confirmed = _flag(row, "confirmed_zero")
    if not text.strip("; "):
        return ()
    cells = [cell.strip() for cell in text.split(";")]
    if len(cells) != len(item.params.parts):
        raise BadValueError(
            _("chỉ số có %(expected)d phần nhưng nhận được %(found)d.")
            % {"expected": len(item.params.parts), "found": len(cells)}
        )
    return tuple(
        _part(part, cell, confirmed=confirmed) if cell else None
        for part, cell in zip(item.params.parts, cells, strict=True)
    )


def _part(part: Item, cell: str, *, confirmed: bool) -> Given:
    """`53/55` for a nested ratio; otherwise what would stand under value."""
    if part.formula_type in PERCENT_TYPES and "/" in cell:
        top, _slash, bottom = cell.partition("/")
        row = {"numerator": top.strip(), "denominator": bottom.strip()}
        return Given(
            numerator=_number(row, "numerator"),
            denominator=_number(row, "denominator"),
            confirmed_zero=confirmed,
        )
    return _with_value(part, {"value": cell}, Given())


def _item_json(score: ItemScore) -> dict[str, Any]:
    return {
        "code": score.code,
        "score": _json_number(score.score),
        "max": _json_number(score.max),
        "state": score.state,
        "met": score.met,
        "warnings": [warned.message for warned in score.warnings],
    }


def _total_json(total: Total | None) -> dict[str, Any] | None:
    if total is None:
        return None
    names: Iterable[str] = (
        "low",
        "high",
        "applicable_max",
        "max",
        "rescaled_low",
        "rescaled_high",
    )
    return {name: _json_number(getattr(total, name)) for name in names}


def _json_number(number: Decimal | None) -> Any:
    """JSON knows no decimals: the exact two places become the nearest number as the last step."""
    return None if number is None else float(number)
