"""Which number an item counts: one the commune keeps already, or one of the pack's own."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache

from xaso.lib.text import header_key
from xaso.modules.indicators.packs.load import load_pack, pack_codes
from xaso.modules.indicators.packs.value_defs import (
    END_OF_PERIOD,
    PERCENTAGE,
    VILLAGE,
    ValueDef,
    value_defs,
)

from .words import unit_in

OWN = "rieng:"
"""Begins the code of a number only the packs of one province ask for."""
COUNT = "đếm"
LETTERS_OF_CODE = 44


@dataclass
class OwnNumbers:
    """The same words twice are one number, typed once, also in two packs of the province."""

    known: dict[str, ValueDef] = field(default_factory=dict)

    @property
    def definitions(self) -> tuple[ValueDef, ...]:
        return tuple(self.known.values())

    def code_for(self, words: str, *, how: str, is_share: bool) -> str:
        """`words` are a code of the list, the name of a number of the list, or a new one."""
        if words in value_defs():
            return words
        found = known_numbers().get(header_key(words))
        if found and not is_share:
            return found
        key = header_key(words)
        if key not in self.known:
            self.known[key] = _own(own_number(key), words, how=how, is_share=is_share)
        return self.known[key].code


def own_number(key: str) -> str:
    """Short enough for a column, and different for different words."""
    mark = hashlib.sha256(key.encode()).hexdigest()[:6]
    return f"{OWN}{key.replace(' ', '-')[:LETTERS_OF_CODE]}-{mark}"


def _own(code: str, words: str, *, how: str, is_share: bool) -> ValueDef:
    return ValueDef(
        code=code,
        name=words[:1].lower() + words[1:],
        unit="%" if is_share else unit_in(words),
        kind=PERCENTAGE if is_share else COUNT,
        period_rule=END_OF_PERIOD,
        scope=VILLAGE,
        source_system="",
        how_to_count=how,
        at_most="",
    )


@cache
def known_numbers() -> Mapping[str, str]:
    """Names of the list of numbers, and what the packs of the program call them."""
    found: dict[str, str] = {}
    for pack in (load_pack(code) for code in pack_codes()):
        for item in pack.items:
            for words, code in ((item.numerator, item.num_def), (item.denominator, item.den_def)):
                if words and code:
                    found.setdefault(header_key(words), code)
    return found | {header_key(each.name): each.code for each in value_defs().values()}
