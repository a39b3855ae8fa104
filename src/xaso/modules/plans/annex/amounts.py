"""Money and figures in cells. What can be read two ways is not read."""

import re
from collections.abc import Iterable
from decimal import Decimal

from xaso.lib.numbers import read_number
from xaso.lib.text import fold

from .grid import Cell

SCALES = (
    ("ty", 1_000_000_000),
    ("trieu", 1_000_000),
    ("tr", 1_000_000),
    ("nghin", 1_000),
    ("ngan", 1_000),
    ("dong", 1),
    ("vnd", 1),
    ("d", 1),
)
NUMBER = re.compile(r"[0-9](?:[0-9., ]*[0-9])?")
MAX_VND = 10**15


def scale_of(texts: Iterable[str]) -> int | None:
    """The unit of money a text names: 1,000,000 for "Kinh phí (triệu đồng)"."""
    for text in texts:
        words = re.findall(r"[a-z]+", fold(text))
        for word, scale in SCALES:
            if word in words and ("dong" in words or "vnd" in words or len(words) <= 2):
                return scale
    return None


def read_vnd(cell: Cell, scale: int) -> Decimal | None:
    """None when the cell names no amount ("Lồng ghép"); ValueError when its digits are unsure."""
    if isinstance(cell.value, Decimal):
        return _in_range(cell.value * scale)
    numbers = NUMBER.findall(cell.text)
    if not numbers:
        return None
    if len(numbers) > 1 or re.fullmatch(r"[1-9][0-9]{0,2},[0-9]{3}", numbers[0]):
        raise ValueError(cell.text)
    behind = fold(cell.text.split(numbers[0], 1)[1])
    own = next((size for word, size in SCALES if re.match(rf"\s*{word}\b", behind)), scale)
    return _in_range(read_number(numbers[0]) * own)


def read_figure(cell: Cell, unit: str) -> tuple[Decimal | None, bool]:
    """The figure of a target and whether it is doubtful: Excel keeps 80 % as 0.8."""
    if isinstance(cell.value, Decimal):
        if "%" in unit and 0 < cell.value <= 1:
            return cell.value * 100, True
        return cell.value, False
    numbers = NUMBER.findall(cell.text)
    if len(numbers) != 1:
        return None, bool(numbers)
    try:
        return read_number(numbers[0]), False
    except ValueError:
        return None, True


def _in_range(amount: Decimal) -> Decimal:
    if not 0 <= amount <= MAX_VND:
        raise ValueError(str(amount))
    return amount
