"""S15: the installation as it stands behind HTTPS: settings, headers, cookies, secrets, error pages.

Findings must be none: Django's deploy check, a page without its locks, a secret in a page or in the
log, a secret file others may read, an error page that tells more than what to do.
Goes red: DEBUG True, or a header left out in config/settings.py.
"""

from __future__ import annotations

import argparse
import time

from xaso.drills.ground import ground
from xaso.drills.outcome import Outcome
from xaso.drills.site import site_of

from .errors import error_faults
from .headers import header_faults
from .secrets import file_faults, secret_faults, secrets_of
from .secure import SecureBrowser, sign_in

NAME = "deploy"
ABOUT = "cấu hình, tiêu đề, bí mật, trang lỗi khi chạy thật"
URL = "https://127.0.0.1"
SHOWN = 12
USUAL = 120


def run(options: argparse.Namespace) -> Outcome:
    began, count = time.monotonic(), options.n or USUAL
    with ground() as place:
        site = site_of(place)
        place.env["XASO_URL"] = URL
        told = place.run("check", fine=(0, 1))
        faults = [f"xaso check: {each['code']} {each['message']}" for each in told["findings"]]
        place.serve()
        pages = site.pages[:: max(1, len(site.pages) // count)]
        people = {person: sign_in(place, person) for person in {each for each, _path in pages}}
        secrets = secrets_of(place)
        for person, path in pages:
            answer = people[person].get(path)
            faults += [
                f"{path.partition('?')[0]}: {each}"
                for each in header_faults(answer, is_signed_in=bool(person))
            ]
            faults += [
                f"{path.partition('?')[0]}: {each}" for each in secret_faults(answer.text, secrets)
            ]
        faults += cookie_faults(people["minh.giaphu"])
        faults += plain_faults(place.server.port)
        faults += error_faults(place, people["minh.giaphu"])
        faults += [f"log: {each}" for each in secret_faults(place.server.said(), secrets)]
        faults += file_faults(place)
    return Outcome(
        NAME,
        n=len(pages),
        seed=options.seed,
        seconds=time.monotonic() - began,
        faults=list(dict.fromkeys(faults))[:SHOWN],
        more={"deploy_check": told["ok"], "secrets": len(secrets), "findings": len(set(faults))},
    )


def cookie_faults(browser: SecureBrowser) -> list[str]:
    wanted = ("secure", "httponly", "samesite")
    return [
        f"the cookie {line.partition('=')[0]} is not {each}"
        for line in browser.cookie_lines
        for each in wanted
        if each not in line.lower()
    ]


def plain_faults(port: int) -> list[str]:
    """Plain http leads to https and shows nothing."""
    from xaso.drills.browser import Browser

    answer = Browser(port).get("/dang-nhap/")
    there = answer.headers.get("location", "")
    return (
        [] if answer.status == 301 and there.startswith("https://") else ["plain http is served"]
    )
