"""R20: what should come by itself stops. Somebody is told within its period and a tenth of it, and nobody
before the period is over.

The server is stopped after a good backup and a good trial; then the doctor and the first page of the
chairman are asked at moments yet to come. Gauges and the devices of the villages are not there yet.
Turned red by `patient-doctor` in tests/drills/broken.
"""

from __future__ import annotations

import argparse
import json
import subprocess
import sys
import time
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from .bent_time import bent
from .browser import Browser
from .ground import PASSWORD, Ground, ground
from .outcome import Outcome
from .tools import need

NAME = "deadman"
ABOUT = "dừng sao lưu, việc nền, khôi phục thử: bao lâu thì có người được báo"
TENTH = 1.1
SLACK = timedelta(seconds=3)
DONE_WITHIN_S = 300.0
FIVE_MINUTES, A_DAY = timedelta(minutes=5), timedelta(days=1)
NOT_YET = ("gauge", "device sync")


@dataclass(frozen=True)
class Watch:
    what: str
    codes: tuple[str, ...]
    """Any of these findings tells of it."""
    period: timedelta
    job: str
    """Counts from the last time this was begun."""
    may_be_sooner: bool = False
    """What is due a moment after the end is missed a moment later."""


WATCHES = (
    Watch("worker", ("jobs_stopped", "backup_late"), FIVE_MINUTES, "backup.full", True),
    Watch("backup", ("backup_late",), FIVE_MINUTES, "backup.full"),
    Watch("full backup", ("backup_full_late",), A_DAY, "backup.full"),
    Watch("trial restore", ("trial_late",), A_DAY, "backup.trial"),
)


def run(options: argparse.Namespace) -> Outcome:
    began, program = time.monotonic(), need("faketime")
    with ground() as place:
        place.serve()
        admin = place.sign_in("trung.giaphu")
        _order(place, admin, "/sao-luu/ngay/", "backup.full")
        _order(place, admin, "/sao-luu/khoi-phuc-thu/ngay/", "backup.trial")
        place.forget_server()
        faults = [fault for watch in WATCHES for fault in _watch(place, program, watch)]
        faults += _on_first_page(place, program)
    return Outcome(
        drill=NAME,
        n=len(WATCHES),
        seed=options.seed,
        seconds=time.monotonic() - began,
        faults=faults,
        more={"watched": [watch.what for watch in WATCHES], "not_yet": list(NOT_YET)},
    )


def _order(place: Ground, admin: Browser, path: str, job: str) -> None:
    """Press the button and wait until the work behind it is done."""
    admin.submit(path)
    deadline = time.monotonic() + DONE_WITHIN_S
    while time.monotonic() < deadline:
        if _begun(place, job):
            return
        time.sleep(0.3)
    raise RuntimeError(f"{job} was not done in time")


def _begun(place: Ground, job: str) -> datetime | None:
    rows = place.query("select max(began_at) from jobs_job where name = ? and state = 'done'", job)
    return datetime.fromisoformat(rows[0][0]).replace(tzinfo=UTC) if rows[0][0] else None


def _watch(place: Ground, program: str, watch: Watch) -> list[str]:
    since = _begun(place, watch.job) or datetime.now(UTC)
    before = _told(place, program, since + watch.period * 0.9)
    after = _told(place, program, since + watch.period * TENTH + SLACK)
    faults = []
    if set(watch.codes) & set(before) and not watch.may_be_sooner:
        faults.append(f"{watch.what}: an alarm though it is not due")
    if not set(watch.codes) & set(after):
        faults.append(f"{watch.what}: nobody is told after {watch.period * TENTH}")
    return faults


def _told(place: Ground, program: str, moment: datetime) -> Sequence[str]:
    """The problems the doctor tells at that moment."""
    doctor = [sys.executable, "-m", "xaso", "doctor", "--quick", "--json"]
    done = subprocess.run(  # noqa: S603  our own program
        [*bent(place, program, _shift(moment)), *doctor],
        env=place.env_now,
        capture_output=True,
        text=True,
        check=False,
    )
    findings = json.loads(done.stdout)["findings"]
    return [each["code"] for each in findings if each["level"] == "problem"]


def _on_first_page(place: Ground, program: str) -> list[str]:
    """The chairman need not ask anybody."""
    since = _begun(place, "backup.full") or datetime.now(UTC)
    late = since + FIVE_MINUTES * TENTH + SLACK
    place.serve(wrapper=bent(place, program, _shift(late)), env={"XASO_JOBS": "apart"})
    thao = place.browser()
    home = thao.get(thao.sign_in("thao.giaphu", PASSWORD).went_to).text
    place.forget_server()
    return [] if "không sao lưu" in home else ["the first page says nothing of the backups"]


def _shift(moment: datetime) -> str:
    seconds = (moment - datetime.now(UTC)).total_seconds()
    return f"{seconds:+.0f}"
