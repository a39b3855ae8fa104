"""How long the app takes to open without a line on a slow phone: `python -m … URL CODE`."""

from __future__ import annotations

import json
import sys
import tempfile

from playwright.sync_api import Page, sync_playwright

from xaso.drills.injection.chromium import program
from xaso.drills.joining import PIN, give_pin, join

SLOW_DOWN, TIMES = 4, 7


def main(url: str, code: str) -> None:
    with sync_playwright() as playwright, tempfile.TemporaryDirectory() as folder:
        context = playwright.chromium.launch_persistent_context(
            folder,
            executable_path=program(),
            args=["--no-sandbox"],
            viewport={"width": 360, "height": 640},
        )
        page = context.pages[0]
        join(page, f"{url}/thon/#{code}")
        context.set_offline(True)
        page.goto(f"{url}/thon/#/ho")
        cdp = context.new_cdp_session(page)
        cdp.send("Emulation.setCPUThrottlingRate", {"rate": SLOW_DOWN})
        opened = sorted(_opening_ms(page) for _time in range(TIMES))
        unlocked = _unlocking_ms(page)
        said = {"opens_ms": opened, "list_after_pin_ms": unlocked, "slow_down": SLOW_DOWN}
        sys.stdout.write(json.dumps(said) + "\n")


def _opening_ms(page: Page) -> int:
    page.reload()
    page.get_by_text("Nhập mã PIN của bạn.").wait_for()
    return round(page.evaluate("performance.getEntriesByName('xaso-open')[0].startTime"))


def _unlocking_ms(page: Page) -> int:
    """From the last digit to the list."""
    give_pin(page, PIN[:-1])
    before = page.evaluate("performance.now()")
    give_pin(page, PIN[-1])
    page.locator(".rows a").first.wait_for()
    return round(page.evaluate("performance.now()") - before)


if __name__ == "__main__":
    main(*sys.argv[1:])
