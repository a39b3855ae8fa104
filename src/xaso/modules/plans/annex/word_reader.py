"""DOCX tables to grids, from the XML: python-docx takes seconds on merged cells."""

import zipfile
from collections.abc import Iterator
from xml.etree import ElementTree
from xml.etree.ElementTree import Element

from django.utils.translation import gettext as _

from .errors import AnnexError
from .grid import MAX_COLUMNS, MAX_ROWS, Cell, Grid, clean, merged
from .opening import broken_file, read_part
from .word_numbering import Numbering

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
STRICT_W = b"http://purl.oclc.org/ooxml/wordprocessingml/main"
MAX_TABLES = 200
WRAPPERS = {
    f"{W}{name}"
    for name in (
        "sdt",
        "sdtContent",
        "customXml",
        "ins",
        "moveTo",
        "smartTag",
        "hyperlink",
        "fldSimple",
    )
}


def read_tables(package: zipfile.ZipFile) -> list[Grid]:
    """Every table in reading order, nested ones on their own. Tracked deletions are left out."""
    body = _parse(read_part(package, "word/document.xml"))
    numbering = Numbering(
        _parse(read_part(package, "word/numbering.xml"))
        if "word/numbering.xml" in package.namelist()
        else None
    )
    caption, grids = "", list[Grid]()
    for element in _paragraphs_and_tables(body):
        if element.tag == f"{W}p":
            caption = _paragraph(element, numbering) or caption
        elif len(grids) < MAX_TABLES:
            grids.append(_grid(element, numbering, number=len(grids) + 1, caption=caption))
    return grids


def _parse(xml: bytes) -> Element:
    try:
        # read_part lets no DOCTYPE or entity through
        return ElementTree.fromstring(xml.replace(STRICT_W, W[1:-1].encode()))  # noqa: S314
    except (ElementTree.ParseError, ValueError, LookupError) as error:
        raise broken_file() from error


def _paragraphs_and_tables(body: Element) -> Iterator[Element]:
    """Paragraphs outside tables only; tables at any depth."""
    stack = [(body, False)]
    while stack:
        element, inside = stack.pop()
        if element.tag == f"{W}tbl" or (element.tag == f"{W}p" and not inside):
            yield element
        inside = inside or element.tag == f"{W}tbl"
        stack.extend((child, inside) for child in reversed(element))


def _grid(table: Element, numbering: Numbering, *, number: int, caption: str) -> Grid:
    rows, merges = list[list[Cell]](), list[tuple[int, int, int, int]]()
    open_merges: dict[int, tuple[int, int]] = {}
    for line in _inside(table, "tr"):
        if line.find(f"{W}trPr/{W}del") is not None:
            continue
        if len(rows) >= MAX_ROWS:
            raise AnnexError(
                "too_many_rows",
                _(
                    "Bảng %(table)s dài hơn %(rows)s dòng. Hãy chỉ giữ lại bảng phụ lục rồi gửi "
                    "lại."
                )
                % {"table": number, "rows": MAX_ROWS},
            )
        rows.append(_row(line, numbering, len(rows), open_merges, merges))
    merges += [
        (top, column, len(rows) - 1, column + span - 1)
        for column, (top, span) in open_merges.items()
    ]
    return Grid(
        kind="table",
        name=_("bảng %(table)s") % {"table": number},
        number=number,
        rows=merged(rows, merges),
        caption=caption,
    )


def _row(
    line: Element,
    numbering: Numbering,
    index: int,
    open_merges: dict[int, tuple[int, int]],
    merges: list[tuple[int, int, int, int]],
) -> list[Cell]:
    row = [Cell()] * min(_value(line.find(f"{W}trPr/{W}gridBefore"), 0), MAX_COLUMNS)
    for box in _inside(line, "tc"):
        column, span = len(row), max(1, _value(box.find(f"{W}tcPr/{W}gridSpan"), 1))
        if column + span > MAX_COLUMNS:
            break
        down = box.find(f"{W}tcPr/{W}vMerge")
        continues = down is not None and down.get(f"{W}val", "continue") == "continue"
        if column in open_merges and not continues:
            top, width = open_merges.pop(column)
            merges.append((top, column, index - 1, column + width - 1))
        if down is not None and column not in open_merges:
            open_merges[column] = (index, span)
        elif span > 1 and down is None:
            merges.append((index, column, index, column + span - 1))
        row += [Cell(_cell_text(box, numbering)), *[Cell()] * (span - 1)]
    return row


def _cell_text(box: Element, numbering: Numbering) -> str:
    return "\n".join(
        filter(None, (_paragraph(paragraph, numbering) for paragraph in _inside(box, "p")))
    )


def _paragraph(paragraph: Element, numbering: Numbering) -> str:
    text = clean("".join(_runs(paragraph)))
    return f"{numbering.label(paragraph)} {text}".strip()


def _runs(element: Element) -> Iterator[str]:
    for run in _inside(element, "r"):
        for piece in run:
            match piece.tag.removeprefix(W):
                case "t":
                    yield piece.text or ""
                case "tab":
                    yield " "
                case "br" | "cr":
                    yield "\n"
                case "noBreakHyphen":
                    yield "-"


def _inside(element: Element, name: str) -> Iterator[Element]:
    """Children of one kind, also those Word wraps in content controls or tracked insertions."""
    stack = list(reversed(element))
    while stack:
        child = stack.pop()
        if child.tag == f"{W}{name}":
            yield child
        elif child.tag in WRAPPERS:
            stack.extend(reversed(child))


def _value(element: Element | None, otherwise: int) -> int:
    text = element.get(f"{W}val", "") if element is not None else ""
    return int(text) if text.isascii() and text.isdigit() and len(text) < 6 else otherwise
