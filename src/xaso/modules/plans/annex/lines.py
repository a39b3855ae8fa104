"""The lines under a header, each for what it is: a group, a heading over smaller tasks, a row."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from xaso.lib.text import fold, header_key

from .grid import EMPTY, Cell
from .headers import Header, same_header
from .word_lists import keys_of, pillar_of

LONGEST_NUMBER = 8
ROMAN = re.compile(r"(?:X{0,3})(?:IX|IV|V?I{1,3}|V|X)|X{1,3}")
PREFIX = re.compile(
    r"(?P<group>(?:phần |nhóm |mục )?(?:[IVX]{1,5}|[A-Z])\s*[.):/-])\s+(?=\S)"
    r"|(?P<number>(?:[IVX]{1,5}\.)?\d{1,3}(?:\.\d{1,3}){1,8}[.)]?|\d{1,3}[.)])\s+(?=\S)"
    r"|(?P<letter>[a-zđ])[.)]\s+(?=\S)"
    r"|(?P<dash>[-+•*–—])\s*(?=\S)"
)
WORK_FIELDS = ("lead", "due", "coworkers", "plan_year", "unit", "last_year")


@dataclass(frozen=True)
class Line:
    kind: str  # "group", "heading" or "row"
    index: int
    stt: str
    level: int
    text: str
    cells: dict[str, Cell]

    def says(self, field: str) -> str:
        return self.cells.get(field, EMPTY).text


def read_lines(header: Header, title_field: str) -> list[Line]:
    """Blank, repeated, total and signature lines are left out; the order stays."""
    lines = list(_lines(header, title_field))
    footer = next(
        (
            number
            for number, line in enumerate(lines)
            if _is_footer(line) and not _work_follows(lines[number:])
        ),
        len(lines),
    )
    lines = [line for line in lines[:footer] if not _is_footer(line)]
    return [_as_heading(line, lines[number + 1 : number + 2]) for number, line in enumerate(lines)]


def _lines(header: Header, title_field: str) -> Iterator[Line]:
    level = 1
    for index in range(header.body_row, len(header.grid.rows)):
        row = header.grid.rows[index]
        if not any(cell.text and not cell.carried for cell in row) or same_header(row, header):
            continue
        cells = {
            field: row[column.index] if column.index < len(row) else EMPTY
            for field, column in header.columns.items()
        }
        if _only_repeats(cells) or _is_total(row):
            continue
        line = _line(row, index, cells, title_field, level)
        level = line.level if line.kind == "row" and re.search(r"\d", line.stt) else level
        yield line


def _line(
    row: Sequence[Cell], index: int, cells: dict[str, Cell], title_field: str, level: int
) -> Line:
    stt, text = _number_and_text(row, cells, title_field)
    if _is_group(row, cells, stt, text):
        return Line("group", index, stt, 0, text, cells)
    return Line("row", index, stt, _level(stt, level), text, cells)


def _number_and_text(
    row: Sequence[Cell], cells: dict[str, Cell], title_field: str
) -> tuple[str, str]:
    """The number stands in its own column, before the title, or both in one merged cell."""
    stt = " ".join(cells.get("stt", EMPTY).text.split()).rstrip(".)")
    text = " ".join(cells[title_field].text.split())
    if not text and (len(stt) > LONGEST_NUMBER or cells.get("stt", EMPTY).width > 1):
        stt, text = "", stt
    if not text and not stt:
        filled = [cell for cell in row if cell.text and not cell.carried]
        text = " ".join(filled[0].text.split()) if len(filled) == 1 and filled[0].width > 2 else ""
    prefix = PREFIX.match(text)
    if prefix and (not stt or prefix["dash"]):
        stt = stt or prefix[0].strip().rstrip(".):/")
        text = text[prefix.end() :]
    return stt, text


def _is_group(row: Sequence[Cell], cells: dict[str, Cell], stt: str, text: str) -> bool:
    if not text or any(cells[field].text for field in WORK_FIELDS if field in cells):
        return False
    if is_roman(stt) or is_capital(stt):
        return True
    filled = [cell for cell in row if cell.text and not cell.carried]
    if any(cell.width >= max(3, 0.6 * len(row)) for cell in filled):
        return True
    alone = len(filled) == 1 and not stt
    return alone and (
        text.isupper() or pillar_of(text) != "" or header_key(text).startswith("nhom ")
    )


def is_roman(stt: str) -> bool:
    return ROMAN.fullmatch(_bare(stt)) is not None


def is_capital(stt: str) -> bool:
    return re.fullmatch("[A-Z]", _bare(stt)) is not None


def _bare(stt: str) -> str:
    return re.sub(r"^(?:phần|nhóm|mục)\s+", "", stt, flags=re.IGNORECASE).strip("().:- /")


def _level(stt: str, above: int) -> int:
    """ "1" is 1, "1.1" is 2, a dash or "a" one below the number above it."""
    numbers = re.findall(r"\d+", stt)
    if numbers:
        return len(numbers)
    if is_roman(stt) or is_capital(stt):
        return 1
    return above + 1 if stt else 1


def _as_heading(line: Line, following: Sequence[Line]) -> Line:
    """A line with nobody and no day on it, right above smaller ones, is no task of its own."""
    if line.kind != "row" or any(line.says(field) for field in (*WORK_FIELDS, "product")):
        return line
    below = bool(following) and following[0].kind == "row" and following[0].level > line.level
    return (
        Line("heading", line.index, line.stt, line.level, line.text, line.cells)
        if below and line.text
        else line
    )


def _only_repeats(cells: dict[str, Cell]) -> bool:
    """Nothing of its own beside a number: a line of a blank form, or one merged into the above."""
    return not any(
        cell.text and not cell.carried
        for field, cell in cells.items()
        if field != "stt" or len(cell.text) > LONGEST_NUMBER
    )


def _is_total(row: Sequence[Cell]) -> bool:
    first = next(
        (header_key(cell.text) for cell in row if cell.text and re.search(r"[^\W\d_]", cell.text)),
        "",
    )
    return (
        first in keys_of("total")
        or re.fullmatch(r"tong (?:cong|so) \d+ (?:nhiem vu|chi tieu)", first) is not None
    )


def _is_footer(line: Line) -> bool:
    words = header_key(
        line.text or next((cell.text for cell in line.cells.values() if cell.text), "")
    )
    return any(
        words == start or words.startswith(f"{start} ") for start in keys_of("footer")
    ) and not re.search(r"\d", line.stt)


def _work_follows(lines: Sequence[Line]) -> bool:
    return any(
        line.kind == "row" and line.text and re.search(r"\d", fold(line.stt)) for line in lines
    )
