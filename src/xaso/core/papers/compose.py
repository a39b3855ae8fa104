"""Turn a document into the exact texts that get printed, so that DOCX and PDF say the same."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from string import ascii_lowercase

from xaso.core.papers.document import (
    Annex,
    Block,
    Document,
    FigureSentence,
    Heading,
    Items,
    Letterhead,
    Paper,
    Paragraph,
    Sheet,
    Signature,
    Table,
)
from xaso.core.papers.grid import Grid, compose_grid
from xaso.core.papers.layout import date_text, layout, number_text
from xaso.core.papers.plain import plain
from xaso.lib.numbers import roman


@dataclass(frozen=True, kw_only=True)
class Line:
    """One paragraph. `style` is text, item, caption or the level of a heading."""

    text: str
    style: str = "text"
    lead: str = ""
    type: str = "line"


Unit = Line | Grid


@dataclass(frozen=True, kw_only=True)
class Head:
    parent: str = ""
    body: tuple[str, ...] = ()
    nation: str = ""
    motto: str = ""
    number: str = ""
    date: str = ""
    subject: str = ""
    note: str = ""
    kind: str = ""
    abstract: str = ""
    receivers: tuple[str, ...] = ()
    decider: str = ""
    bases: tuple[str, ...] = ()
    order: str = ""


@dataclass(frozen=True, kw_only=True)
class Sign:
    lines: tuple[str, ...]
    name: str


@dataclass(frozen=True, kw_only=True)
class Closing:
    recipients: tuple[str, ...] = ()
    sign: Sign | None = None
    also: Sign | None = None


@dataclass(frozen=True, kw_only=True)
class Attached:
    label: str
    title: str
    reference: str
    units: tuple[Unit, ...]
    landscape: bool


@dataclass(frozen=True, kw_only=True)
class Composed:
    title: str
    author: str
    day: date
    head: Head
    units: tuple[Unit, ...]
    closing: Closing
    annexes: tuple[Attached, ...] = ()
    landscape: bool = False
    one_page: bool = False
    is_sheet: bool = False


def compose(document: Document) -> Composed:
    return _sheet(document) if isinstance(document, Sheet) else _paper(document)


def _paper(paper: Paper) -> Composed:
    letterhead = paper.letterhead
    return Composed(
        title=plain(f"{paper.kind or ''} {paper.abstract}").strip(),
        author=plain(" ".join(letterhead.body)),
        day=letterhead.day or date(letterhead.year, 1, 1),
        head=_head(paper),
        units=_with_end(tuple(_units(paper.blocks, layout().text_width_mm))),
        closing=Closing(
            recipients=_recipients(paper),
            sign=_sign(paper.signature),
            also=_sign(paper.also_signs),
        ),
        annexes=tuple(
            _annex(paper, annex, index) for index, annex in enumerate(paper.annexes, start=1)
        ),
    )


def _sheet(sheet: Sheet) -> Composed:
    return Composed(
        title=plain(sheet.title),
        author=plain(" ".join(sheet.body)),
        day=sheet.day,
        head=Head(
            body=_capitals(sheet.body),
            note=plain(sheet.note),
            kind=plain(sheet.title).upper(),
            abstract=plain(sheet.subtitle),
        ),
        units=tuple(_units(sheet.blocks, _width_mm(landscape=sheet.landscape))),
        closing=Closing(sign=_sign(sheet.signature), also=_sign(sheet.also_signs)),
        landscape=sheet.landscape,
        one_page=sheet.one_page,
        is_sheet=True,
    )


def _head(paper: Paper) -> Head:
    words = layout().words
    letterhead = paper.letterhead
    is_letter = paper.kind is None
    return Head(
        parent=plain(letterhead.parent).upper(),
        body=_capitals(letterhead.body),
        nation=words.nation,
        motto=words.motto,
        number=f"{words.number} {_full_number(letterhead)}",
        date=f"{plain(letterhead.place)}, {date_text(letterhead.day, letterhead.year)}",
        subject=f"{words.about} {plain(paper.abstract)}" if is_letter else "",
        kind=plain(paper.kind or "").upper(),
        abstract="" if is_letter else plain(paper.abstract),
        receivers=_receivers(paper.receivers),
        decider=plain(paper.decider).upper(),
        bases=_closed(paper.bases),
        order=f"{plain(paper.kind or '').upper()}:" if paper.decider else "",
    )


def _full_number(letterhead: Letterhead) -> str:
    return f"{number_text(letterhead.number)}/{plain(letterhead.symbol)}"


def _receivers(receivers: Sequence[str]) -> tuple[str, ...]:
    if len(receivers) == 1:
        return (plain(receivers[0]).rstrip(" .;"),)
    return tuple(f"- {line}" for line in _closed(receivers))


def _recipients(paper: Paper) -> tuple[str, ...]:
    lines = [f"- {_bare(line)};" for line in paper.recipients]
    if paper.file_copy:
        lines.append(f"- {layout().words.file_copy} {_bare(paper.file_copy)}.")
    return tuple(lines)


def _closed(lines: Sequence[str]) -> tuple[str, ...]:
    """Each line ends with a semicolon, the last with a full stop."""
    ends = [";"] * (len(lines) - 1) + ["."]
    return tuple(_bare(line) + end for line, end in zip(lines, ends, strict=False))


def _bare(line: str) -> str:
    return plain(line).strip().removeprefix("- ").rstrip(" .;,")


def _capitals(lines: Sequence[str]) -> tuple[str, ...]:
    return tuple(plain(line).upper() for line in lines)


def _sign(signature: Signature | None) -> Sign | None:
    if signature is None:
        return None
    lines = _capitals((*signature.authority, signature.post))
    return Sign(lines=tuple(line for line in lines if line), name=plain(signature.name))


def _annex(paper: Paper, annex: Annex, index: int) -> Attached:
    words = layout().words
    label = f"{words.annex} {roman(index)}" if len(paper.annexes) > 1 else words.annex
    return Attached(
        label=label,
        title=plain(annex.title).upper(),
        reference=plain(annex.reference) or _reference(paper),
        units=tuple(_units(annex.blocks, _width_mm(landscape=annex.landscape))),
        landscape=annex.landscape,
    )


def _reference(paper: Paper) -> str:
    words = layout().words
    letterhead = paper.letterhead
    day = date_text(letterhead.day, letterhead.year)
    kind = plain(paper.kind or words.letter)
    number = f"{words.number.lower().rstrip(':')} {_full_number(letterhead)}"
    body = plain(" ".join(letterhead.body))
    return f"({words.attached} {kind} {number} {day} {words.of} {body})"


def _width_mm(*, landscape: bool) -> float:
    return layout().landscape_text_width_mm if landscape else layout().text_width_mm


def _units(blocks: Sequence[Block], width_mm: float) -> Iterator[Unit]:
    for block in blocks:
        match block:
            case Heading():
                yield Line(text=plain(block.text), style=block.level)
            case Paragraph():
                yield from _paragraph(block.text, plain(block.lead))
            case FigureSentence():
                yield from _paragraph(block.text, "")
            case Items():
                yield from _items(block)
            case Table():
                if block.caption:
                    yield Line(text=plain(block.caption), style="caption")
                yield compose_grid(block, width_mm)


def _paragraph(text: str, lead: str) -> Iterator[Line]:
    for part in plain(text).split("\n"):
        yield Line(text=part.strip(), lead=lead)
        lead = ""


def _items(block: Items) -> Iterator[Line]:
    for index, item in enumerate(block.items):
        marks = {"1.": f"{index + 1}. ", "a)": f"{_letter(index)}) ", "": ""}
        text = plain(item).replace("\n", " ").strip()
        yield Line(text=marks.get(block.mark, f"{block.mark} ") + text, style="item")


def _letter(index: int) -> str:
    """a, b, ... z, then aa, ab: a list never runs out of letters."""
    head, tail = divmod(index, len(ascii_lowercase))
    return (ascii_lowercase[head - 1] if head else "") + ascii_lowercase[tail]


def _with_end(units: tuple[Unit, ...]) -> tuple[Unit, ...]:
    """The mark "./." closes the text, so that nothing can be added after it."""
    end = layout().words.end
    if not units or not isinstance(units[-1], Line) or units[-1].style not in {"text", "item"}:
        return units
    last = units[-1]
    bare = last.text.removesuffix(end).rstrip(" .;")
    return (*units[:-1], replace(last, text=bare + end))
