"""Thào decides on the bus: one thumb, a small screen, no script; a slip is taken back."""

import re

import pytest

from tests.journeys.conftest import PHONE, go_by

THAO = "Chủ tịch UBND xã"
WAITING = "/toan-canh/cho-toi-quyet/"
THUMB_PX = 48
HEIGHT = PHONE[1]

pytestmark = pytest.mark.slow

SMALL = """() => [...document.querySelectorAll('main a, main button, .main-menu a, .top summary')]
  .filter(each => each.offsetParent && !each.closest('.small, p:not(.decision-what > p), .hidden'))
  .map(each => [each.innerText.trim(), each.getBoundingClientRect().height])
  .filter(([text, height]) => height > 1 && height < %d)"""


@pytest.fixture
def thao(site, window):
    return window(site, THAO, PHONE, java_script_enabled=False).page


@pytest.fixture
def thao_measured(site, window):
    return window(site, THAO, PHONE).page


def waiting(page):
    return int(re.search(r"\((\d+)\)", page.locator("h1").inner_text())[1])


def in_reach(button):
    """Seen without scrolling, in the lower part of the screen."""
    box = button.bounding_box()
    return box["y"] > HEIGHT / 3 and box["y"] + box["height"] <= HEIGHT


def test_what_is_touched_is_as_large_as_a_thumb(thao_measured):
    for path in ("/toan-canh/", WAITING):
        thao_measured.goto(path)

        assert thao_measured.evaluate(SMALL % THUMB_PX) == [], path


def test_a_result_is_accepted_and_taken_back_where_it_stands(thao):
    thao.goto(WAITING)
    before = waiting(thao)
    card = thao.locator(".decision", has_text="Kết quả ·").first
    title = card.locator("strong").first.inner_text()

    go_by(card.get_by_role("button"))
    accepted = waiting(thao), title in thao.locator(".decisions").inner_text()
    go_by(thao.get_by_role("button", name="Hoàn tác"))

    assert accepted == (before - 1, False)
    assert waiting(thao) == before
    assert title in thao.locator(".decisions").inner_text()


def test_the_button_of_a_form_stays_under_the_thumb(thao):
    thao.goto(WAITING)

    go_by(
        thao.locator(".decision", has_text="Kết quả ·").first.get_by_role("link", name="Trả lại")
    )

    assert in_reach(thao.get_by_role("button", name="Trả lại"))


def test_what_waits_for_the_leader_stands_first_on_its_page(thao):
    thao.goto(WAITING)

    go_by(thao.locator(".decision", has_text="Kết quả ·").first.locator(".decision-what a"))

    assert thao.locator(".content > section").first.get_attribute("id") == "duyet"
