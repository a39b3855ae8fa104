"""S12: a password and a code are guessed from many addresses, by two server processes at once.

Turned red by `own-counters` in tests/drills/broken (each process counts for itself) and by
`code-again` (a code is good for as long as it is near the time).
"""

from __future__ import annotations

import argparse
import base64
import hashlib
import hmac
import re
import struct
import threading
import time
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor

from .browser import Answer, Browser
from .ground import PASSWORD, Ground, ground
from .outcome import Outcome, percentile

NAME = "guess"
ABOUT = "dò mật khẩu và mã từ nhiều địa chỉ, hai tiến trình máy chủ cùng lúc"
GUESSES, ADDRESSES, AT_ONCE = 1000, 100, 8
CODES = 40
ALLOWED = 5
VICTIM, HOLDER = "lan.giaphu", "minh.giaphu"
SHUT = "Nhập sai quá nhiều lần"


def run(options: argparse.Namespace) -> Outcome:
    began, guesses = time.monotonic(), options.n or GUESSES
    with ground() as place:
        place.serve(workers=2)
        honest = Honest(place)
        answers = _all_at_once([_guess(place, number) for number in range(guesses)], honest)
        stolen, code_faults = _codes(place)
    waits = [answer.seconds for answer in answers]
    return Outcome(
        drill=NAME,
        n=guesses,
        seed=options.seed,
        seconds=time.monotonic() - began,
        leak=sum(answer.status == 302 for answer in answers) + stolen,
        p50=percentile(waits, 0.5),
        p95=percentile(waits, 0.95),
        faults=[*_too_many(answers, "passwords"), *honest.faults, *code_faults, *_broken(answers)],
        more={"compared": _compared(answers), "addresses": ADDRESSES, "honest": honest.entries},
    )


class Honest:
    """Lan, at the browser she has always used, comes and goes while strangers try her name."""

    def __init__(self, place: Ground) -> None:
        self.browser = place.sign_in(VICTIM)
        self.entries = 0
        self.faults: list[str] = []
        self.stop = threading.Event()

    def come_and_go(self) -> None:
        while not self.stop.wait(0.3):
            self.browser.post("/dang-xuat/")
            answer = self.browser.post("/dang-nhap/", {"login": VICTIM, "password": PASSWORD})
            self.entries += answer.status == 302
            if answer.status != 302:
                self.faults.append(f"the person was kept out of the own browser ({answer.status})")


def _all_at_once(tasks: Sequence[Callable[[], Answer]], honest: Honest) -> list[Answer]:
    coming = threading.Thread(target=honest.come_and_go)
    coming.start()
    with ThreadPoolExecutor(AT_ONCE) as crowd:
        answers = list(crowd.map(lambda task: task(), tasks))
    honest.stop.set()
    coming.join()
    return answers


def _guess(place: Ground, number: int) -> Callable[[], Answer]:
    """From an address of its own, saying it is another one."""
    browser = place.browser()
    browser.source = f"127.0.1.{number % ADDRESSES + 1}"
    browser.headers["X-Forwarded-For"] = f"10.{number % 250}.{number % 199}.7"
    fields = {"login": VICTIM, "password": f"ruong-bac-thang-{number}"}
    return lambda: browser.post("/dang-nhap/", fields)


def _codes(place: Ground) -> tuple[int, list[str]]:
    """Minh turns the second factor on; then a seen code, a used slip and guesses are tried."""
    secret, slip = _turn_on(place)
    seen = _code(secret, 1)
    twice = _race(place, [seen, seen])
    again = _race(place, [slip, slip])
    wrong = _wrong_codes(place)
    faults = [
        f"{what}: {count} of two came in"
        for what, count in (("one code of the phone", twice), ("one code of the slip", again))
        if count != 1
    ]
    return sum(answer.status == 302 for answer in wrong), [*faults, *_too_many(wrong, "codes")]


def _turn_on(place: Ground) -> tuple[str, str]:
    minh = place.sign_in(HOLDER)
    page = minh.get("/lop-thu-hai/bat/")
    secret = _found(r'own-secret">([A-Z2-7 ]+)<', page).replace(" ", "")
    fields = {"code": _code(secret, 0), "password": PASSWORD}
    return secret, _found(r'"code">(\d{4} \d{4})<', minh.post("/lop-thu-hai/bat/", fields))


def _race(place: Ground, codes: Sequence[str]) -> int:
    """How many came in of those who gave their codes in the same moment."""
    browsers = [place.sign_in(HOLDER) for _code in codes]
    with ThreadPoolExecutor(len(codes)) as crowd:
        answers = list(crowd.map(_give, browsers, codes))
    return sum(answer.status == 302 for answer in answers)


def _wrong_codes(place: Ground) -> list[Answer]:
    browsers = [place.sign_in(HOLDER) for _number in range(AT_ONCE)]
    with ThreadPoolExecutor(AT_ONCE) as crowd:
        return list(
            crowd.map(
                _give,
                [browsers[number % AT_ONCE] for number in range(CODES)],
                [f"{number:06}" for number in range(CODES)],
            )
        )


def _give(browser: Browser, code: str) -> Answer:
    return browser.post("/dang-nhap/ma/", {"code": code})


def _code(secret: str, steps_ahead: int) -> str:
    """As a phone shows it; a step ahead is still taken."""
    counter = int(time.time()) // 30 + steps_ahead
    digest = hmac.new(base64.b32decode(secret), struct.pack(">Q", counter), hashlib.sha1).digest()
    place = digest[-1] & 15
    number = struct.unpack(">I", digest[place : place + 4])[0] & 0x7FFFFFFF
    return f"{number % 1_000_000:06}"


def _found(pattern: str, page: Answer) -> str:
    found = re.search(pattern, page.text)
    if found is None:
        raise LookupError(f"nothing like {pattern} on {page.path} ({page.status} {page.went_to})")
    return found.group(1)


def _too_many(answers: Sequence[Answer], what: str) -> list[str]:
    count = _compared(answers)
    return [f"{count} {what} were compared, {ALLOWED} may be"] if count > ALLOWED else []


def _compared(answers: Sequence[Answer]) -> int:
    """Those who were told right or wrong, not that the door is shut."""
    return sum(SHUT not in answer.text for answer in answers if answer.status in {200, 302})


def _broken(answers: Sequence[Answer]) -> list[str]:
    count = sum(answer.status >= 500 for answer in answers)
    return [f"{count} answers were failures of ours"] if count else []
