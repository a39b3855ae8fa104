"""What goes wrong on the way up, over real sockets."""

from __future__ import annotations

import contextlib
import gzip
import http.client
import json
import os
import signal
import sqlite3
import time
from collections.abc import Mapping
from contextlib import closing
from urllib.parse import urlsplit

from xaso.core.upstream.door import Door, NoLine, Reply

STORED_WITHIN_S = 10.0
FATES = ("request_lost", "reply_lost", "sent_twice", "hub_killed", "node_killed")


def faulty(door: Door, address: str, fate: str, hub_group: int, hub_database: str) -> Door:
    """The fate is that of the first batch that carries anything; then the line is good."""
    left = [fate] if fate else []

    def ask(method: str, path: str, headers: Mapping[str, str], body: bytes) -> Reply:
        now = left.pop() if left and _carries(path, body) else ""
        if now == "request_lost":
            raise NoLine("lost")
        if now == "node_killed":
            os.kill(os.getpid(), signal.SIGKILL)
        if now == "hub_killed":
            _kill_when_stored(address, path, headers, body, hub_group, hub_database)
            raise NoLine("the hub died")
        if now == "sent_twice":
            door(method, path, headers, body)
        reply = door(method, path, headers, body)
        if now == "reply_lost":
            raise NoLine("lost")
        return reply

    return ask


def _carries(path: str, body: bytes) -> bool:
    return path == "/dong-bo/day" and bool(json.loads(gzip.decompress(body))["ev"])


def _kill_when_stored(
    address: str, path: str, headers: Mapping[str, str], body: bytes, group: int, database: str
) -> None:
    """The batch is on the hub's disk and its process is gone before anybody has read an answer."""
    device, before = headers["Xaso-May"].replace("-", ""), -1
    before = _stored(database, device)
    parts = urlsplit(address)
    line = http.client.HTTPConnection(parts.hostname or "", parts.port, timeout=20)
    try:
        line.request("POST", path, body, dict(headers))
        until = time.monotonic() + STORED_WITHIN_S
        while _stored(database, device) == before and time.monotonic() < until:
            time.sleep(0.001)
        with contextlib.suppress(ProcessLookupError):
            os.killpg(group, signal.SIGKILL)
    finally:
        line.close()


def _stored(database: str, device: str) -> int:
    with closing(sqlite3.connect(database, timeout=30)) as line:
        row = line.execute("SELECT stored FROM sync_device WHERE id = ?", [device]).fetchone()
    return int(row[0]) if row else -1
