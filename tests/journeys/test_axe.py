"""axe finds nothing on any page, on a phone and on a desk, in light, dark and high contrast."""

import pytest
from axe_playwright_python.sync_playwright import Axe

from tests.journeys.conftest import DESKTOP, PHONE

TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]
OPTIONS = {"runOnly": {"type": "tag", "values": TAGS}, "resultTypes": ["violations"]}
LOOKS = {"light": "theme-light", "dark": "theme-dark", "contrast": "theme-light contrast"}

pytestmark = pytest.mark.slow


@pytest.mark.parametrize("size", [PHONE, DESKTOP], ids=["phone", "desktop"])
def test_axe_finds_nothing(shown, window, size):
    axe, found = Axe(), []
    for role in sorted({role for role, _path in shown.values()}):
        page = window(role, size).page
        for name, (by, path) in sorted(shown.items()):
            if by == role:
                page.goto(path, wait_until="load")
                found += [f"{name} {line}" for line in _violations(axe, page)]

    assert found == []


@pytest.mark.parametrize("size", [PHONE, DESKTOP], ids=["phone", "desktop"])
def test_no_page_is_wider_than_its_window(shown, window, size):
    wide = []
    for role in sorted({role for role, _path in shown.values()}):
        page = window(role, size).page
        for name, (by, path) in sorted(shown.items()):
            if by == role:
                page.goto(path, wait_until="load")
                over = page.evaluate("document.documentElement.scrollWidth - innerWidth")
                wide += [f"{name}: {over} px"] if over > 0 else []

    assert wide == []


def _violations(axe, page):
    for look, classes in LOOKS.items():
        page.evaluate("look => { document.documentElement.className = look }", classes)
        for violation in axe.run(page, options=OPTIONS).response["violations"]:
            places = [node["target"] for node in violation["nodes"][:3]]
            yield f"{look}: {violation['id']} {places}"
