"""Serve with granian over WSGI; the first line of output comes when the door is open."""

from __future__ import annotations

import argparse
import json
import os
import socket
import sys
import threading
import time

from .answers import Answer, BadInput
from .prepare import in_child, prepare_database

MOST_CONNECTIONS = 2048
"""Open ones, idle ones among them: a browser keeps six, and the next in line waits at the door."""
IDLE_MS = 15_000


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--host", default="127.0.0.1", metavar="H")
    parser.add_argument("--port", type=int, default=8000, metavar="N")
    parser.add_argument("--workers", type=int, default=1, metavar="N")


def run(options: argparse.Namespace) -> Answer:
    refuse_taken(options.host, options.port)
    in_child(prepare_database)
    serve(options.host, options.port, workers=options.workers, as_json=options.json)
    return Answer({}, "")


def serve(host: str, port: int, *, workers: int, as_json: bool, path: str = "/") -> None:
    from granian import Granian
    from granian.constants import Interfaces
    from granian.http import HTTP1Settings
    from granian.log import LogLevels

    url = f"{os.environ.get('XASO_URL') or f'http://{_reachable(host)}:{port}'}{path}"
    threading.Thread(target=_announce, args=(host, port, url, as_json), daemon=True).start()
    Granian(
        "xaso.config.wsgi:application",
        address=host,
        port=port,
        interface=Interfaces.WSGI,
        workers=workers,
        blocking_threads=4,
        backpressure=MOST_CONNECTIONS,
        http1_settings=HTTP1Settings(header_read_timeout=IDLE_MS),
        workers_kill_timeout=10,
        respawn_failed_workers=True,
        log_access=False,
        log_level=LogLevels.warning,
        websockets=False,
    ).serve()


def refuse_taken(host: str, port: int) -> None:
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, port))
        except OSError as error:
            raise BadInput(
                "port_taken",
                f"Cổng {port} đang có chương trình khác dùng. Chọn cổng khác: --port.",
            ) from error


def _announce(host: str, port: int, url: str, as_json: bool) -> None:
    """However long an old machine takes; ends with the program."""
    while True:
        with socket.socket() as probe:
            if probe.connect_ex((_reachable(host), port)) == 0:
                print(json.dumps({"url": url}) if as_json else f"Đang chạy tại {url}")
                sys.stdout.flush()
                return
        time.sleep(0.05)


def _reachable(host: str) -> str:
    return "127.0.0.1" if host in {"0.0.0.0", "::"} else host  # noqa: S104
