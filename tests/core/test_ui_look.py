"""The style file: colours that can be read by everybody, and a weight a village line carries."""

import gzip
import re
from itertools import product
from pathlib import Path

import pytest

STATIC = Path(__file__).parents[2] / "src" / "xaso" / "core" / "ui" / "static" / "ui"
CSS = (STATIC / "xaso.css").read_text()
THEMES = {"light": ":root {", "dark": ":root.theme-dark {", "contrast": ":root.contrast {"}
FOLLOWS_MACHINE = {
    "dark": ":root:not(.theme-light) {",
    "contrast": ":root:not(.theme-light):not(.theme-dark) {",
}
GROUNDS = ("page", "card", "sunk", "tint")
PAIRS = [
    *product(("ink", "soft", "link", "red-ink", "maize-ink", "green-ink"), GROUNDS),
    *product(("ink", "link"), ("red-tint", "maize-tint", "green-tint")),
    ("red-ink", "red-tint"),
    ("maize-ink", "maize-tint"),
    ("green-ink", "green-tint"),
    ("on-act", "act"),
    ("on-act", "act-over"),
    ("on-bar", "bar"),
    ("bar-soft", "bar"),
]
DRAWN = product(("edge", "red", "maize", "green", "act", "focus"), ("page", "card"))


@pytest.mark.parametrize("theme", THEMES)
@pytest.mark.parametrize("pair", PAIRS, ids="-on-".join)
def test_every_text_can_be_read(theme, pair):
    colours = tokens(THEMES[theme])

    assert contrast(colours[pair[0]], colours[pair[1]]) >= 4.5


@pytest.mark.parametrize("theme", THEMES)
@pytest.mark.parametrize("pair", [*DRAWN], ids="-on-".join)
def test_every_drawn_edge_can_be_seen(theme, pair):
    colours = tokens(THEMES[theme])

    assert contrast(colours[pair[0]], colours[pair[1]]) >= 3


@pytest.mark.parametrize("theme", FOLLOWS_MACHINE)
def test_the_theme_of_the_machine_is_the_theme_one_can_choose(theme):
    assert tokens(FOLLOWS_MACHINE[theme]) == tokens(THEMES[theme])


def test_letters_over_the_terrace_lines_can_be_read():
    white, bar = (255, 255, 255), rgb(tokens(THEMES["light"])["bar"])

    line = tuple(round(b + (w - b) * 0.2) for w, b in zip(white, bar, strict=True))

    assert contrast("#{:02x}{:02x}{:02x}".format(*line), "#ffffff") >= 4.5


def test_the_style_file_is_light():
    assert len(gzip.compress(CSS.encode(), 9)) <= 11_000


def test_the_drawings_are_light():
    assert (STATIC / "terraces.svg").stat().st_size < 2_000
    assert len(gzip.compress((STATIC / "icons.svg").read_bytes(), 9)) <= 2_500


@pytest.mark.parametrize("name", ["icons", "mark", "terraces"])
def test_a_browser_knows_the_drawing_as_svg(name):
    root = (STATIC / f"{name}.svg").read_text()

    assert root.startswith('<svg xmlns="http://www.w3.org/2000/svg"')


def test_the_style_file_asks_no_other_host():
    assert set(re.findall(r"url\(([^)]+)\)", CSS)) == {"terraces.svg"}
    assert "@import" not in CSS


def tokens(selector: str) -> dict[str, str]:
    start = CSS.index(selector) + len(selector)
    return dict(re.findall(r"--([a-z-]+): (#[0-9a-f]{6});", CSS[start : CSS.index("}", start)]))


def contrast(one: str, other: str) -> float:
    lighter, darker = sorted((luminance(one), luminance(other)), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


def luminance(colour: str) -> float:
    parts = (part / 255 for part in rgb(colour))
    red, green, blue = (p / 12.92 if p <= 0.04045 else ((p + 0.055) / 1.055) ** 2.4 for p in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def rgb(colour: str) -> tuple[int, ...]:
    return tuple(int(colour[i : i + 2], 16) for i in (1, 3, 5))
