"""`python -m scripts.first_month [--json] [--line edge] [--pictures]`: the walk with its clock.

Exit 1 when the clerk needs more than fifteen minutes or a figure of the report is wrong.
"""

from __future__ import annotations

import argparse
import json
import os
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

from playwright.sync_api import sync_playwright

from scripts.first_month.clock import Clock
from scripts.first_month.office import Office, opened
from scripts.first_month.walk import MOST_MINUTES, Walked, own_annex, walk
from scripts.pictures import PICTURES, PLAIN_BROWSER, within_limit
from xaso.drills.injection.chromium import program


def main() -> int:
    parser = argparse.ArgumentParser(prog="python -m scripts.first_month")
    parser.add_argument("--json", action="store_true")
    parser.add_argument("--pictures", action="store_true", help="also take those of the handbook")
    parser.add_argument("--at", metavar="URL", help="a server that runs already; needs --slips")
    parser.add_argument("--slips", metavar="FILE", type=Path)
    parser.add_argument(
        "--line", metavar="PROFILE", help="of weaklink.py (XASO_WEAKLINK): edge, …"
    )
    options = parser.parse_args()
    camera = take if options.pictures else None
    if options.at:
        walked = walk_at(options.at, json.loads(options.slips.read_text("utf-8")), camera)
    elif options.line:
        from scripts.first_month.line import over

        return over(options.line, as_json=options.json)
    else:
        with opened() as (place, slips):
            place.serve()
            walked = walk_at(f"http://127.0.0.1:{place.server.port}", slips, camera)
    print(json.dumps(as_data(walked), ensure_ascii=False) if options.json else text(walked))
    return int(walked.minutes > MOST_MINUTES or bool(walked.wrong))


def walk_at(
    url: str, slips: dict[str, list[str]], camera: Callable[[Any, str], None] | None
) -> Walked:
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=program(), args=PLAIN_BROWSER, env={**os.environ, "LANGUAGE": "vi"}
        )
        office = Office(url, slips, browser, camera)
        try:
            return walk(office, own_annex())
        finally:
            office.close()
            browser.close()


def take(page: Any, name: str) -> None:
    (PICTURES / f"{name}.webp").write_bytes(within_limit(page.screenshot()))


def as_data(walked: Walked) -> dict[str, Any]:
    return {
        "minutes": round(walked.minutes, 1),
        "pass": walked.minutes <= MOST_MINUTES and not walked.wrong,
        "clerk": walked.clerk.as_data(),
        "others": walked.others.as_data(),
        "number": walked.number,
        "wrong": walked.wrong,
    }


def text(walked: Walked) -> str:
    return "\n".join(
        [
            *table(walked.clerk),
            "",
            "Người khác, tính riêng:",
            *table(walked.others),
            "",
            f"Văn thư: {walked.minutes:.1f} phút (nhiều nhất {MOST_MINUTES}); báo cáo {walked.number}",
            *(f"Báo cáo không ghi: {told}" for told in walked.wrong),
        ]
    )


def table(clock: Clock) -> list[str]:
    head = f"{'bước':48} trang  bấm phím  chữ  chờ trang   người"
    rows = [
        f"{step.name:48} {step.pages:5} {step.clicks:4} {step.keys:4} {step.words:4} "
        f"{step.pages_s:8.1f} s {step.person_s:5.0f} s"
        for step in clock.steps
    ]
    return [head, *rows, f"{'cộng':48} {clock.total_s:.0f} s"]


if __name__ == "__main__":
    sys.exit(main())
