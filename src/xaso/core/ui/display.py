"""How one person wants to see the pages: text size, theme, contrast. Kept in one cookie."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace

from django.http import HttpRequest

from xaso.lib.numbers import read_count

COOKIE = "xaso_display"
SMALLEST, NORMAL, LARGEST = 1, 2, 5
THEMES = ("", "light", "dark")
"""Empty follows the machine."""


@dataclass(frozen=True)
class Display:
    text: int = NORMAL
    theme: str = ""
    contrast: bool = False

    @property
    def html_class(self) -> str:
        classes = [f"text-{self.text}"] if self.text != NORMAL else []
        if self.theme:
            classes.append(f"theme-{self.theme}")
        if self.contrast:
            classes.append("contrast")
        return " ".join(classes)

    @property
    def cookie(self) -> str:
        return f"{self.text}.{self.theme}.{int(self.contrast)}"

    def resized(self, text: int) -> Display:
        return replace(self, text=min(max(text, SMALLEST), LARGEST))


def display_of(request: HttpRequest) -> Display:
    """A cookie we cannot read counts as no wish at all."""
    text, _, rest = request.COOKIES.get(COOKIE, "").partition(".")
    theme, _, contrast = rest.partition(".")
    size = read_count(text) or 0
    if not SMALLEST <= size <= LARGEST or theme not in THEMES:
        return Display()
    return Display(size, theme, contrast == "1")


def wished(display: Display, asked: Mapping[str, str]) -> Display:
    """The display after one press: `text` is +, - or a size; `theme`; `contrast` 0 or 1."""
    text = asked.get("text", "")
    if text in {"+", "-"}:
        display = display.resized(display.text + (1 if text == "+" else -1))
    elif text in {"1", "2", "3", "4", "5"}:
        display = display.resized(int(text))
    if asked.get("theme", display.theme) in THEMES:
        display = replace(display, theme=asked.get("theme", display.theme))
    if asked.get("contrast", "") in {"0", "1"}:
        display = replace(display, contrast=asked["contrast"] == "1")
    return display
