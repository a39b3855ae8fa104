"""What the whole server holds after a busy day: every page, papers, sign-ins side by side, photos."""

from __future__ import annotations

import argparse
import re
import sys
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import date
from io import BytesIO
from typing import Any

from xaso.drills.browser import Browser
from xaso.drills.ground import Ground, ground

from .processes import memory_mb
from .said import Said

ABOUT = "Bộ nhớ của cả máy chủ sau một ngày bận"
MOST_MB = 250
MOST_GROWTH_MB = 5.0
REST_S = 65
"""The process that sets papers has ended, and free memory has been given back."""
PEOPLE = ("thao.giaphu", "minh.giaphu", "lan.giaphu", "mai.giaphu", "trung.giaphu")
HEAD = "pao.mau-son"
LINK = re.compile(r'href="(/[^"#]*)"')
NOT_FOLLOWED = ("/dang-xuat", "/static/", "/dang-nhap", "/ngon-ngu", "/khoa/")
MOST_PAGES = 250
"""Of one person; pages that differ in their id alone count once."""
PHOTO_PIXELS = (4000, 3000)
PHOTOS = 3


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "--soak", type=int, default=0, metavar="GIÂY", help="rồi chạy đều thêm bấy nhiêu giây"
    )


def run(options: argparse.Namespace) -> Said:
    with ground() as place:
        place.serve()
        day = Day(place)
        day.live()
        soak = day.soak(options.soak) if options.soak else {}
        time.sleep(REST_S)
        day.note("rested")
    after, peak = sum(day.steps[-1]["mb"]), max(sum(each["mb"]) for each in day.steps)
    growth = soak.get("growth_mb", 0.0)
    is_good = after <= MOST_MB and growth <= MOST_GROWTH_MB
    data = {
        "steps": day.steps,
        "after_mb": round(after),
        "most_mb": round(peak),
        **soak,
        "pass": is_good,
    }
    lines = [
        f"{each['step']:12} {sum(each['mb']):6.0f} MB  ({', '.join(f'{mb:.0f}' for mb in each['mb'])})"
        for each in day.steps
    ]
    verdict = f"Sau cùng {after:.0f} MB; nhiều nhất, lúc đang dựng văn bản, {peak:.0f} MB."
    return Said(data, "\n".join([*lines, verdict]), is_good)


class Day:
    def __init__(self, place: Ground) -> None:
        self.place = place
        self.steps: list[dict[str, Any]] = []
        self.people = {name: Browser(place.server.port) for name in (*PEOPLE, HEAD)}

    def live(self) -> None:
        self.note("started")
        self._step("signed_in", self._sign_in_side_by_side)
        self._step("pages", self._open_every_page)
        self._step("papers", self._make_papers)
        self._step("photos", self._send_photos)

    def soak(self, seconds: int) -> dict[str, Any]:
        """The same few pages, papers and sign-ins over and over; growth from the first third on."""
        found: list[float] = []
        end = time.monotonic() + seconds
        while time.monotonic() < end:
            self._sign_in_side_by_side()
            self._make_papers()
            for path in ("/toan-canh/", "/ke-hoach/", "/viec-cua-toi/", "/chi-so/", "/van-ban/"):
                self.people["thao.giaphu"].get(path)
            found.append(sum(self._memory()))
            sys.stderr.write(f"soak {found[-1]:.0f} MB\n")
        third = len(found) // 3
        growth = max(found[-max(third, 1) :]) - max(found[third : 2 * third] or found)
        return {
            "soak_s": seconds,
            "soak_mb": [round(mb) for mb in found],
            "growth_mb": round(growth, 1),
        }

    def _step(self, name: str, do: Callable[[], None]) -> None:
        do()
        self.note(name)

    def note(self, name: str) -> None:
        self.steps.append({"step": name, "mb": [round(mb, 1) for mb in self._memory()]})
        sys.stderr.write(f"{self.steps[-1]}\n")

    def _memory(self) -> list[float]:
        process = self.place.server.process
        if process is None:
            raise RuntimeError("the server is not running")
        return memory_mb(process.pid)

    def _sign_in_side_by_side(self) -> None:
        """Four at once: each check of a password needs its own working memory."""
        from xaso.drills.ground import PASSWORD

        def enter(name: str) -> None:
            self.people[name].cookies.clear()
            self.people[name].sign_in(name, PASSWORD)

        with ThreadPoolExecutor(4) as together:
            list(together.map(enter, self.people))

    def _open_every_page(self) -> None:
        for name, person in self.people.items():
            count = _crawl(person)
            sys.stderr.write(f"{name}: {count} pages\n")

    def _make_papers(self) -> None:
        clerk = self.people["minh.giaphu"]
        year, week, _day = date.today().isocalendar()  # noqa: DTZ011  as the server sees it
        for kind in ("docx", "pdf"):
            clerk.get(f"/van-ban/bang/giao-ban/{year}-W{week:02}/{kind}/")
        for kind, period in (
            ("bao-cao", f"{year}-10"),
            ("phan-cong", str(year)),
            ("tu-cham", str(year)),
        ):
            paper = clerk.post(f"/van-ban/lap/{kind}/", {"period": period}).went_to
            for ending in ("docx", "pdf", "xlsx"):
                clerk.get(f"{paper}tai/{ending}/")

    def _send_photos(self) -> None:
        head = self.people[HEAD]
        home = head.get("/ke-hoach/thon/").text
        reports = [path for path in dict.fromkeys(LINK.findall(home)) if path.count("/") > 4]
        photos = [("photos", (f"anh-{number}.jpg", _photo(number))) for number in range(PHOTOS)]
        for path in reports[:2]:
            head.submit(path, {"outcome": "XONG", "number": "5"}, photos)


def _crawl(person: Browser) -> int:
    """Opens whatever the pages lead to, each kind of address once."""
    waiting, seen = ["/"], set[str]()
    while waiting and len(seen) < MOST_PAGES:
        path = waiting.pop(0)
        kind = re.sub(r"[0-9a-f]{8}-[0-9a-f-]{27}|\d+|=[^&]*", "*", path)
        if kind in seen or path.startswith(NOT_FOLLOWED):
            continue
        seen.add(kind)
        answer = person.get(path)
        if answer.went_to:
            waiting.append(answer.went_to)
        if "text/html" in answer.headers.get("content-type", ""):
            waiting += [each.replace("&amp;", "&") for each in LINK.findall(answer.text)]
    return len(seen)


def _photo(seed: int) -> bytes:
    from PIL import Image

    out = BytesIO()
    Image.effect_noise(PHOTO_PIXELS, 40 + seed).convert("RGB").save(out, "JPEG", quality=80)
    return out.getvalue()
