"""Serve with waitress over WSGI; the first line of output comes when the door is open."""

from __future__ import annotations

import argparse
import json
import logging
import os
import resource
import socket
import sys
import time
from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from .answers import Answer, BadInput
from .prepare import in_child, prepare_database
from .processes import Ended, Minded

if TYPE_CHECKING:
    from .lines import Lines

THREADS = 4
MOST_CONNECTIONS = 2048
"""Open ones, idle ones among them: a browser keeps six, and the next in line waits at the door."""
OWN_FILES, FILES_A_LINE = 200, 3
NO_LIMIT = 2**40
AT_THE_DOOR = 1024
IDLE_S = 310
"""On a weak line a new connection costs two seconds and more: one that is there is kept."""
LAST_WORDS_S = 3.0
MOST_HEAD_BYTES = 64 * 1024


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
    from xaso.config.wsgi import application

    lines: dict[int, object] = {}
    server = server_at(door, application, lines)
    ready()
    server.run()
    _say_the_last_words(server, lines)


def server_at(door: socket.socket, application: Any, lines: dict[int, object]) -> Any:
    """Requests are read whole, and answers handed over, beside the threads that work: nobody
    waits for a slow line."""
    from waitress import create_server

    from xaso.core.pages.too_large import MOST_BYTES

    from .lines import LOOKS_EVERY_S, Line, Lines

    logging.getLogger("waitress.queue").setLevel(logging.ERROR)
    most = most_connections()
    server = create_server(
        application,
        map=lines,
        sockets=[door],
        threads=THREADS,
        connection_limit=most,
        channel_timeout=IDLE_S,
        cleanup_interval=LOOKS_EVERY_S,
        max_request_header_size=MOST_HEAD_BYTES,
        max_request_body_size=MOST_BYTES + 1,
        # A thread never waits for a line to take what is done; much of it lies in a file.
        outbuf_high_watermark=NO_LIMIT,
        log_socket_errors=False,
        asyncore_use_poll=True,
        # Whom to believe about the visitor's address is decided by the program (XASO_PROXIES).
        clear_untrusted_proxy_headers=False,
        ident=None,
    )
    server.channel_class = Line
    _look_over(server, Lines(most))
    return server


def most_connections() -> int:
    """As many as there may be files: a line is one, what it brings and what it takes two more."""
    wanted = OWN_FILES + MOST_CONNECTIONS * FILES_A_LINE
    _soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    may_have = wanted if hard == resource.RLIM_INFINITY else min(wanted, hard)
    resource.setrlimit(resource.RLIMIT_NOFILE, (may_have, hard))
    return max(1, (may_have - OWN_FILES) // FILES_A_LINE)


def _look_over(server: Any, lines: Lines) -> None:
    idle = server.maintenance

    def maintenance(now: float) -> None:
        idle(now)
        lines.look_over(list(server.active_channels.values()), now)

    server.maintenance = maintenance


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
