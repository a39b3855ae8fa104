"""Which table holds the plan and what each column means. The officer confirms the guess."""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from functools import lru_cache

from xaso.lib.text import header_key

from .grid import Cell, Grid
from .word_lists import header_aliases

SEARCHED_ROWS = 15
LONGEST_HEADER = 90
ENOUGH = 0.6
SLIP_OF_THE_PEN = 0.85
WORTH_A_SECOND_ROW = 0.5
NEEDED = {
    "task": ("title", ("lead", "due", "product", "coworkers")),
    "target": ("name", ("plan_year", "unit", "last_year")),
}


@dataclass(frozen=True)
class Column:
    """`index` counts from 0; `score` is 1 when known word for word, 0 when chosen by hand."""

    header: str
    index: int
    score: float


@dataclass(frozen=True)
class Header:
    kind: str
    grid: Grid
    first_row: int
    body_row: int
    columns: Mapping[str, Column]

    @property
    def score(self) -> float:
        return sum(column.score for column in self.columns.values())


def find_header(grid: Grid, kind: str, year: int) -> Header | None:
    """The best header in the first rows that hold text; a header may take two rows."""
    best, most = None, 0.0
    full = [number for number, row in enumerate(grid.rows) if any(cell.text for cell in row)]
    for number in full[:SEARCHED_ROWS]:
        for height in (1, 2):
            found = _header_at(grid, kind, year, number, height)
            score = found.score - (WORTH_A_SECOND_ROW if height == 2 else 0) if found else 0
            if score > most:
                best, most = found, score
    return best


def same_header(row: Sequence[Cell], header: Header) -> bool:
    """True for the header printed again at the top of a page, and for the "(1) (2) (3)" line."""
    texts = [
        row[column.index].text for column in header.columns.values() if column.index < len(row)
    ]
    first, last = header.first_row, header.body_row
    own = {header_key(cell.text) for line in header.grid.rows[first:last] for cell in line}
    filled = [header_key(text) for text in texts if text]
    return (len(filled) >= 2 and all(key in own and key for key in filled)) or is_numbering(row)


def is_numbering(row: Sequence[Cell]) -> bool:
    marks = [cell.text.strip("()[] .") for cell in row if cell.text and not cell.carried]
    if len(marks) < 3 or not all(re.fullmatch("[0-9]{1,2}|[A-Da-d]", mark) for mark in marks):
        return False
    numbers = [int(mark) for mark in marks if mark.isdigit()]
    return (
        len(numbers) >= 2
        and numbers == list(range(numbers[0], numbers[0] + len(numbers)))
        and numbers[0] <= 2
    )


def _header_at(grid: Grid, kind: str, year: int, row: int, height: int) -> Header | None:
    lines = grid.rows[row : row + height]
    if len(lines) < height or max(cell.width for cell in lines[0]) >= max(4, grid.width):
        return None
    written = [_written(lines, column) for column in range(grid.width)]
    guesses = [
        (score, field, column)
        for column, texts in enumerate(written)
        for field, score in _scores(texts, kind, year).items()
        if score >= ENOUGH
    ]
    columns: dict[str, Column] = {}
    taken = set[int]()
    for score, field, column in sorted(guesses, key=lambda guess: (-guess[0], guess[2])):
        if field not in columns and column not in taken:
            columns[field] = Column(
                " - ".join(dict.fromkeys(written[column][-1:])), column, round(score, 3)
            )
            taken.add(column)
    must, some = NEEDED[kind]
    if must not in columns or not any(field in columns for field in some):
        return None
    return Header(kind, grid, row, _body_row(grid, row, height), columns)


def _body_row(grid: Grid, row: int, height: int) -> int:
    """A title cell merged down two rows makes the header two rows high whatever it says below."""
    body = row + max(
        height, *(1 + _carried_below(grid, row, column) for column in range(grid.width))
    )
    return body + 1 if body < len(grid.rows) and is_numbering(grid.rows[body]) else body


def _carried_below(grid: Grid, row: int, column: int) -> int:
    cell = grid.rows[row][column]
    return min(cell.height, 3) - 1 if not cell.carried and not cell.covered else 0


def _written(lines: Sequence[Sequence[Cell]], column: int) -> list[str]:
    """The texts to try for a column, the fullest last: the lower cell, then both rows together."""
    upper = _text_over(lines[0], column)
    if len(lines) == 1:
        return [upper]
    lower = "" if lines[1][column].carried else _text_over(lines[1], column)
    if not lower:
        return [upper]
    return [lower, f"{upper} {lower}".strip()]


def _text_over(line: Sequence[Cell], column: int) -> str:
    while column > 0 and line[column].covered:
        column -= 1
    return " ".join(line[column].text.split())


def _scores(texts: Iterable[str], kind: str, year: int) -> dict[str, float]:
    scores: dict[str, float] = {}
    for text in texts:
        for field, score in _scores_of(text, kind, year):
            scores[field] = max(score, scores.get(field, 0))
    return scores


@lru_cache(maxsize=4096)
def _scores_of(text: str, kind: str, year: int) -> tuple[tuple[str, float], ...]:
    keys = _keys(text, kind)
    return tuple(
        (field, max((_score(key, aliases) for key in keys), default=0))
        for field, aliases in header_aliases()[kind].items()
        if not _year_forbids(text, field, year)
    )


def _year_forbids(text: str, field: str, year: int) -> bool:
    if field == "plan_year":
        return str(year - 1) in text and str(year) not in text
    return field == "last_year" and str(year) in text


def _keys(text: str, kind: str) -> set[str]:
    if len(text) > LONGEST_HEADER:
        return set()
    plain = re.sub(r"\([^()]*\)", " ", text)
    keys = {header_key(text), header_key(plain)}
    if kind == "target":
        keys |= {" ".join(re.sub(r"\b20[0-9]{2}\b", " ", key).split()) for key in keys}
    return keys


def _score(key: str, aliases: Sequence[str]) -> float:
    if not key:
        return 0
    if key in aliases:
        return 1
    return max(_likeness(key, alias) for alias in aliases)


def _likeness(key: str, alias: str) -> float:
    words, known = len(key.split()), len(alias.split())
    if known >= 2 and f" {alias} " in f" {key} ":
        return 0.5 + 0.4 * known / words
    if len(key) < 6 or abs(len(key) - len(alias)) > 2:
        return 0
    letters = SequenceMatcher(None, key, alias)
    if letters.quick_ratio() < SLIP_OF_THE_PEN:
        return 0
    ratio = letters.ratio()
    return 0.9 * ratio if ratio >= SLIP_OF_THE_PEN else 0
