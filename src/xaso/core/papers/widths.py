from __future__ import annotations

from functools import cache, lru_cache
from importlib.resources import files
from pathlib import Path

from PIL import ImageFont

FONTS = Path(str(files("xaso.core.papers"))) / "fonts"
MM_PER_PT = 25.4 / 72
MEASURED_AT = 1000
USUAL_LETTER_EM = 0.5


def text_width_mm(text: str, size_pt: float, *, bold: bool = False) -> float:
    """As printed in Times New Roman or Tinos, whose letters are equally wide."""
    font = _font("Bold" if bold else "Regular")
    em = font.getlength(text) / MEASURED_AT if font else len(text) * USUAL_LETTER_EM
    return em * size_pt * MM_PER_PT


def wrapped_lines(text: str, room_mm: float, size_pt: float, *, bold: bool = False) -> int:
    """How many lines the text takes in a column."""
    lines = 0
    for part in text.split("\n"):
        lines, used = lines + 1, 0.0
        for word in part.split(" "):
            wide = _word_em(word, bold=bold) * size_pt * MM_PER_PT
            if used and used + wide > room_mm:
                lines, used = lines + 1, 0.0
            overflow, used = divmod(used + wide, room_mm)
            lines += int(overflow)
    return lines


@lru_cache(maxsize=10_000)
def _word_em(word: str, *, bold: bool) -> float:
    return text_width_mm(f"{word} ", 1 / MM_PER_PT, bold=bold)


@cache
def _font(style: str) -> ImageFont.FreeTypeFont | None:
    path = FONTS / f"Tinos-{style}.ttf"
    # Letter by letter: the engine that shapes a line refuses some marks a person can paste.
    plain = ImageFont.Layout.BASIC
    return ImageFont.truetype(path, MEASURED_AT, layout_engine=plain) if path.exists() else None
