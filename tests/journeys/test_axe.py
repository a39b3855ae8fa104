"""Every page in a real window, on a phone and on a desk: axe in three looks, width, other hosts."""

from dataclasses import dataclass

import pytest
from axe_playwright_python.sync_playwright import Axe

from tests.journeys.conftest import DESKTOP, PHONE

TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]
OPTIONS = {"runOnly": {"type": "tag", "values": TAGS}, "resultTypes": ["violations"]}
LOOKS = {"light": "theme-light", "dark": "theme-dark", "contrast": "theme-light contrast"}

pytestmark = pytest.mark.slow


@dataclass
class Look:
    violations: list[str]
    over_px: int
    strangers: list[str]
    faults: list[str]


@pytest.fixture(scope="module", params=[PHONE, DESKTOP], ids=["phone", "desktop"])
def looked_at(request, pages_of_the_world):
    """Every page once in this window: what axe finds, how far it is too wide, what it asked for."""
    axe = Axe()
    return {
        name: Look(
            violations(axe, visit.page),
            visit.page.evaluate("document.documentElement.scrollWidth - innerWidth"),
            visit.strangers,
            visit.faults,
        )
        for name, visit in pages_of_the_world(request.param)
    }


def test_every_page_with_a_screen_is_looked_at(looked_at):
    assert len(looked_at) > 90


def test_axe_finds_nothing(looked_at):
    assert {name: look.violations for name, look in looked_at.items() if look.violations} == {}


def test_no_page_is_wider_than_its_window(looked_at):
    assert {name: look.over_px for name, look in looked_at.items() if look.over_px > 0} == {}


def test_no_page_asks_another_host(looked_at):
    assert {name: look.strangers for name, look in looked_at.items() if look.strangers} == {}


def test_no_page_trips_over_its_own_rules(looked_at):
    assert {name: look.faults for name, look in looked_at.items() if look.faults} == {}


def test_axe_would_see_a_fault(window, world_site):
    page = window(world_site).page
    page.goto("/")
    page.evaluate(
        "() => { const grey = document.createElement('p'); grey.textContent = 'Chữ quá nhạt';"
        " grey.style.color = '#ccc'; grey.style.background = '#fff';"
        " document.querySelector('main').append(grey, document.createElement('button')) }"
    )

    found = " ".join(violations(Axe(), page))

    assert "light: color-contrast" in found
    assert "dark: button-name" in found


def violations(axe, page):
    """In all looks, each fault with the first places it stands at."""
    found = []
    for look, classes in LOOKS.items():
        page.evaluate("look => { document.documentElement.className = look }", classes)
        for violation in axe.run(page, options=OPTIONS).response["violations"]:
            places = [node["target"] for node in violation["nodes"][:3]]
            found.append(f"{look}: {violation['id']} {places}")
    return found
