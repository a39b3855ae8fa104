"""The real client in a real browser, over the line of a mountain village.

Each run joins a new phone, writes visits with photos while the line is off, and sends them over a line that
is cut at a chosen byte, comes and goes, or loses and delays; every third run goes over https. `--kills` asks for
a run, alone or after those of `--n`, in which the browser is killed in the middle of sending. Judged by what the screen
said was saved.

The bad line comes from a tool beside the program: XASO_WEAKLINK names the folder of its `weaklink.py`,
which wants root.
"""

from __future__ import annotations

import argparse
import json
import random
import shlex
import shutil
import subprocess
import sys
import tempfile
import time
from collections import Counter
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from xaso.drills.ground import Ground, ground
from xaso.drills.injection.chromium import is_there
from xaso.drills.outcome import NotRun, Outcome, percentile
from xaso.drills.server import free_port
from xaso.drills.weak_line import weak_line_tool

from .door import Certificate, new_certificate

NAME = "weakphone"
ABOUT = "ứng dụng của thôn trong trình duyệt thật, trên đường truyền bị cắt, chập chờn, mất gói"
MEMBER = "pao.mau-son"
LINES = ("cut", "flap", "edge-bad")
SECURE, WIDE = "flap", "lan"
RUNS, RECORDS, SMALL_PHOTO, KILLED_ON = 3, 4, 160, "edge"
MOST_TIMES, ENOUGH_BYTES = 1.3, 150_000
"""Bytes of photos that were sent, to the bytes of the photos: with fewer one piece more is half of it."""
MOST_RECORD_TIMES = 2
"""With the same bytes of photos: a single record that is asked for once more is twice."""
LEAST_IN_SENDING = 0.6
WITHIN_S = 600
TOLD = ("seconds", "kills", "kills_in_sending", "photo_bytes", "times", "record_times")
ADDRESS = "10.77.0.2"
"""Of the server, where weaklink.py puts it."""


@dataclass
class Found:
    lost: int = 0
    doubled: int = 0
    faults: list[str] = field(default_factory=list)
    runs: list[dict[str, Any]] = field(default_factory=list)
    before: Counter[str] = field(default_factory=Counter)
    """What the sample's own phones have in trouble."""


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--records", type=int, default=RECORDS, metavar="N", help="lượt mỗi máy")
    parser.add_argument(
        "--photo-side", type=int, default=SMALL_PHOTO, metavar="PX", help="cạnh của ảnh"
    )
    parser.add_argument("--photos", type=int, default=1, choices=(1, 2), help="ảnh mỗi lượt")
    parser.add_argument("--days", type=int, default=0, metavar="N", help="giữ trên máy bao lâu")
    parser.add_argument("--line", choices=(*LINES, WIDE), help="một loại đường truyền thôi")
    parser.add_argument("--kills", type=int, default=0, metavar="N", help="tắt ngang trình duyệt")


def run(options: argparse.Namespace) -> Outcome:
    tool = _tool()
    began, found = time.monotonic(), Found()
    chance = random.Random(options.seed)  # noqa: S311  repeatable
    kinds = [options.line] if options.line else LINES
    times = options.n or (0 if options.kills else RUNS)
    lines = [kinds[number % len(kinds)] for number in range(times)]
    with ground() as place:
        found.before = Counter(_troubles(place))
        for number, line in enumerate([*lines, *([KILLED_ON] if options.kills else [])]):
            is_killed = number == len(lines)
            asked = {
                "line": line,
                "records": options.records,
                "photo_side": options.photo_side,
                "photos": options.photos,
                "days": options.days,
                "kills": options.kills if is_killed else 0,
                "seed": chance.randrange(2**31),
                "mark": f"m{number}",
            }
            is_secure = not is_killed and line == SECURE
            _judge(place, asked, _walked(place, tool, asked, is_secure), found)
    seconds = [each["seconds"] for each in found.runs if "seconds" in each]
    return Outcome(
        drill=NAME,
        n=len(found.runs),
        seed=options.seed,
        seconds=time.monotonic() - began,
        lost=found.lost,
        dup=found.doubled,
        p50=percentile(seconds, 0.5),
        p95=percentile(seconds, 0.95),
        faults=found.faults,
        more={"runs": found.runs},
    )


def _tool() -> Path:
    if not is_there() or not shutil.which("chromium"):
        raise NotRun("playwright or chromium is not installed")
    return weak_line_tool()


