"""Cells Excel shows in %: their file holds 0.8 where people read 80 %."""

from __future__ import annotations

import io
import posixpath
import re
import zipfile
from xml.etree import ElementTree

from .packages import DEFINES

MAIN = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
RELATION = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"
BUILT_IN = {"9", "10"}
PLACE = re.compile(r"([A-Z]{1,3})([0-9]{1,7})")


def percent_cells(content: bytes) -> dict[str, frozenset[tuple[int, int]]]:
    """Rows and columns from 0, by the name of the sheet."""
    with zipfile.ZipFile(io.BytesIO(content)) as package:
        names = set(package.namelist())
        if "xl/styles.xml" not in names:
            return {}
        styles = _percent_styles(package.read("xl/styles.xml"))
        if not styles:
            return {}
        return {
            name: _cells_with(package.read(part), styles)
            for name, part in sheet_parts(package).items()
            if part in names
        }


def sheet_parts(package: zipfile.ZipFile) -> dict[str, str]:
    """Which part of the package holds the sheet of that name."""
    book = _parsed(package.read("xl/workbook.xml"))
    targets = {
        relation.get("Id"): relation.get("Target", "")
        for relation in _parsed(package.read("xl/_rels/workbook.xml.rels"))
    }
    found = {}
    for sheet in book.iter(f"{MAIN}sheet"):
        target = targets.get(sheet.get(RELATION), "")
        inside = target.lstrip("/") if target.startswith("/") else posixpath.join("xl", target)
        found[sheet.get("name", "")] = posixpath.normpath(inside)
    return found


def _percent_styles(xml: bytes) -> frozenset[str]:
    """Indexes into cellXfs whose number format shows a share."""
    styles = _parsed(xml)
    shown = BUILT_IN | {
        each.get("numFmtId", "")
        for each in styles.iter(f"{MAIN}numFmt")
        if "%" in each.get("formatCode", "")
    }
    kinds = styles.find(f"{MAIN}cellXfs")
    rows = list(kinds) if kinds is not None else []
    return frozenset(str(at) for at, kind in enumerate(rows) if kind.get("numFmtId") in shown)


def _cells_with(xml: bytes, styles: frozenset[str]) -> frozenset[tuple[int, int]]:
    places = set()
    _refuse_definitions(xml)
    for _event, cell in ElementTree.iterparse(io.BytesIO(xml)):  # noqa: S314
        if cell.tag == f"{MAIN}c" and cell.get("s") in styles and cell.get("t", "n") == "n":
            match = PLACE.fullmatch(cell.get("r", ""))
            if match:
                places.add((int(match[2]) - 1, _column(match[1])))
    return frozenset(places)


def _column(letters: str) -> int:
    number = 0
    for letter in letters:
        number = number * 26 + ord(letter) - 64
    return number - 1


def _parsed(xml: bytes) -> ElementTree.Element:
    _refuse_definitions(xml)
    return ElementTree.fromstring(xml)  # noqa: S314


def _refuse_definitions(xml: bytes) -> None:
    """Of entities, which would swell; whatever the part is named and wherever they hide in it."""
    if DEFINES.search(xml):
        raise ElementTree.ParseError("no part a spreadsheet program writes")
