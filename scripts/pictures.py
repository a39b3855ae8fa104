"""Pictures for the handbook and the README, taken of the running sample in a real browser.

`python scripts/pictures.py [NAME…]` makes the sample in a folder of its own, serves it, and writes
docs/operators/pictures/NAME.webp, each within 60 kB.
"""

from __future__ import annotations

import io
import json
import os
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from PIL import Image
from playwright.sync_api import Browser, Page, sync_playwright

from xaso.drills.injection.chromium import program
from xaso.drills.joining import join
from xaso.drills.server import free_port

ROOT = Path(__file__).resolve().parents[1]
PICTURES = ROOT / "docs" / "operators" / "pictures"
XASO = str(Path(sys.executable).parent / "xaso")
MOST_BYTES = 60_000
IMPORT, ANNEX = "/ke-hoach/nhap-phu-luc/", "main a[href*='80-viec'][href*='.docx']"
SEND = "main form button.button"
SYSTEMS, SYSTEM = "/ban-do-phan-mem/", "main .item a[href^='/ban-do-phan-mem/']"
DESK, PHONE = (1280, 860), (360, 720)
PAO = "pao.mau-son"
HEAD = f"Giàng A Páo ({PAO})"
APP_DRAWS_MS = 800
AT_HOME = {"locale": "vi-VN", "timezone_id": "Asia/Ho_Chi_Minh"}
PLAIN_BROWSER = ["--lang=vi", "--no-sandbox"]


@dataclass(frozen=True)
class Picture:
    name: str
    address: str
    account: str = ""
    """A user name of the sample; empty for a visitor."""
    size: tuple[int, int] = DESK
    follow: tuple[str, ...] = ()
    """Selectors to click one after the other, because rows have no fixed address."""
    down_to: str = ""
    """A selector the page is scrolled to."""
    only: str = ""
    """A selector: the picture shows this part alone."""
    file: str = ""
    """Selector of a link on the page; its file is fetched and put into the page's file field."""
    choose: tuple[str, ...] = ()
    """(selector, label): chosen before anything is clicked."""
    joins: bool = False
    """A phone of the account: invited by the office, its PIN chosen, before the address is opened."""