def _walked(place: Ground, tool: Path, asked: dict[str, Any], is_secure: bool) -> dict[str, Any]:
    """What the walk says it saved; `error` when it never came to an end."""
    with tempfile.TemporaryDirectory(prefix="xaso-phone-") as folder:
        certificate = new_certificate(Path(folder)) if is_secure else None
        within_s = WITHIN_S + 4 * asked["records"]
        words = {**asked, "code": _invite(place), "folder": f"{folder}/browser"}
        server, port, words["url"] = _server(certificate)
        # The server behind the door knows nothing of it: nobody is sent from http to https.
        if certificate:
            words["certificate"] = certificate.pin
        walk = shlex.join([sys.executable, "-m", "xaso.drills.weakphone.walk", json.dumps(words)])
        done = subprocess.run(  # noqa: S603  the tool the operator named, our own program under it
            [
                *(sys.executable, str(tool), "--profile", "lan", "--seed", str(asked["seed"])),
                *("--port", str(port), "--timeout", str(within_s)),
                *("--server", server, "--client", walk),
            ],
            env={**place.env, "XASO_URL": f"http://{ADDRESS}:{port}"},
            capture_output=True,
            text=True,
            timeout=2 * within_s,
            check=False,
        )
    said = [line for line in done.stdout.splitlines() if line.startswith('{"saved"')]
    if not said:
        return {"saved": [], "error": f"exit {done.returncode}: {done.stderr[-300:]}"}
    found: dict[str, Any] = json.loads(said[-1])
    return found


def _server(certificate: Certificate | None) -> tuple[str, int, str]:
    """The command in the server's namespace, the port to wait for, the address."""
    port = free_port()
    host = "127.0.0.1" if certificate else "0.0.0.0"  # noqa: S104  inside the namespace
    serve = shlex.join([sys.executable, "-m", "xaso", "serve", "--host", host])
    if certificate is None:
        return f"exec {serve} --port {port}", port, f"http://$WL_SERVER:{port}"
    outer = free_port()
    door = [sys.executable, "-m", "xaso.drills.weakphone.door", str(outer), str(port)]
    opened = shlex.join([*door, str(certificate.file)])
    return f"{serve} --port {port} & exec {opened}", port, f"https://$WL_SERVER:{outer}"


def _judge(place: Ground, asked: dict[str, Any], walked: dict[str, Any], found: Found) -> None:
    name, saved = f"{asked['mark']} {asked['line']}", walked["saved"]
    visits, photos = _what_is_there(place, asked["mark"])
    for each in saved:
        found.lost += not visits[each] or photos[each] < asked["photos"]
        found.doubled += max(visits[each] - 1, 0) + max(photos[each] - asked["photos"], 0)
    found.doubled += len(visits.keys() - set(saved))
    if walked.get("error"):
        found.faults.append(f"{name}: {walked['error']}")
    found.faults += [f"{name}: {each}" for each in _new_troubles(place, found)]
    run: dict[str, Any] = {"line": asked["line"], "saved": len(saved)}
    run |= {key: walked[key] for key in TOLD if key in walked}
    found.runs.append(run)
    is_measured = walked.get("photo_bytes", 0) >= ENOUGH_BYTES and not asked["kills"]
    if is_measured and walked["times"] > MOST_TIMES:
        found.faults.append(f"{name}: photos were sent {walked['times']} times")
    if walked.get("kills_in_sending", 0) < asked["kills"] * LEAST_IN_SENDING:
        found.faults.append(f"{name}: the browser was hardly ever killed while it sent")
    if is_measured and walked["record_times"] > MOST_RECORD_TIMES:
        found.faults.append(f"{name}: records were sent {walked['record_times']} times")


def _what_is_there(place: Ground, mark: str) -> tuple[Counter[str], Counter[str]]:
    """How often each visit of this phone is in the database, and with how many photos."""
    rows = place.query(
        "select v.note, count(p.id) from teams_visit v"
        " left join teams_visitphoto p on p.visit_id = v.id where v.note like ? group by v.id",
        f"{mark} %",
    )
    visits, photos = Counter[str](), Counter[str]()
    for note, count in rows:
        visits[note] += 1
        photos[note] += count
    return visits, photos


def _new_troubles(place: Ground, found: Found) -> list[str]:
    now = Counter(_troubles(place))
    return list((now - found.before).elements())


def _troubles(place: Ground) -> list[str]:
    odd = place.query("select kind, state, code from sync_item where code <> 'ok'")
    apart = place.query("select code from sync_quarantined")
    cases = place.query("select field from sync_clashcase")
    return [
        *(" ".join(each) for each in odd),
        *(f"set apart: {code}" for (code,) in apart),
        *(f"a case about {name}" for (name,) in cases),
    ]


def _invite(place: Ground) -> str:
    return subprocess.run(  # noqa: S603  our own program
        [sys.executable, "-m", "xaso.drills.weakphone.office", MEMBER],
        env=place.env,
        stdout=subprocess.PIPE,
        text=True,
        check=True,
    ).stdout
