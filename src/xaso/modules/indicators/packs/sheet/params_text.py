"""Levels, steps and parts as people write them in one cell: "4: 20; 3: 15", "kém nhất 20 %"."""

from __future__ import annotations

import json
import re

from django.utils.translation import gettext as _

from xaso.lib.numbers import read_number
from xaso.modules.indicators.scoring.numbers import read_fraction
from xaso.modules.indicators.scoring.pack import BadPackError

USUAL_ROLES = [["truong", 1], ["pho", "0.5"], ["khac", 0]]
BETWEEN = re.compile(r":|=|→|->|–>")
LEADING = re.compile(r"^(?:từ|đạt|≥|>=)\s*", re.IGNORECASE)


def params_json(text: str, formula_type: str) -> str:
    """What `read_params` takes. JSON stays as it is. BadPackError says what is unclear."""
    text = text.strip()
    if text.startswith("{"):
        return text
    if formula_type == "role" and not text:
        return json.dumps({"levels": USUAL_ROLES})
    if formula_type == "inverse":
        return _worst(text)
    takes_pairs = text and formula_type in ("role", "step", "sum_parts", "manual_level")
    return json.dumps(_of_pairs(text, formula_type)) if takes_pairs else ""


def _of_pairs(text: str, formula_type: str) -> dict[str, list[list[str]]]:
    pairs = [_pair(part) for part in re.split(r"[;\n]", text) if part.strip()]
    if formula_type == "sum_parts":
        return {"parts": [[name, _plain(worth)] for name, worth in pairs]}
    if formula_type == "step" and all(_is_number(name) for name, _worth in pairs):
        return {"steps": [[_plain(name), _plain(worth)] for name, worth in pairs]}
    factors = formula_type in ("role", "manual_level")
    levels = [[name, _factor(worth) if factors else _plain(worth)] for name, worth in pairs]
    return {"levels": levels}


def _pair(part: str) -> tuple[str, str]:
    name, *worths = [each.strip() for each in BETWEEN.split(part)]
    if not name or len(worths) != 1 or not worths[0]:
        raise BadPackError(
            _("“%(part)s”: viết từng mức cách nhau bằng dấu chấm phẩy, ví dụ 4: 20; 3: 15.")
            % {"part": part.strip()}
        )
    return LEADING.sub("", name).strip(), worths[0]


def _worst(text: str) -> str:
    number = re.search(r"[0-9][0-9.,]*", text)
    return json.dumps({"worst": _plain(number[0])}) if number else ""


def _factor(worth: str) -> str:
    """ "70 %" and "0,7" are the same factor."""
    plain = _plain(worth)
    return str(read_number(worth) / 100) if "%" in worth else plain


def _plain(text: str) -> str:
    number = read_fraction(text)
    if number is None:
        raise BadPackError(_("“%(text)s” không phải là số.") % {"text": text})
    return text if number.denominator != 1 else str(number)


def _is_number(text: str) -> bool:
    return read_fraction(text) is not None