ALL: tuple[Picture, ...] = (
    Picture("trang-dau", "/", size=(1280, 1130)),
    Picture("mot-con-so", "/", only="section:has(> ol.steps)"),
    Picture("can-bo", "/can-bo/", "trung.giaphu"),
    Picture("don-vi", "/don-vi/", "trung.giaphu"),
    Picture("nhap-de-xuat", IMPORT, "van.sapa", (1280, 1400), (SEND,), file=ANNEX),
    Picture("nhap-phu-luc", IMPORT, "van.sapa", (1280, 1100), (SEND,), "table.sheet", file=ANNEX),
    Picture("viec", "/ke-hoach/viec/", "lan.giaphu", follow=("main table a",)),
    Picture("viec-cua-toi", "/viec-cua-toi/", "minh.giaphu"),
    Picture("thon-viec", "/ke-hoach/thon/", PAO, PHONE),
    Picture("thon-bao", "/ke-hoach/thon/", PAO, PHONE, ("main a.button",)),
    Picture("chi-tieu", "/chi-so/", "minh.giaphu"),
    Picture("bo-chi-so", "/chi-so/bo/xaso-1.0/", "minh.giaphu", (1280, 1000)),
    Picture("bao-cao", "/van-ban/", "minh.giaphu", (1280, 640)),
    Picture("ban-nhap", "/van-ban/", "chi.giaphu", (1280, 1100), ("text=Mở bản nháp",)),
    Picture("toan-canh", "/toan-canh/", "thao.giaphu", (1280, 1400)),
    Picture("duyet-dien-thoai", "/toan-canh/cho-toi-quyet/", "hoa.giaphu", PHONE),
    Picture("suc-khoe-may", "/suc-khoe-may/", "trung.giaphu"),
    Picture("sao-luu", "/sao-luu/", "trung.giaphu", (1280, 1000)),
    Picture("mo-hinh", "/mo-hinh/", "minh.giaphu", (1280, 1000)),
    Picture("lo-trinh", "/mo-hinh/", "minh.giaphu", (1280, 1100), ("main a[href*='/lo-trinh/']",)),
    Picture("ho-dan", "/ho-dan/", "minh.giaphu"),
    Picture("nhap-ho-dan", "/ho-dan/nhap/", "minh.giaphu", (1280, 640)),
    Picture("ra-quan", "/ra-quan/", "minh.giaphu", (1280, 1000), ("main .item a",)),
    Picture("nhap-bo-chi-so", "/chi-so/bo/nhap/", "minh.giaphu", (1280, 760)),
    Picture("mau-ke-hoach", "/ke-hoach/mau/", "minh.giaphu"),
    Picture("ban-giao", "/ke-hoach/ban-giao/", "minh.giaphu", (1280, 640)),
    Picture("don-doc", "/ke-hoach/don-doc/", "minh.giaphu"),
    Picture("lich", "/ke-hoach/lich/", "lan.giaphu", (1280, 1000)),
    Picture("ban-do-phan-mem", "/ban-do-phan-mem/", "minh.giaphu", (1280, 1000)),
    Picture("mot-he-thong", SYSTEMS + "?q=van+ban", "minh.giaphu", (1280, 1100), (SYSTEM,)),
    Picture("so-lay-o-dau", SYSTEMS + "so-lieu/", "minh.giaphu", (1280, 760)),
    Picture("tim-kiem", "/tim/?q=nha%20van%20hoa", "minh.giaphu", (1280, 760)),
    Picture("may-cua-thon", "/may/", "trung.giaphu", (1280, 760)),
    Picture("mot-may", "/may/", "trung.giaphu", (1280, 1130), ("text=Máy của tổ Mẫu Sơn",)),
    Picture(
        "ghi-danh-may",
        "/may/ghi-danh/",
        "trung.giaphu",
        follow=(SEND,),
        only=".slip",
        choose=("select", HEAD),
    ),
    Picture("to-cong-nghe", "/to-cong-nghe/", "minh.giaphu"),
    Picture("ket-qua-thang", "/to-cong-nghe/ket-qua/", "minh.giaphu", (1280, 1000)),
    Picture("bao-cao-thon", "/to-cong-nghe/bao-cao/", "minh.giaphu", (1280, 1000)),
    Picture("do-cho-muon", "/to-cong-nghe/do-cho-muon/", "lan.giaphu", (1280, 760)),
    Picture("chi-tieu-cua-thon", "/chi-tieu-cua-thon/", PAO, PHONE),
    Picture("vung-song", "/vung-song/", "minh.giaphu", (1280, 1000)),
    Picture("ban-do-o", "/vung-song/ban-do/", "minh.giaphu", (1280, 1200)),
    Picture("kien-nghi-nha-mang", "/vung-song/kien-nghi/", "minh.giaphu", (1280, 860)),
    Picture("noi-len-tinh", "/len-tinh/noi/", "trung.giaphu", (1280, 760)),
    Picture("cap-ma-noi", "/len-tinh/cac-xa/cap-ma/", "trung.giaphu", (1280, 760)),
    Picture("thon-tren-may", "/thon/#/", PAO, PHONE, joins=True),
    Picture("thon-ghi-luot", "/thon/#/", PAO, PHONE, ("text=Ghi lượt hỗ trợ",), joins=True),
    Picture("thon-do-song", "/thon/#/", PAO, PHONE, ("text=Đo sóng", ".choice"), joins=True),
)
WALKED = (
    "thang-dau-1-viec-dau-tien", "thang-dau-2-chon-tep", "thang-dau-3-xem-lai",
    "thang-dau-4-da-nhan", "thang-dau-5-chu-tich-duyet", "thang-dau-6-nop-ket-qua",
    "thang-dau-7-thon-bao", "thang-dau-8-chon-bao-cao", "thang-dau-9-du-thao",
    "thang-dau-10-cap-so", "thang-dau-11-da-cap-so",
)  # fmt: skip
"""Taken by the walk of a new clerk, all at once: scripts/first_month."""


def main(names: list[str]) -> int:
    if not names or set(names) & set(WALKED):
        command = [sys.executable, "-m", "scripts.first_month", "--pictures"]
        subprocess.run(command, cwd=ROOT, check=True)
    wanted = [picture for picture in ALL if not names or picture.name in names]
    return _take_of_sample(wanted) if wanted else 0


