"""Read a PDF back as a ruler would: lines of text, their places in mm, the fonts inside."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from io import BytesIO
from itertools import groupby
from typing import Any

import pdfplumber
from pdfminer.pdftypes import resolve1

MM = 25.4 / 72
CAP_HEIGHT = 0.655
TAIL = 0.216


@dataclass(frozen=True)
class TextLine:
    text: str
    left: float
    right: float
    top: float
    bottom: float
    baseline: float
    size_pt: float

    @property
    def middle(self) -> float:
        return (self.left + self.right) / 2

    @property
    def width(self) -> float:
        return self.right - self.left


@dataclass(frozen=True)
class Sheet:
    """One page, in mm from its upper left corner. `rules` are horizontal strokes (left, right, y)."""

    width: float
    height: float
    lines: list[TextLine]
    rules: list[tuple[float, float, float]]

    @property
    def body(self) -> list[TextLine]:
        return [line for line in self.lines if line.baseline > 18]

    @property
    def number(self) -> TextLine | None:
        return next((line for line in self.lines if line.baseline <= 18), None)

    def line(self, beginning: str) -> TextLine:
        return next(line for line in self.lines if line.text.startswith(beginning))

    def has(self, text: str) -> bool:
        return any(text in line.text for line in self.lines)


def sheets(pdf: bytes) -> list[Sheet]:
    with _opened(pdf) as book:
        return [_sheet(page) for page in book.pages]


def text_of(pdf: bytes) -> str:
    """Without spaces, because a PDF does not say where a word ends at the end of a line."""
    with _opened(pdf) as book:
        return "".join(c["text"] for page in book.pages for c in page.chars if c["text"].strip())


def fonts_of(pdf: bytes) -> dict[str, bool]:
    """Name of each font and whether its file is inside the PDF."""
    found = {}
    with _opened(pdf) as book:
        for xref in book.doc.xrefs:
            for number in xref.get_objids():
                thing = resolve1(book.doc.getobj(number))
                if isinstance(thing, dict) and "FontName" in thing:
                    files = {"FontFile", "FontFile2", "FontFile3"} & set(thing)
                    found[thing["FontName"].name] = bool(files)
    return found


@contextmanager
def _opened(pdf: bytes) -> Iterator[Any]:
    with pdfplumber.open(BytesIO(pdf)) as book:
        yield book


def _sheet(page: Any) -> Sheet:
    height = float(page.height)
    chars = sorted(page.chars, key=lambda c: (-round(c["matrix"][5], 1), c["x0"]))
    rows = groupby(chars, key=lambda c: round(c["matrix"][5], 1))
    lines = [line for _, row in rows for line in _split(list(row), height)]
    rules = [(r["x0"] * MM, r["x1"] * MM, r["top"] * MM) for r in page.lines]
    return Sheet(float(page.width) * MM, height * MM, lines, rules)


def _split(row: list[Any], height: float) -> Iterator[TextLine]:
    """Two columns on one baseline are two lines."""
    part: list[Any] = []
    for char in row:
        if part and char["x0"] - part[-1]["x1"] > 14:
            yield _line(part, height)
            part = []
        part.append(char)
    yield _line(part, height)


def _line(chars: list[Any], height: float) -> TextLine:
    seen = [c for c in chars if c["text"].strip()] or chars
    size = max(c["size"] for c in seen)
    baseline = height - seen[0]["matrix"][5]
    return TextLine(
        text="".join(c["text"] for c in chars).strip(),
        left=seen[0]["x0"] * MM,
        right=seen[-1]["x1"] * MM,
        top=(baseline - CAP_HEIGHT * size) * MM,
        bottom=(baseline + TAIL * size) * MM,
        baseline=baseline * MM,
        size_pt=size,
    )
