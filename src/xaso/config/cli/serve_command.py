"""Serve with waitress over WSGI; the first line of output comes when the door is open."""

from __future__ import annotations

import argparse
import json
import logging
import os
import socket
import sys
import time
from collections.abc import Callable
from typing import Any

from .answers import Answer, BadInput
from .prepare import in_child, prepare_database
from .processes import Ended, Minded

THREADS = 4
MOST_CONNECTIONS = 2048
"""Open ones, idle ones among them: a browser keeps six, and the next in line waits at the door."""
AT_THE_DOOR = 1024
IDLE_S = 310
"""On a weak line a new connection costs two seconds and more: one that is there is kept."""
LAST_WORDS_S = 3.0
MOST_HEAD_BYTES = 64 * 1024
MOST_BODY_BYTES = 128 * 1024 * 1024
"""Twice what a page takes: up to here it can say in its own words that this is too much."""


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
    url = f"{os.environ.get('XASO_URL') or f'http://{_reachable(host)}:{port}'}{path}"

    def tell() -> None:
        print(json.dumps({"url": url}) if as_json else f"Đang chạy tại {url}", flush=True)

    with socket.create_server((host, port), backlog=AT_THE_DOOR) as door:
        try:
            Minded(lambda ready: answer_at(door, ready), workers).run(tell)
        except Ended:
            sys.exit(1)


def answer_at(door: socket.socket, ready: Callable[[], None]) -> None:
    """Requests are read whole, and answers handed over, beside the threads that work: nobody
    waits for a slow line, until there are MOST_CONNECTIONS of them."""
    from waitress import create_server

    from xaso.config.wsgi import application

    logging.getLogger("waitress.queue").setLevel(logging.ERROR)
    lines: dict[int, object] = {}
    server = create_server(
        application,
        map=lines,
        sockets=[door],
        threads=THREADS,
        connection_limit=MOST_CONNECTIONS,
        channel_timeout=IDLE_S,
        max_request_header_size=MOST_HEAD_BYTES,
        max_request_body_size=MOST_BODY_BYTES,
        asyncore_use_poll=True,
        # Whom to believe about the visitor's address is decided by the program (XASO_PROXIES).
        clear_untrusted_proxy_headers=False,
        ident=None,
    )
    ready()
    server.run()
    _say_the_last_words(server, lines)


def _say_the_last_words(server: Any, lines: dict[int, object]) -> None:
    """What is done already is answered, told to stop or not."""
    from waitress import wasyncore

    server.close()
    until = time.monotonic() + LAST_WORDS_S
    while any(each.total_outbufs_len for each in server.active_channels.values()):
        if time.monotonic() > until:
            return
        wasyncore.loop(timeout=0.1, use_poll=True, map=lines, count=1)


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


def _reachable(host: str) -> str:
    return "127.0.0.1" if host == "0.0.0.0" else host  # noqa: S104
