"""Workbooks read back: as XML, by openpyxl, and by LibreOffice."""

from __future__ import annotations

import importlib.util
import re
import shutil
import subprocess
import zipfile
from collections.abc import Iterator, Sequence
from pathlib import Path

FORMULA = re.compile(rb"<f[\s>/]|<c[^>]*\st=\"(?:str|e)\"")
LINK = re.compile(rb"<hyperlink\b|TargetMode=\"External\"", re.I)
CELL = re.compile(rb"<c\s")
WITHIN_S = 240
MOST_AT_ONCE = 40


def formulas_in(book: Path) -> tuple[list[str], int]:
    """What is wrong with it, and how many cells were looked at."""
    found, cells = [], 0
    with zipfile.ZipFile(book) as package:
        for name in package.namelist():
            text = package.read(name)
            if name.startswith("xl/worksheets/") and name.endswith(".xml"):
                cells += len(CELL.findall(text))
                found += [f"a formula in {name}"] * bool(FORMULA.search(text))
            if LINK.search(text):
                found.append(f"a link in {name}")
            if name.startswith(("xl/externalLinks", "xl/vbaProject", "xl/connections")):
                found.append(f"{name} is in it")
    return [*found, *_by_openpyxl(book)], cells


def sheets_of(book: Path) -> Iterator[set[str]]:
    """The words of a workbook, from its shared strings."""
    with zipfile.ZipFile(book) as package:
        for name in package.namelist():
            if name == "xl/sharedStrings.xml":
                text = package.read(name).decode()
                yield {_plain(each) for each in re.findall(r"<t[^>]*>(.*?)</t>", text, re.S)}


def by_libreoffice(books: Sequence[Path], folder: Path) -> tuple[list[str], str]:
    """Converted to flat XML, where a formula names itself. Says how many books were read."""
    office = shutil.which("soffice")
    if office is None:
        return [], "not run: LibreOffice is not installed"
    profile = f"-env:UserInstallation=file://{folder}/office"
    for start in range(0, len(books), MOST_AT_ONCE):
        part = [str(book) for book in books[start : start + MOST_AT_ONCE]]
        subprocess.run(  # noqa: S603  a program of the system, our own files
            [
                office,
                profile,
                "--headless",
                "--convert-to",
                "fods",
                "--outdir",
                str(folder),
                *part,
            ],
            capture_output=True,
            timeout=WITHIN_S,
            check=False,
        )
    flat = sorted(folder.glob("*.fods"))
    found = [
        f"LibreOffice calculates in {book.stem}"
        for book in flat
        if re.search(rb"table:formula=|office:value-type=\"error\"|<text:a\b", book.read_bytes())
    ]
    if len(flat) < len(books):
        found.append(f"LibreOffice opened {len(flat)} of {len(books)} workbooks")
    return found, f"{len(flat)} read"


def _by_openpyxl(book: Path) -> list[str]:
    if importlib.util.find_spec("openpyxl") is None:
        return []
    import openpyxl

    sheets = openpyxl.load_workbook(book).worksheets
    cells = (cell for sheet in sheets for row in sheet.iter_rows() for cell in row)
    return [
        f"openpyxl reads {cell.coordinate} as a formula or link"
        for cell in cells
        if cell.data_type == "f" or cell.hyperlink is not None
    ][:1]


def _plain(text: str) -> str:
    return (
        text.replace("&lt;", "<").replace("&gt;", ">").replace("&quot;", '"').replace("&amp;", "&")
    )
