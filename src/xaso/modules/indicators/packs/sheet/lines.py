"""Rows below the header: headings of groups, items, the total. Roman numbers and letters are groups."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Literal

from xaso.core.files.sheets import Cell
from xaso.lib.text import header_key

from .header import Header

Kind = Literal["heading", "item", "total"]
ROMAN = re.compile(r"(?=[IVXLC])(?:XC|XL|L?X{0,3})(?:IX|IV|V?I{0,3})")
LETTER = re.compile(r"[A-H]")
MARKED = re.compile(r"(?P<code>[IVXLC]{1,6}|[A-H])\s*[.)\-:/]\s*(?P<name>\S.*)")
DOTTED = re.compile(r"[0-9]{1,3}(?:\.[0-9]{1,3})*")
TOTALS = ("tong cong", "tong diem", "cong", "tong so diem", "tong")
NONE: Mapping[str, str] = {}


@dataclass(frozen=True)
class Line:
    row: int
    kind: Kind
    code: str
    name: str
    cells: Mapping[str, Cell] = field(default_factory=dict)
    corrected: Mapping[str, str] = field(default_factory=dict)
    """What a person put in place of cells of this row, in the preview."""

    def text(self, name: str) -> str:
        if name in self.corrected:
            return self.corrected[name]
        cell = self.cells.get(name)
        return cell.text if cell else ""

    def own_text(self, name: str) -> str:
        """Not what a merged cell above says."""
        cell = self.cells.get(name)
        return self.corrected.get(name, cell.own if cell else "")


Corrections = Mapping[str, Mapping[str, str]]
"""By the number of the row as Excel shows it."""


def lines_of(header: Header, corrections: Corrections) -> list[Line]:
    """Down to the total; what stands below it (signatures, notes) is not read."""
    found: list[Line] = []
    for line in _raw(header, corrections):
        found.append(line)
        if line.kind == "total":
            break
    parents = _parents([line.code for line in found if line.kind == "item"])
    return [
        Line(line.row, "heading", line.code, line.name, line.cells, line.corrected)
        if line.kind == "item" and line.code in parents and not line.text("formula_type")
        else line
        for line in found
    ]


def _raw(header: Header, corrections: Corrections) -> Iterator[Line]:
    for row in range(header.body, len(header.sheet.rows)):
        cells = {name: header.sheet.at(row, column) for name, column in header.columns.items()}
        corrected = corrections.get(str(row + 1), NONE)
        if corrected.get("skip") or not any(cell.own for cell in cells.values()):
            continue
        line = _line(row, cells, corrected)
        if line:
            yield line


def _line(row: int, cells: Mapping[str, Cell], corrected: Mapping[str, str]) -> Line | None:
    code_cell, name_cell = cells.get("code"), cells["name"]
    code = corrected.get("code") or (code_cell.own if code_cell else "")
    name = name_cell.own
    if header_key(name or code) in TOTALS or header_key(name or code).startswith("tong cong"):
        return Line(row, "total", "", name or code, cells, corrected)
    code = re.sub(r"[.)]+$", "", code.strip())
    marked = MARKED.fullmatch(code) or (None if code else MARKED.fullmatch(name))
    if marked:
        return Line(row, "heading", marked["code"], marked["name"], cells, corrected)
    if _is_heading(code):
        return Line(row, "heading", code, name or code, cells, corrected)
    if not name or (not code and not cells["max_score"].own):
        return None
    return Line(row, "item", code, name, cells, corrected)


def _is_heading(code: str) -> bool:
    return bool(code and (ROMAN.fullmatch(code) or LETTER.fullmatch(code)))


def _parents(codes: list[str]) -> set[str]:
    """ "1" is a heading where "1.1" follows."""
    dotted = [code for code in codes if DOTTED.fullmatch(code)]
    return {code.rpartition(".")[0] for code in dotted if "." in code} & set(dotted)
