"""axe finds nothing on any page, on a phone and on a desk, in light, dark and high contrast."""

import pytest
from axe_playwright_python.sync_playwright import Axe

from tests.journeys.conftest import DESKTOP, PHONE

TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]
OPTIONS = {"runOnly": {"type": "tag", "values": TAGS}, "resultTypes": ["violations"]}
LOOKS = {"light": "theme-light", "dark": "theme-dark", "contrast": "theme-light contrast"}

pytestmark = pytest.mark.slow


@pytest.mark.parametrize("size", [PHONE, DESKTOP], ids=["phone", "desktop"])
def test_axe_finds_nothing(each_page, size):
    axe = Axe()
    found = [
        f"{name} {line}"
        for name, visit in each_page(size)
        for line in _violations(axe, visit.page)
    ]

    assert found == []


@pytest.mark.parametrize("size", [PHONE, DESKTOP], ids=["phone", "desktop"])
def test_no_page_is_wider_than_its_window(each_page, size):
    over = "document.documentElement.scrollWidth - innerWidth"
    wide = {name: visit.page.evaluate(over) for name, visit in each_page(size)}

    assert {name: px for name, px in wide.items() if px > 0} == {}


def _violations(axe, page):
    for look, classes in LOOKS.items():
        page.evaluate("look => { document.documentElement.className = look }", classes)
        for violation in axe.run(page, options=OPTIONS).response["violations"]:
            places = [node["target"] for node in violation["nodes"][:3]]
            yield f"{look}: {violation['id']} {places}"


def test_axe_would_see_a_fault(window, world_site):
    page = window(world_site).page
    page.goto("/")
    page.evaluate(
        "() => { const grey = document.createElement('p'); grey.textContent = 'Chữ quá nhạt';"
        " grey.style.color = '#ccc'; grey.style.background = '#fff';"
        " document.querySelector('main').append(grey, document.createElement('button')) }"
    )

    found = " ".join(_violations(Axe(), page))

    assert "light: color-contrast" in found
    assert "dark: button-name" in found


def test_every_page_with_a_screen_is_looked_at(each_page):
    assert len({name for name, _visit in each_page()}) > 90
