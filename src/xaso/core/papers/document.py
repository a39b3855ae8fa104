"""What a paper says, apart from how it looks: the one source of both DOCX and PDF."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Literal

CellValue = str | int | Decimal | date | None
Align = Literal["auto", "left", "center", "right"]
Level = Literal["part", "chapter", "section", "roman", "article", "clause"]


@dataclass(frozen=True, kw_only=True)
class Letterhead:
    """`body` is written as in a sentence ("Ủy ban nhân dân", "xã Gia Phú"); capitals come later.

    A long `parent` may hold a line break. Without `number` or `day` there is room for a pen.
    """

    body: tuple[str, ...]
    place: str
    symbol: str
    year: int
    parent: str = ""
    number: int | None = None
    day: date | None = None


@dataclass(frozen=True, kw_only=True)
class Heading:
    """Printed as given, number included.

    Centred: part, chapter, section. Indented: roman ("I. KẾT QUẢ"), article ("Điều 1. Tên"),
    clause ("1. Tên").
    """

    text: str
    level: Level = "roman"


@dataclass(frozen=True, kw_only=True)
class Paragraph:
    """`lead` is printed bold before the text."""

    text: str
    lead: str = ""


@dataclass(frozen=True, kw_only=True)
class Source:
    """Where a figure comes from, for the screen; never printed."""

    label: str
    url: str = ""


@dataclass(frozen=True, kw_only=True)
class FigureSentence:
    """A sentence written from numbers. It prints as a paragraph; screens show its rows."""

    text: str
    sources: tuple[Source, ...]


@dataclass(frozen=True, kw_only=True)
class Items:
    """`mark` "-" or "+" before each, "1." or "a)" counts; "" leaves the texts as they are."""

    items: tuple[str, ...]
    mark: Literal["-", "+", "1.", "a)", ""] = "-"


@dataclass(frozen=True, kw_only=True)
class Column:
    """`width` is a share of the table, made wider where a word would not fit.

    Neighbours with the same `over` get one shared heading above.
    """

    title: str
    width: float = 1
    align: Align = "auto"
    over: str = ""


@dataclass(frozen=True, kw_only=True)
class Row:
    """None means nobody knows and says so in words; an empty text leaves the cell empty."""

    cells: tuple[CellValue, ...]
    bold: bool = False


@dataclass(frozen=True, kw_only=True)
class GroupRow:
    text: str


@dataclass(frozen=True, kw_only=True)
class Table:
    columns: tuple[Column, ...]
    rows: tuple[Row | GroupRow, ...]
    caption: str = ""

    def __post_init__(self) -> None:
        for row in self.rows:
            if isinstance(row, Row) and len(row.cells) != len(self.columns):
                raise ValueError(
                    f"{len(row.cells)} cells in a table of {len(self.columns)} columns"
                )


Block = Heading | Paragraph | FigureSentence | Items | Table


@dataclass(frozen=True, kw_only=True)
class Signature:
    """`authority` holds the lines above the post: ("TM. Ủy ban nhân dân", "KT. Chủ tịch")."""

    post: str
    name: str
    authority: tuple[str, ...] = ()


@dataclass(frozen=True, kw_only=True)
class Annex:
    """Numbered I, II, III when there are several. An empty `reference` is written for you."""

    title: str
    blocks: tuple[Block, ...]
    reference: str = ""
    landscape: bool = False


@dataclass(frozen=True, kw_only=True)
class Paper:
    """`kind` is the type name ("Báo cáo"); None makes a công văn with "V/v" and the abstract.

    `decider` stands above the bases of a decision ("Chủ tịch Ủy ban nhân dân xã Gia Phú").
    `also_signs` stands on the left, as in a handover. `file_copy` ends the recipients: "VT, VX".
    """

    letterhead: Letterhead
    kind: str | None
    abstract: str
    blocks: tuple[Block, ...]
    signature: Signature
    also_signs: Signature | None = None
    receivers: tuple[str, ...] = ()
    bases: tuple[str, ...] = ()
    decider: str = ""
    recipients: tuple[str, ...] = ()
    file_copy: str = "VT"
    annexes: tuple[Annex, ...] = ()


@dataclass(frozen=True, kw_only=True)
class Sheet:
    """An internal paper without number. With `one_page` letters shrink until one A4 is enough."""

    body: tuple[str, ...]
    title: str
    day: date
    blocks: tuple[Block, ...]
    subtitle: str = ""
    note: str = ""
    signature: Signature | None = None
    also_signs: Signature | None = None
    landscape: bool = False
    one_page: bool = True


Document = Paper | Sheet
