"""Nothing needs JavaScript: pages read, forms send, menus open."""

import re

from tests.journeys.conftest import PHONE, go_by, sign_in

SILENT = {"java_script_enabled": False}


def test_every_page_says_its_title_and_what_it_is_for(pages_of_the_world):
    empty = [
        name
        for name, (visit,) in pages_of_the_world([PHONE], **SILENT)
        if visit.page.locator("h1").count() != 1 or len(visit.page.inner_text("main")) < 40
    ]

    assert empty == []


def test_a_leader_accepts_from_the_board(window, world_site):
    page = window(world_site, "chanh_van_phong", PHONE, **SILENT).page
    page.goto("/toan-canh/")

    go_by(page.get_by_role("button", name=re.compile("^Duyệt.*Việc thôn đã gửi")).first)

    assert "Đã duyệt" in page.inner_text("main")


def test_wrong_words_come_back_with_what_was_typed(window, world_site):
    page = window(world_site, "chanh_van_phong", **SILENT).page
    page.goto("/ke-hoach/viec/giao/")
    page.get_by_label("Việc phải làm").fill("Lắp wifi ba nhà văn hóa")
    page.locator("[name=due_date]").fill("31/2/2027")

    go_by(page.locator("main form button.button").first)

    assert page.get_by_label("Việc phải làm").input_value() == "Lắp wifi ba nhà văn hóa"
    assert page.locator("[name=due_date]").input_value() == "31/2/2027"
    assert page.locator("[aria-invalid=true]").count() >= 1
    assert "31/2/2027" in page.locator(".error-summary, [role=alert]").first.inner_text()


def test_text_size_and_contrast_change(window, world_site):
    page = window(world_site, **SILENT).page
    page.goto("/tro-giup/")

    go_by(page.get_by_role("button", name="Chữ to hơn"))
    go_by(page.get_by_role("button", name="Tương phản"))

    classes = page.locator("html").get_attribute("class")
    assert {"text-3", "contrast"} <= set(classes.split())


def test_the_language_changes_and_comes_back(window, world_site):
    page = window(world_site, **SILENT).page
    page.goto("/tro-giup/")

    go_by(page.get_by_role("button", name="English"))

    assert page.locator("html").get_attribute("lang") == "en"
    go_by(page.get_by_role("button", name="Tiếng Việt"))
    assert page.locator("html").get_attribute("lang") == "vi"


def test_signing_out_ends_the_session(window, world_site):
    page = window(world_site, **SILENT).page
    sign_in(page, *world_site.people["van_thu"])

    page.locator("details.menu summary").click()
    go_by(page.get_by_role("button", name="Đăng xuất"))
    page.goto("/van-ban/")

    assert "/dang-nhap/" in page.url
