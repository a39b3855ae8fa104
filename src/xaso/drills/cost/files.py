"""Files that are all right and as large as they may be, read as the forms read them."""

from __future__ import annotations

from collections.abc import Callable
from io import BytesIO
from typing import Any

WORDS = [
    "hằng tháng, trước ngày 25/12, theo quý và khi có yêu cầu " * 40,
    "1.234,5/6.789 hộ (đạt 18,2 %) " * 80,
]
ROWS, COLUMNS = 2_900, 30


def files() -> dict[str, Callable[[], Any]]:
    sheet, wide, csv = _sheet(ROWS, COLUMNS, "a"), _sheet(400, 12, *WORDS), _csv()
    return {
        "an annex of many rows": lambda: _annex(sheet),
        "an annex of long words": lambda: _annex(wide),
        "a list of villages of many rows": lambda: _villages(_sheet(990, 20, "Mẫu Sơn")),
        "a list of villages as text": lambda: _villages(csv),
        "a list of villages of one long line": lambda: _villages(b"a" * 5_000_000),
        "values for a pack": _values,
    }


def _sheet(rows: int, columns: int, *words: str) -> bytes:
    import xlsxwriter

    out = BytesIO()
    book = xlsxwriter.Workbook(out, {"constant_memory": True})
    page = book.add_worksheet()
    heads = [
        "TT",
        "Nhiệm vụ",
        "Cơ quan chủ trì",
        "Cơ quan phối hợp",
        "Thời gian hoàn thành",
        "Sản phẩm",
    ]
    for column in range(columns):
        page.write_string(0, column, heads[column] if column < len(heads) else f"Cột {column}")
    for row in range(1, rows):
        for column in range(columns):
            page.write_string(row, column, words[(row + column) % len(words)])
    book.close()
    return out.getvalue()


def _csv() -> bytes:
    lines = ["Tên thôn;Số hộ;Vùng cao", *(f"Thôn {number};{number};có" for number in range(950))]
    return "\n".join(lines).encode()


def _annex(content: bytes) -> Any:
    from xaso.modules.plans.annex.read import read_annex

    return read_annex(content, "phu-luc.xlsx", 2026)


def _villages(content: bytes) -> Any:
    from xaso.core.units.villages_import import (
        guess_columns,
        guess_header,
        read_grid,
        read_villages,
    )

    grid = read_grid(content)
    header = guess_header(grid)
    return read_villages(grid, header, guess_columns(grid, header))


def _values() -> Any:
    from xaso.modules.indicators.public import score_file

    line = "1.2," + "9" * 200 + "," + "1;" * 2_000
    return score_file("xaso-1.0", "code,numerator,parts\n" + f"{line}\n" * 2_000)
