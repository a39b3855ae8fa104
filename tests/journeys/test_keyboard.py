"""A leader signs in and accepts a result with the keyboard alone, and always sees where the focus is."""

import pytest

FARTHEST = 120
"""Presses of Tab; past that a page is no use to somebody without a mouse."""


@pytest.fixture
def page(window, world_site):
    return window(world_site).page


def test_signing_in_and_accepting_take_no_mouse(page, world_site):
    username, password = world_site.people["chanh_van_phong"]

    page.goto("/dang-nhap/")
    to(page, "Tên đăng nhập")
    page.keyboard.type(username)
    page.keyboard.press("Tab")
    page.keyboard.type(password)
    enter(page)
    to(page, "Xem và duyệt: Chờ duyệt 0")
    enter(page)
    to(page, "Duyệt")
    page.keyboard.press("Enter")  # the main button leads down to what waits
    to(page, "Duyệt")
    enter(page)

    assert "Đã duyệt" in page.inner_text("main")


def test_the_first_stop_leads_past_the_menu(page):
    page.goto("/")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")

    assert focus(page)["id"] == "noi-dung"


def test_the_account_menu_opens_and_closes(page):
    page.goto("/tro-giup/")
    to(page, "Đăng nhập")
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")

    assert page.locator("details.menu").get_attribute("open") is not None
    assert focus(page)["text"].startswith("Đăng nhập")


def to(page, name):
    """Tab until the control of that name has the focus; each stop on the way must be visible."""
    for _press in range(FARTHEST):
        page.keyboard.press("Tab")
        here = focus(page)
        assert here["seen"], f"the focus cannot be seen on {here}"
        if here["text"].startswith(name):
            return
    pytest.fail(f"{name} is not within {FARTHEST} presses of Tab on {page.url}")


def enter(page):
    with page.expect_navigation():
        page.keyboard.press("Enter")


def focus(page):
    return page.evaluate(
        """() => {
          const here = document.activeElement, style = getComputedStyle(here);
          const label = here.labels && here.labels[0];
          const text = here.getAttribute("aria-label") || (label || here).textContent;
          return {
            id: here.id,
            text: text.replace(/\\s+/g, " ").replace(" :", ":").replace("bắt buộc", "").trim(),
            seen: here === document.body || style.outlineStyle !== "none"
              || style.boxShadow !== "none",
          };
        }"""
    )
