"""Scores written back into the province's own workbook: no other cell changes, nothing is a formula."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Mapping
from decimal import Decimal

from lxml import etree

from xaso.core.files.grid import cell_address
from xaso.core.files.percent_cells import sheet_parts
from xaso.core.papers.plain import plain

from .workbook import measured

MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
LONGEST = 32_000
Written = Decimal | str
Place = tuple[int, int]
PARSER = etree.XMLParser(resolve_entities=False, no_network=True, remove_blank_text=False)


def fill_workbook(content: bytes, sheet: str, cells: Mapping[Place, Written]) -> bytes:
    """Places count from 0. A number stays a number, a text stays a text whatever it begins with."""
    target = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(measured(content))) as package:
        part = sheet_parts(package)[sheet]
        xml, had_formula = _fill(package.read(part), cells)
        changed = {part: xml, **_recount(package, had_formula)}
        with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as copy:
            for entry in package.infolist():
                written = changed.get(entry.filename) or package.read(entry)
                copy.writestr(entry, written, zipfile.ZIP_DEFLATED)
    return target.getvalue()


def _fill(xml: bytes, cells: Mapping[Place, Written]) -> tuple[bytes, set[str]]:
    root = etree.fromstring(xml, PARSER)
    data = root.find(f"{{{MAIN}}}sheetData")
    had_formula = set()
    for (row, column), value in sorted(cells.items()):
        cell = _cell(_row(data, row), row, column)
        if cell.find(f"{{{MAIN}}}f") is not None:
            had_formula.add(cell.get("r"))
        _write(cell, value)
    return etree.tostring(
        root, xml_declaration=True, encoding="UTF-8", standalone=True
    ), had_formula


def _row(data: etree._Element, row: int) -> etree._Element:
    number = str(row + 1)
    before = 0
    for at, each in enumerate(data):
        if each.get("r") == number:
            return each
        if int(each.get("r", "0")) < row + 1:
            before = at + 1
    made = etree.Element(f"{{{MAIN}}}row", r=number)
    data.insert(before, made)
    return made


def _cell(row: etree._Element, at_row: int, column: int) -> etree._Element:
    """An empty cell that only has a look keeps it."""
    name = cell_address(column, at_row)
    before = 0
    for at, each in enumerate(row):
        if each.get("r") == name:
            return each
        if _order(each.get("r", "")) < _order(name):
            before = at + 1
    made = etree.Element(f"{{{MAIN}}}c", r=name)
    row.insert(before, made)
    return made


def _order(name: str) -> tuple[int, str]:
    letters = name.rstrip("0123456789")
    return len(letters), letters


def _write(cell: etree._Element, value: Written) -> None:
    for child in list(cell):
        cell.remove(child)
    cell.attrib.pop("t", None)
    if isinstance(value, Decimal):
        etree.SubElement(cell, f"{{{MAIN}}}v").text = f"{value:f}"
        return
    cell.set("t", "inlineStr")
    text = etree.SubElement(etree.SubElement(cell, f"{{{MAIN}}}is"), f"{{{MAIN}}}t")
    text.text = plain(value)[:LONGEST]
    text.set("{http://www.w3.org/XML/1998/namespace}space", "preserve")


def _recount(package: zipfile.ZipFile, had_formula: set[str]) -> dict[str, bytes]:
    """Sums of the sheet are worked out anew when it is opened."""
    root = etree.fromstring(package.read("xl/workbook.xml"), PARSER)
    settings = root.find(f"{{{MAIN}}}calcPr")
    if settings is not None:
        settings.set("fullCalcOnLoad", "1")
    changed = {"xl/workbook.xml": etree.tostring(root, xml_declaration=True, encoding="UTF-8")}
    if had_formula and "xl/calcChain.xml" in package.namelist():
        chain = etree.fromstring(package.read("xl/calcChain.xml"), PARSER)
        for link in [each for each in chain if each.get("r") in had_formula]:
            chain.remove(link)
        changed["xl/calcChain.xml"] = etree.tostring(chain, xml_declaration=True, encoding="UTF-8")
    return changed
