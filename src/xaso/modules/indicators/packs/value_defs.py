"""The definitions of the numbers: one definition, many indicators, in many packs."""

from dataclasses import dataclass
from functools import cache
from pathlib import Path

from xaso.lib.tables import read_table

FILE = Path(__file__).parent.parent / "data" / "value-defs.csv"
WHOLE_KINDS = frozenset({"đếm", "tiền"})
PERCENTAGE, OTHER_KIND = "tỷ lệ", "khác"
END_OF_PERIOD, IN_PERIOD, SINCE_NEW_YEAR = "cuối kỳ", "trong kỳ", "lũy kế từ đầu năm"
COMMUNE, VILLAGE = "xã", "thôn"


@dataclass(frozen=True, slots=True)
class ValueDef:
    """`kind`: đếm, tỷ lệ, tiền, thời gian. `scope`: xã or thôn (may be summed from villages).

    `at_most` names the definition this number can never exceed, such as the population.
    """

    code: str
    name: str
    unit: str
    kind: str
    period_rule: str
    scope: str
    source_system: str
    how_to_count: str
    at_most: str

    @property
    def is_whole(self) -> bool:
        return self.kind in WHOLE_KINDS

    @property
    def is_percentage(self) -> bool:
        return self.kind == PERCENTAGE

    @property
    def is_of_villages(self) -> bool:
        return self.scope == VILLAGE


@cache
def value_defs() -> dict[str, ValueDef]:
    return {row["code"]: ValueDef(**row) for row in read_table(FILE)}
