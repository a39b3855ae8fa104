"""Páo's phone for those who walk with it: joined, its PIN chosen, everything taken in."""

from __future__ import annotations

import json
import sys
from typing import Any

import pytest

from tests.journeys.servers import said_by
from xaso.drills.joining import give_pin, join

PAO = "pao.mau-son"
SMALL = (360, 640)
QUOTA_BYTES = 6_000_000
TELL_QUOTA = """quota => { const { storage } = navigator, estimate = storage.estimate.bind(storage);
  storage.estimate = async () => ({ ...await estimate(), quota }); }"""
"""Since 2025 Chromium no longer says how much it will take; older ones and other browsers do."""
SIGNALS = {
    "Viettel": "Nhắn Zalo được",
    "VinaPhone": "Không sóng",
    "MobiFone": "Gọi được, không vào mạng",
    "Vietnamobile": "Không hỏi",
}


@pytest.fixture
def office(site):
    def say(what: str, said: str) -> Any:
        module = "tests.journeys.field_office"
        return json.loads(said_by([sys.executable, "-m", module, what, said], site.env))

    return say


@pytest.fixture
def phone(site, window, office):
    """Joined by the link of the office, PIN chosen, everything taken in."""
    visit = window(site, "", SMALL)
    page = visit.page
    limit = {"origin": site.url, "quotaSize": QUOTA_BYTES}
    page.context.new_cdp_session(page).send("Storage.overrideQuotaForOrigin", limit)
    page.add_init_script(f"({TELL_QUOTA})({QUOTA_BYTES})")
    join(page, f"/thon/#{office('invite', PAO)}")
    page.get_by_text("Hôm nay").first.wait_for()
    return visit


def open_again(page: Any, place: str) -> None:
    """As after a night: from the phone's own keeping, with the PIN."""
    page.goto(f"/thon/#/{place}")
    page.reload()
    page.get_by_text("Nhập mã PIN của bạn.").wait_for()
    give_pin(page)


def faults_of(phone: Any) -> list[str]:
    return [fault for fault in phone.faults if "ERR_INTERNET" not in fault]


def lines(page: Any) -> list[str]:
    return [" · ".join(row.split("\n")) for row in page.locator(".rows a").all_inner_texts()]
