"""An officer without a smartphone: the printed slip, the door with a code, and a screen left alone."""

import re
import sys

from tests.core.world import PASSWORD
from tests.journeys.conftest import PHONE, give_code, give_password, go_by, sign_in
from tests.journeys.looking import violations
from tests.journeys.servers import said_by

WORK = "Kiểm tra loa truyền thanh thôn Mẫu Sơn"
AWAY_MINUTES = 16


def test_with_a_slip_of_codes_nothing_typed_is_lost_on_the_way(window, world_site):
    page = window(world_site, size=PHONE, java_script_enabled=False).page
    officer = world_site.alone["turns_on"]

    sign_in(page, officer, PASSWORD)
    codes = turn_on_by_slip(page)
    sign_out(page)
    give_password(page, officer, PASSWORD)
    give_code(page, codes[3])
    type_a_task(page)
    leave_alone(world_site, officer)
    send(page)
    assert "đã được giữ, chưa gửi" in page.inner_text("main")
    unlock(page)
    assert page.get_by_label("Việc phải làm").input_value() == WORK
    send(page)

    assert page.inner_text("h1") == WORK
    assert "Đã ghi nháp" in page.inner_text("main")


def test_axe_finds_nothing_at_the_doors(window, world_site):
    page = window(world_site, size=PHONE).page
    officer = world_site.alone["comes_in"]
    found = []

    sign_in(page, officer, PASSWORD)
    codes = turn_on_by_slip(page)
    found += violations(page)
    sign_out(page)
    give_password(page, officer, PASSWORD)
    assert page.inner_text("h1") == "Mã xác nhận"
    found += violations(page)
    give_code(page, codes[0])
    leave_alone(world_site, officer)
    page.goto("/ke-hoach/viec/")
    assert page.inner_text("h1") == "Màn hình đã khóa"
    found += violations(page)
    unlock(page)

    assert found == []
    assert page.url.endswith("/ke-hoach/viec/")


def turn_on_by_slip(page):
    open_menu(page)
    go_by(page.get_by_role("link", name="Lớp thứ hai"))
    go_by(page.get_by_role("link", name="Dùng phiếu mã in sẵn"))
    page.fill("input[name=password]", PASSWORD)
    go_by(page.get_by_role("button", name="Bật và in phiếu"))
    codes = page.locator("ol .code").all_inner_texts()
    assert len(codes) == len(set(codes)) == 10
    return codes


def sign_out(page):
    open_menu(page)
    go_by(page.get_by_role("button", name="Đăng xuất"))


def open_menu(page):
    page.locator("details.menu summary").click()


def type_a_task(page):
    page.goto("/ke-hoach/viec/giao/")
    page.get_by_label("Việc phải làm").fill(WORK)


def leave_alone(server, officer):
    said_by([sys.executable, "-m", "tests.journeys.rested", officer, AWAY_MINUTES], server.env)


def unlock(page):
    page.fill("input[name=password]", PASSWORD)
    go_by(page.get_by_role("button", name="Mở khóa"))


def send(page):
    go_by(page.get_by_role("button", name=re.compile("nháp")).first)
