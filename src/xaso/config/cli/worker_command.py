"""Background work in a process of its own; the server is then started with XASO_JOBS=apart."""

from __future__ import annotations

import argparse
import json
import signal
import threading

from .answers import Answer
from .prepare import prepare_database


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--once", action="store_true", help="làm hết việc đang chờ rồi thôi")


def run(options: argparse.Namespace) -> Answer:
    prepare_database()
    return _once() if options.once else _until_stopped(as_json=options.json)


def _once() -> Answer:
    from xaso.core.jobs.background import work_off

    jobs, deliveries = work_off()
    text = f"Đã làm {jobs} việc chạy nền, giao {deliveries} lượt nhật ký."
    return Answer({"jobs": jobs, "deliveries": deliveries}, text)


def _until_stopped(*, as_json: bool) -> Answer:
    """The first line of output comes when the work begins, as `serve` does."""
    from xaso.core.jobs.background import Background

    stop = threading.Event()
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, lambda *_given: stop.set())
    background = Background()
    background.start()
    said = {"worker": background.name}
    print(json.dumps(said) if as_json else "Đang làm việc chạy nền. Dừng: Ctrl + C.", flush=True)
    stop.wait()
    background.stop()
    return Answer({}, "")
