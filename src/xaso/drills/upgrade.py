"""R14: the database of every past release is upgraded, used, taken back, and killed in the middle.

Turned red by `migrates-piecemeal` (no transaction around the changes) and `loses-rows` (a migration that
drops what it cannot carry over) in tests/drills/broken.
"""

from __future__ import annotations

import argparse
import os
import random
import re
import signal
import subprocess
import sys
import time
from collections.abc import Sequence
from pathlib import Path

from .browser import Browser
from .ground import PASSWORD, Ground, empty_ground, ground
from .ledger import damage
from .old_release import Keys, gone, keep, keys_of, put, releases, text_of
from .outcome import Outcome, percentile

NAME = "upgrade"
ABOUT = "nâng cấp dữ liệu của từng bản cũ, dùng thử, trở về, và tắt ngang giữa chừng"
KILLS = 50
MOST_PAGES = 40
PEOPLE = ("thao.giaphu", "lan.giaphu", "trung.giaphu", "pao.mau-son")
START_WITHIN_S = 60.0
Window = tuple[float, float]
"""Seconds from the copy to the end of an upgrade, and of the whole."""


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "--keep", default="", metavar="VERSION", help="giữ bản hiện tại để thử về sau"
    )


def run(options: argparse.Namespace) -> Outcome:
    began, kills = time.monotonic(), options.n or KILLS
    chance = random.Random(options.seed)  # noqa: S311  repeatable
    faults, broken, seconds = [], 0, []
    if options.keep:
        with ground() as place:
            keep(options.keep, place)
    for version, release in releases().items():
        found, window = _upgrade_and_back(release)
        faults += [f"{version}: {each}" for each in found]
        if window is None:
            continue
        seconds.append(window[1])
        hurt = [_kill_midway(release, window, chance) for _ in range(kills)]
        broken += sum(bool(each) for each in hurt)
        faults += [f"{version}: {each}" for each in {told for each in hurt for told in each}]
    return Outcome(
        drill=NAME,
        n=kills,
        seed=options.seed,
        seconds=time.monotonic() - began,
        lost=broken,
        p50=percentile(seconds, 0.5),
        p95=percentile(seconds, 0.95),
        faults=faults,
        more={"releases": list(releases())},
    )


def _upgrade_and_back(release: Path) -> tuple[list[str], Window | None]:
    """Up, in use, and back to exactly what it was."""
    with empty_ground() as place:
        put(release, place)
        old_text, old_keys = text_of(place.database), keys_of(place.database)
        window = _upgrade(place)
        if window is None:
            return ["nothing was upgraded, or no copy was kept"], None
        faults = [*_wrong_with(place, old_keys), *_smoke(place)]
        place.forget_server()
        place.run("upgrade", "--undo")
        if text_of(place.database) != old_text:
            faults.append("the way back does not lead to the database of before")
        return faults, window


def _upgrade(place: Ground) -> Window | None:
    began = time.monotonic()
    upgrading = _started(place)
    copied_at = _wait_for_copy(place, upgrading)
    upgrading.wait(START_WITHIN_S)
    ended = time.monotonic()
    if upgrading.returncode or copied_at is None:
        return None
    return ended - copied_at, ended - began


def _kill_midway(release: Path, window: Window, chance: random.Random) -> list[str]:
    """Killed at a random moment after the copy is there; then started again as if nothing was."""
    with empty_ground() as place:
        put(release, place)
        old_keys = keys_of(place.database)
        upgrading = _started(place)
        _wait_for_copy(place, upgrading)
        time.sleep(chance.uniform(0, window[0]))
        os.killpg(upgrading.pid, signal.SIGKILL)
        upgrading.wait()
        wrong = [f"damaged: {each}" for each in damage(place.data_dir)]
        again = place.said("upgrade", "--json")
        if again.returncode:
            return [*wrong, f"does not start again: {again.stderr.strip()[-200:]}"]
        return [*wrong, *_wrong_with(place, old_keys)]


def _started(place: Ground) -> subprocess.Popen[bytes]:
    return subprocess.Popen(
        [sys.executable, "-m", "xaso", "upgrade", "--json"],
        env=place.env_now,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        start_new_session=True,
    )


def _wait_for_copy(place: Ground, upgrading: subprocess.Popen[bytes]) -> float | None:
    folder, deadline = place.data_dir / "truoc-nang-cap", time.monotonic() + START_WITHIN_S
    while time.monotonic() < deadline:
        if folder.exists() and any(folder.glob("*.sqlite3")):
            return time.monotonic()
        if upgrading.poll() is not None:
            return None
        time.sleep(0.002)
    return None


def _wrong_with(place: Ground, old_keys: Keys) -> list[str]:
    chain = place.run("events", "verify", fine=(0, 1))
    broken = [] if chain["ok"] else [f"the chain is broken: {chain['first_broken']}"]
    return [*gone(old_keys, keys_of(place.database)), *broken, *damage(place.data_dir)]


def _smoke(place: Ground) -> list[str]:
    """People of several roles sign in and open whatever their first pages lead to."""
    place.serve()
    return [fault for username in PEOPLE for fault in _walk(place.browser(), username)]


def _walk(browser: Browser, username: str) -> Sequence[str]:
    paths, faults = [browser.sign_in(username, PASSWORD).went_to], []
    for place in range(MOST_PAGES):
        if place >= len(paths):
            break
        answer = browser.get(paths[place])
        if answer.status not in {200, 302}:
            faults.append(f"{username}: {paths[place]} answered {answer.status}")
        paths += [path for path in _links(answer.text) if path not in paths]
    return faults


def _links(html: str) -> list[str]:
    """Pages only: no file, no sign-out."""
    found = re.findall(r'href="(/[^"#?]*/)"', html)
    strange = ("/static/", "/dang-xuat/", "/tai/", "/tep/", "/anh/", "/minh-chung/")
    return [path for path in found if not any(part in path for part in strange)]
