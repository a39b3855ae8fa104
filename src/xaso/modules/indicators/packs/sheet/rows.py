"""One line of the sheet to one row of a pack; what is wrong is said of its cell."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from django.utils.translation import gettext as _

from xaso.lib.dates import read_date
from xaso.lib.numbers import read_number
from xaso.lib.text import header_key
from xaso.modules.indicators.packs.check import check_item
from xaso.modules.indicators.packs.items import read_item
from xaso.modules.indicators.scoring.numbers import read_fraction
from xaso.modules.indicators.scoring.pack import PERCENT_TYPES, TARGET_TYPES, BadPackError, Item

from .lines import Line
from .numbers_of import OwnNumbers
from .params_text import params_json
from .words import types_by_word, zeros_by_word

GOOD_CODE = re.compile(r"[\w][\w.\-]{0,15}")
BRACKETS = re.compile(r" ?\(? ?(?P<points>[0-9][0-9.,]{0,9}) ?điểm ?\)?$", re.IGNORECASE)
TOO_SMALL = Decimal(1)
"""A target up to 1 may be 0.8 for 80 %: never guessed."""
COPIED = ("evidence_kinds", "source_system", "verifier", "period", "how", "basis")

Trouble = tuple[str, str]
"""The field of the cell, and the message."""


@dataclass(frozen=True)
class ReadRow:
    line: Line
    code: str
    name: str
    max: Decimal | None
    row: Mapping[str, str]
    """As a line of a pack's CSV."""
    troubles: tuple[Trouble, ...]
    item: Item | None


class RowReader:
    def __init__(self, numbers: OwnNumbers) -> None:
        self.numbers = numbers

    def read(self, line: Line, code: str, group: Mapping[str, str]) -> ReadRow:
        top, troubles = points_of(line)
        row: dict[str, str] = {"code": code, "name": line.name, **group}
        row["max_score"] = "" if top is None else f"{top:f}"
        if not GOOD_CODE.fullmatch(code):
            said = _("Mã “%(code)s”: chỉ gồm chữ, số, dấu chấm, gạch nối, tối đa 16 ký tự.")
            troubles.append(("code", said % {"code": code} if code else _("Thiếu mã chỉ số.")))
        row |= {name: line.text(name) for name in COPIED}
        row["note"], row["source"] = row.pop("how"), row.pop("basis")
        troubles += self._type(line, row) or [*self._counted(line, row), *self._rest(line, row)]
        item = None
        if not troubles:
            item, trouble = self._checked(line, row)
            troubles += trouble
        return ReadRow(line, code, line.name, top, row, tuple(troubles), item)

    def _type(self, line: Line, row: dict[str, str]) -> list[Trouble]:
        """Empty when the type is known. Free text is mapped by hand, never guessed."""
        written = line.text("formula_type")
        found = types_by_word().get(header_key(written))
        row["formula_type"] = found or ""
        if found:
            return []
        place = "formula_type" if "formula_type" in line.cells else "how"
        if not written:
            return [(place, _("Chưa chọn kiểu tính điểm cho chỉ số này."))]
        return [(place, _("Không hiểu kiểu “%(type)s”.") % {"type": written})]

    def _counted(self, line: Line, row: dict[str, str]) -> Iterator[Trouble]:
        if row["formula_type"] not in PERCENT_TYPES:
            return
        top, bottom = line.text("numerator"), line.text("denominator")
        if bool(top) != bool(bottom) and (bottom or row["formula_type"] == "ratio"):
            missing = "denominator" if top else "numerator"
            words = _("Thiếu mẫu số.") if top else _("Thiếu tử số.")
            yield (missing if missing in line.cells else "name", words)
            return
        how = line.text("how")
        if not top and row["formula_type"] == "ratio":
            top = _("%(name)s: số đạt") % {"name": line.name}
            bottom = _("%(name)s: tổng số") % {"name": line.name}
        row["numerator"], row["denominator"] = top or line.name, bottom
        row["num_def"] = self.numbers.code_for(row["numerator"], how=how, is_share=not bottom)
        if bottom:
            row["den_def"] = self.numbers.code_for(bottom, how=how, is_share=False)

    def _rest(self, line: Line, row: dict[str, str]) -> Iterator[Trouble]:
        yield from self._target(line, row)
        yield from self._zero(line, row)
        yield from self._days(line, row)
        try:
            row["params"] = params_json(line.text("params"), row["formula_type"])
        except BadPackError as error:
            yield "params", str(error.message)

    def _target(self, line: Line, row: dict[str, str]) -> Iterator[Trouble]:
        text = line.text("target")
        number = read_fraction(text) if text else None
        row["target"] = text
        if row["formula_type"] not in TARGET_TYPES or number is None:
            return
        row["target"] = f"{read_number(text):f}"
        if 0 < number <= TOO_SMALL and "%" not in text:
            yield (
                "target",
                _("Chỉ tiêu %(text)s: là %(text)s %% hay %(more)s %%? Ghi rõ.")
                % {
                    "text": text,
                    "more": f"{100 * read_number(text):f}".rstrip("0").rstrip("."),
                },
            )

    def _zero(self, line: Line, row: dict[str, str]) -> Iterator[Trouble]:
        text = line.text("zero_denominator")
        found = zeros_by_word().get(header_key(text)) if text else "na"
        row["zero_denominator"] = found or "na"
        if found is None:
            yield (
                "zero_denominator",
                _("“%(text)s”: ghi “không áp dụng”, “đủ điểm” hoặc “0 điểm”.") % {"text": text},
            )

    def _days(self, line: Line, row: dict[str, str]) -> Iterator[Trouble]:
        for name in ("effective_from", "effective_to"):
            text = line.text(name)
            try:
                row[name] = str(_day(line, name, text)) if text else ""
            except ValueError as error:
                yield name, str(error)

    def _checked(self, line: Line, row: dict[str, str]) -> tuple[Item | None, list[Trouble]]:
        own = {each.code: each for each in self.numbers.definitions}
        try:
            item = read_item(row, line=line.row + 1, incomplete=False, labels={}, own=own)
            for each in (item, *item.params.parts):
                check_item(each)
        except BadPackError as error:
            place = "params" if "params" in line.cells else "formula_type"
            return None, [(place, str(error.message))]
        return item, []


def points_of(line: Line) -> tuple[Decimal | None, list[Trouble]]:
    """ "20 điểm" is 20; more than two decimals, 0 and words are refused."""
    text = line.own_text("max_score")
    if not text:
        return None, [("max_score", _("Thiếu điểm tối đa."))]
    try:
        points = read_number(text)
    except ValueError:
        return None, [("max_score", _("“%(text)s” không phải là số điểm.") % {"text": text})]
    if points <= 0 or points != round(points, 2):
        return None, [
            ("max_score", _("Điểm tối đa phải lớn hơn 0 và có nhiều nhất hai chữ số lẻ."))
        ]
    return points, []


def points_in_name(name: str) -> tuple[str, str]:
    """ "Nhận thức số (100 điểm)" is "Nhận thức số" and "100"."""
    name = " ".join(name.split())
    match = BRACKETS.search(name)
    return (name[: match.start()].rstrip(" :-–"), match["points"]) if match else (name, "")


def _day(line: Line, name: str, text: str) -> date:
    cell = line.cells.get(name)
    return cell.day if cell and cell.day and name not in line.corrected else read_date(text)
