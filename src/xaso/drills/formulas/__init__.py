"""S7: words that a spreadsheet would calculate, in every field, through every export of the product.

The product exports workbooks only, no CSV. Each is read as the XML it is, with openpyxl where it is
there, and by LibreOffice where it is installed: no cell may be a formula or a link, and a telephone
number "+84…" comes back as it was typed. Goes red: `strings_to_formulas` True in core/papers/sheets.py
together with `write` in place of `write_string`.
"""

from __future__ import annotations

import argparse
import time
from pathlib import Path

from xaso.drills.ground import ground
from xaso.drills.inside import told_inside
from xaso.drills.outcome import Outcome
from xaso.drills.site import site_of

from .reading import by_libreoffice, formulas_in, sheets_of

NAME = "formulas"
ABOUT = "chữ giả làm công thức qua mọi bảng tải về"
PHONES = ["+84912345678", "+84 214 3 888 999"]
STARTS = ["=", "+", "-", "@", "\t", "\r", "＝", "＋", "－", "＠"]
PAYLOADS = [
    "=1+1",
    '=HYPERLINK("http://127.0.0.1:9/","bấm vào đây")',
    '=cmd|" /C calc"!A0',
    "=DDE(\"cmd\";\"/C calc\";\"a\")",
    "@SUM(1+1)*cmd|' /C calc'!A0",
    '=WEBSERVICE("http://127.0.0.1:9/")',
    '=IMPORTXML("http://127.0.0.1:9/","//a")',
    *(f"{start}1+1" for start in STARTS),
    *(f"Nguyễn;{start}1+1,{start}2" for start in STARTS),
    " =1+1",
    "\n=1+1",
    "{=1+1}",
    "http://127.0.0.1:9/",
    "mailto:a@b.vn",
    *PHONES,
]  # fmt: skip
SHOWN = 8


def run(options: argparse.Namespace) -> Outcome:
    began = time.monotonic()
    faults: list[str] = []
    with ground() as place:
        folder = place.folder / "exports"
        site = site_of(place).save(place.folder / "site.json")
        told = told_inside(place, "formulas.inside", folder, site)
        books = sorted(folder.glob("*.xlsx"))
        cells = 0
        for book in books:
            found, count = formulas_in(book)
            cells += count
            faults += [f"{told['names'][book.name]}: {each}" for each in found]
        office, said = by_libreoffice(books, folder)
        faults += office
        faults += _lost_phones(books)
    if len(books) < told["lists"]:
        faults.append(f"only {len(books)} workbooks of {told['lists']} lists")
    return Outcome(
        NAME,
        n=cells,
        seed=options.seed,
        seconds=time.monotonic() - began,
        faults=list(dict.fromkeys([*told["faults"], *faults]))[:SHOWN],
        more={
            "fields": told["fields"],
            "workbooks": len(books),
            "payloads": len(PAYLOADS),
            "planted_cells": told["planted"],
            "libreoffice": said,
            "csv": "the product writes none",
        },
    )


def _lost_phones(books: list[Path]) -> list[str]:
    words = {word for book in books for sheet in sheets_of(book) for word in sheet}
    return [f"the number {phone} did not come back" for phone in PHONES if phone not in words]
