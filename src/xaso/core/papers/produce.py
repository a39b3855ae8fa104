"""One paper to its files: DOCX always, PDF where typst is, XLSX when it has annex tables."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from .document import Annex, Document, Sheet, Table
from .pdf import pdf_available, render_pdf
from .sheets import SheetTable, write_workbook


@dataclass(frozen=True)
class Produced:
    docx: bytes
    pdf: bytes | None
    xlsx: bytes | None


def produce(document: Document) -> Produced:
    # Loaded with the first paper: a tenth of a second of each start of the program.
    from .docx import render_docx

    sheets = list(_sheets(document))
    return Produced(
        docx=render_docx(document),
        pdf=render_pdf(document) if pdf_available() else None,
        xlsx=write_workbook(sheets) if sheets else None,
    )


def has_tables(annex: Annex) -> bool:
    """Whether the annex goes into the workbook."""
    return any(isinstance(block, Table) for block in annex.blocks)


def _sheets(document: Document) -> Iterator[SheetTable]:
    if isinstance(document, Sheet):
        title = (document.title, document.subtitle)
        for table in (block for block in document.blocks if isinstance(block, Table)):
            yield SheetTable(name=document.title, title=title, table=table)
        return
    for number, annex in enumerate(document.annexes, start=1):
        for table in (block for block in annex.blocks if isinstance(block, Table)):
            yield SheetTable(name=f"Phụ lục {number}", title=(annex.title,), table=table)