def _take_of_sample(wanted: list[Picture]) -> int:
    PICTURES.mkdir(parents=True, exist_ok=True)
    with _sample() as (url, password), sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=program(), args=["--lang=vi"], env={**os.environ, "LANGUAGE": "vi"}
        )
        for picture in wanted:
            size = _take(browser, url, password, picture)
            print(f"{picture.name}: {size / 1000:.1f} kB")
        browser.close()
    return 0


@contextmanager
def _sample() -> Iterator[tuple[str, str]]:
    with tempfile.TemporaryDirectory(prefix="xaso-pictures-") as folder:
        port = free_port()
        url = f"http://127.0.0.1:{port}"
        env = {**os.environ, "XASO_DATA_DIR": folder, "XASO_STATIC": "plain", "XASO_URL": url}
        made = subprocess.run(
            [XASO, "demo", "--json"], stdout=subprocess.PIPE, check=True, env=env
        )
        password = json.loads(made.stdout)["accounts"][0]["password"]
        command = [XASO, "serve", "--port", str(port), "--json"]
        with subprocess.Popen(command, stdout=subprocess.PIPE, env=env) as server:
            try:
                _wait(server)
                yield url, password
            finally:
                server.terminate()


def _wait(server: subprocess.Popen[bytes]) -> None:
    if server.stdout is None or not server.stdout.readline():
        raise SystemExit("the server did not start")


def _take(browser: Browser, url: str, password: str, picture: Picture) -> int:
    width, height = picture.size
    options: dict[str, Any] = {"viewport": {"width": width, "height": height}, **AT_HOME}
    if picture.size == PHONE:
        options |= {"device_scale_factor": 1.5, "is_mobile": True, "has_touch": True}
    context = browser.new_context(base_url=url, **options)
    page = context.new_page()
    if picture.joins:
        _join(browser, page, url, password)
    elif picture.account:
        _sign_in(page, picture.account, password)
    _open(page, picture)
    shot = page.locator(picture.only).first if picture.only else page
    content = within_limit(shot.screenshot())
    (PICTURES / f"{picture.name}.webp").write_bytes(content)
    context.close()
    return len(content)


def _sign_in(page: Page, username: str, password: str) -> None:
    page.goto("/dang-nhap/")
    page.fill("input[name=login]", username)
    page.fill("input[name=password]", password)
    page.click("main button.button")
    page.wait_for_load_state("networkidle")


def _open(page: Page, picture: Picture) -> None:
    page.goto(picture.address)
    if picture.choose:
        page.locator(picture.choose[0]).first.select_option(label=picture.choose[1])
    if picture.file:
        _give_file(page, picture.file)
    for selector in picture.follow:
        page.locator(selector).first.click()
        page.wait_for_load_state("networkidle")
    if picture.joins:
        page.wait_for_timeout(APP_DRAWS_MS)
    if picture.down_to:
        page.locator(picture.down_to).first.evaluate("it => it.scrollIntoView()")


def _join(browser: Browser, page: Page, url: str, password: str) -> None:
    """As at the office: the admin shows the code, the phone opens its link and chooses a PIN."""
    context = browser.new_context(base_url=url, **AT_HOME)
    office = context.new_page()
    _sign_in(office, "trung.giaphu", password)
    office.goto("/may/ghi-danh/")
    office.locator("select").first.select_option(label=HEAD)
    office.click(SEND)
    code = office.locator(".slip-line.code").inner_text().replace(" ", "")
    context.close()
    join(page, f"/thon/#{code}")


def _give_file(page: Page, link: str) -> None:
    address = page.locator(link).first.get_attribute("href") or ""
    content = page.request.get(address).body()
    name = Path(urlsplit(address).path).name
    given = {"name": name, "mimeType": "application/octet-stream", "buffer": content}
    page.set_input_files("input[type=file]", given)


def within_limit(png: bytes) -> bytes:
    """Handbook pages are some 900 px wide; quality gives way before size does."""
    image = Image.open(io.BytesIO(png)).convert("RGB")
    for widest in (1080, 960, 840):
        image.thumbnail((widest, 4 * widest), Image.Resampling.LANCZOS)
        for quality in (82, 72, 62, 52):
            out = io.BytesIO()
            image.save(out, "WEBP", quality=quality, method=6)
            if out.tell() <= MOST_BYTES:
                return out.getvalue()
    raise SystemExit("a picture stays larger than 60 kB: show less of the page")


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
