"""Every template of the project obeys the strict content policy and uses drawings that exist."""

import re
from pathlib import Path

import pytest

from xaso.core.ui.icons import icon_names
from xaso.core.ui.states import STATES

SRC = Path(__file__).parents[2] / "src" / "xaso"
TEMPLATES = sorted(
    path for path in SRC.rglob("templates/**/*") if path.suffix in {".html", ".svg"}
)
FORBIDDEN = {
    "a style attribute": r"\sstyle\s*=",
    "a style element": r"<style\b",
    "an on… attribute": r"<[^>]+\son[a-z]+\s*=",
    "a script body": r"<script\b[^>]*>\s*[^<\s]",
    "a javascript address": r"javascript:",
    "hx-on": r"hx-on[:=]",
    "another host": r"(?:src|href)=[\"'](?:https?:)?//",
}


@pytest.mark.parametrize("path", TEMPLATES, ids=lambda path: str(path.relative_to(SRC)))
def test_a_template_keeps_to_the_content_policy(path):
    text = path.read_text()

    assert [what for what, shape in FORBIDDEN.items() if re.search(shape, text, re.I)] == []


@pytest.mark.parametrize("path", TEMPLATES, ids=lambda path: str(path.relative_to(SRC)))
def test_a_template_uses_drawings_and_states_that_exist(path):
    text = path.read_text()

    icons = set(re.findall(r'{% icon "([^"]+)"', text))
    states = set(re.findall(r'{% chip "([^"]+)"', text))

    assert icons <= set(icon_names())
    assert states <= set(STATES)


@pytest.mark.parametrize("path", TEMPLATES, ids=lambda path: str(path.relative_to(SRC)))
def test_the_drawing_of_a_state_is_no_button(path):
    """A half disc beside "Tương phản" is taken for the button of contrast."""
    drawn = set(re.findall(r'{% icon "([^"]+)"', path.read_text()))

    assert not drawn & {"todo", "doing", "review", "done", "gap"}


@pytest.mark.parametrize("path", TEMPLATES, ids=lambda path: str(path.relative_to(SRC)))
def test_a_table_that_may_be_too_wide_is_moved_by_keys_too(path):
    """Tables that become cards on a phone are never too wide there; the others stand in a region."""
    opened = re.findall(r'<div class="table-wrap[^>]*>\s*<table class="([^"]*)"', path.read_text())

    assert [classes for classes in opened if "cards" not in classes.split()] == []


def test_every_state_has_its_drawing():
    assert set(STATES) - {"soon"} <= set(icon_names())


def test_every_menu_entry_has_a_drawing(settings):
    assert {entry["icon"] for entry in settings.XASO_MENU} <= set(icon_names())
