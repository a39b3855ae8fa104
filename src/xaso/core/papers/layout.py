from __future__ import annotations

import tomllib
from dataclasses import dataclass
from datetime import date
from functools import cache
from importlib.resources import files

from xaso.lib.dates import paper_date

BLANK_NUMBER = "\N{NO-BREAK SPACE}" * 8
BLANK_DAY = "\N{NO-BREAK SPACE}" * 6


@dataclass(frozen=True)
class Page:
    width: float
    height: float


@dataclass(frozen=True)
class Margins:
    top: float
    bottom: float
    left: float
    right: float


@dataclass(frozen=True)
class Sizes:
    nation: float
    motto: float
    body_name: float
    number: float
    place_date: float
    subject: float
    kind: float
    abstract: float
    receivers: float
    text: float
    authority: float
    name: float
    recipients_word: float
    recipients: float
    annex: float
    table: float
    sheet: float
    page_number: float


@dataclass(frozen=True)
class Spacing:
    first_line_mm: float
    paragraph_pt: float
    line_ratio: float
    tight_ratio: float
    subject_gap_pt: float
    signing_space_mm: float
    letterhead_left_mm: float
    closing_left_mm: float
    rule_pt: float
    rule_share: float
    rule_gap_mm: float
    cell_pad_x_mm: float
    cell_pad_top_mm: float
    cell_pad_bottom_mm: float
    smallest_sheet_scale: float
    sheet_fill: float
    sheet_signing_share: float


@dataclass(frozen=True)
class Fonts:
    word: str
    embedded: str


@dataclass(frozen=True)
class Words:
    nation: str
    motto: str
    number: str
    about: str
    receivers: str
    recipients: str
    file_copy: str
    annex: str
    attached: str
    of: str
    letter: str
    end: str


@dataclass(frozen=True)
class Layout:
    page_mm: Page
    margins_mm: Margins
    sizes_pt: Sizes
    spacing: Spacing
    fonts: Fonts
    words: Words

    @property
    def text_width_mm(self) -> float:
        return self.page_mm.width - self.margins_mm.left - self.margins_mm.right

    @property
    def landscape_text_width_mm(self) -> float:
        return self.page_mm.height - self.margins_mm.left - self.margins_mm.right


@cache
def layout() -> Layout:
    raw = tomllib.loads(files("xaso.core.papers").joinpath("data/layout.toml").read_text("utf-8"))
    return Layout(
        page_mm=Page(**raw["page_mm"]),
        margins_mm=Margins(**raw["margins_mm"]),
        sizes_pt=Sizes(**raw["sizes_pt"]),
        spacing=Spacing(**raw["spacing"]),
        fonts=Fonts(**raw["fonts"]),
        words=Words(**raw["words"]),
    )


def number_text(number: int | None) -> str:
    """Two digits below ten; room for a pen while văn thư has not given one."""
    return BLANK_NUMBER if number is None else f"{number:02d}"


def date_text(day: date | None, year: int) -> str:
    return paper_date(day) if day else f"ngày{BLANK_DAY}tháng{BLANK_DAY}năm {year}"
