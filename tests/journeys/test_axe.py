"""Every page in a real window, on a phone and on a desk: axe in its looks, width, other hosts."""

from dataclasses import dataclass

import pytest

from tests.journeys.conftest import DESKTOP, PHONE
from tests.journeys.looking import AXE, FIRST_LOOK, LOOKS, found_on, start_looking, violations

SIZES = {"phone": PHONE, "desktop": DESKTOP}

pytestmark = pytest.mark.slow


@dataclass
class Look:
    violations: list[str]
    over_px: int
    strangers: list[str]
    faults: list[str]


@pytest.fixture(scope="module")
def looked_at_in_both(pages_of_the_world):
    """Every page once in each window: what axe finds, how far it is too wide, what it asked for."""
    looks = {size: {} for size in SIZES}
    for name, visits in pages_of_the_world(list(SIZES.values()), script=AXE):
        for visit, asked in zip(visits, (LOOKS, FIRST_LOOK), strict=True):
            start_looking(visit.page, asked)
        for size, visit in zip(SIZES, visits, strict=True):
            looks[size][name] = Look(
                found_on(visit.page),
                visit.page.evaluate("document.documentElement.scrollWidth - innerWidth"),
                visit.strangers,
                visit.faults,
            )
    return looks


@pytest.fixture(scope="module", params=list(SIZES))
def looked_at(request, looked_at_in_both):
    return looked_at_in_both[request.param]


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

    found = " ".join(violations(page))

    assert "light: button-name" in found
    assert all(f"{look}: color-contrast" in found for look in LOOKS)
