"""From an empty machine to an admin at work: open the commune, take the slip, choose a password."""

from tests.journeys.conftest import PHONE, go_by, sign_in
from tests.journeys.looking import violations

NEW_PASSWORD = "Ruộng bậc thang tháng 10"


def test_the_first_commune_is_opened_and_its_admin_starts_work(new_site, window):
    page = window(new_site, size=PHONE).page
    found = []

    page.goto(first_page(new_site))
    found += violations(page)
    page.get_by_label("Tên xã, phường").fill("muong hoa")
    press(page, "Tìm")
    go_by(page.get_by_role("link", name="Tả Van"))
    found += violations(page)
    page.get_by_label("Họ và tên người quản trị").fill("Nguyễn Thị Lan")
    press(page, "Mở xã và lập tài khoản")
    found += violations(page)
    username, password = slip(page)
    go_by(page.get_by_role("link", name="Đã giao phiếu, đi tiếp"))
    sign_in(page, username, password)
    assert page.url.endswith("/doi-mat-khau/")
    choose_password(page, password)
    found += violations(page)

    assert found == []
    assert "/doi-mat-khau/" not in page.url
    assert "Tả Van" in page.locator("header").inner_text()


def test_the_first_page_is_closed_without_its_code(new_site, window):
    page = window(new_site).page
    answer = page.goto(first_page(new_site).partition("?")[0])

    assert answer.status == 403
    assert "xaso start" in page.inner_text("main")


def first_page(site):
    return site.pages["desk:start"][1]


def slip(page):
    lines = page.locator(".slip dd").all_inner_texts()
    return lines[1].strip(), lines[2].strip()


def choose_password(page, old):
    page.locator("[name=oldpassword]").fill(old)
    page.locator("[name=password1]").fill(NEW_PASSWORD)
    page.locator("[name=password2]").fill(NEW_PASSWORD)
    go_by(page.locator("main form button.button"))


def press(page, name):
    go_by(page.get_by_role("button", name=name).last)
