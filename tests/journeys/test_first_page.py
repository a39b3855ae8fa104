"""The first page of the sample: three red things and one real number in five steps, each a link."""

import re

from tests.journeys.conftest import go_by


def test_each_step_opens_the_right_page_with_the_same_number(window, site):
    page = window(site).page
    page.goto("/")
    steps = [read(step) for step in page.locator(".steps .step").all()]

    assert [name for name, _value, _text in steps] == [
        "Phụ lục kế hoạch",
        "Giao việc",
        "Thôn gửi ảnh, số",
        "Chỉ tiêu",
        "Báo cáo",
    ]
    for name, value, _text in steps:
        page.goto("/")
        press(page, name)
        found = page.inner_text("main")
        assert number(value) in found, f"{name}: {value} is not on {page.url}"


def test_the_three_red_things_say_why_and_open(window, site):
    page = window(site).page
    page.goto("/")
    red = page.locator(".item-bad")

    assert red.count() == 3
    assert all("Vì sao:" in text for text in red.all_inner_texts())
    title = red.first.locator("button.name").inner_text()
    go_by(red.first.locator("button.name"))
    assert title in page.inner_text("main")


def test_every_role_offered_opens_with_one_press(window, site):
    page = window(site).page
    page.goto("/")
    doors = [door.get_attribute("value") for door in page.locator("button[name=vai]").all()]

    assert len(doors) > 8
    for door in doors:
        page.goto("/")
        go_by(page.locator(f'button[name=vai][value="{door}"]').first)
        assert page.locator("h1").count() == 1, door
        assert "Đang vào vai" in page.inner_text("main"), door


def read(step):
    value = step.locator("strong")
    return (
        step.locator("button").inner_text(),
        value.inner_text() if value.count() else "",
        step.locator("p").inner_text(),
    )


def number(value):
    """The first number or code of a step: "37 / 60 hộ" is about 37."""
    return re.search(r"NV-[\d-]+|\d[\d.,]*", value).group()


def press(page, name):
    go_by(page.get_by_role("button", name=name, exact=True).first)
