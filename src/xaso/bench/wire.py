"""Phones of a village at the commune's door, and the bytes each request takes over HTTP."""

from __future__ import annotations

import gzip
import http.client
import time
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from xaso.drills.ground import Ground
from xaso.drills.phone import Phone
from xaso.lib.outbox import read_answer

from .installation import told_by

PUSH, ASK = "/dong-bo/day", "/dong-bo/biet"
BUSY = 503
CHROME = (
    "Mozilla/5.0 (Linux; Android 10; K) AppleWebKit/537.36 (KHTML, like Gecko) "
    "Chrome/140.0.0.0 Mobile Safari/537.36"
)
AS_BROWSERS_SAY = {
    "User-Agent": CHROME,
    "Accept": "*/*",
    "Accept-Encoding": "gzip",
    "Accept-Language": "vi-VN,vi;q=0.9",
    "Connection": "keep-alive",
}


@dataclass(frozen=True)
class Member:
    phone: Phone
    actor: str
    village: str


@dataclass(frozen=True)
class Told:
    status: int
    answer: dict[str, Any]
    retry_after_s: int
    up: int
    down: int
    """Bytes of HTTP, without what carries them."""


class Line:
    """One connection, kept open as browsers keep it."""

    def __init__(self, host: str, port: int, timeout_s: float = 60) -> None:
        self._line = http.client.HTTPConnection(host, port, timeout=timeout_s)

    def close(self) -> None:
        self._line.close()

    def send(self, phone: Phone, method: str, path: str, body: bytes = b"") -> Told:
        signed = phone.headers(method, path, body)
        kind = {"Content-Type": "application/gzip"} if body else {}
        headers = {**AS_BROWSERS_SAY, **kind, **signed}
        self._line.request(method, path, body or None, headers)
        answer = self._line.getresponse()
        content = packed = answer.read()
        if answer.headers.get("Content-Encoding") == "gzip":
            content = gzip.decompress(packed)
        host = {"Host": f"{self._line.host}:{self._line.port}", "Content-Length": str(len(body))}
        up = len(f"{method} {path} HTTP/1.1\r\n\r\n") + _size({**headers, **host}) + len(body)
        down = len(f"HTTP/1.1 {answer.status} {answer.reason}\r\n\r\n") + len(packed)
        down += sum(_size({name: value}) for name, value in answer.getheaders())
        retry = int(answer.headers.get("Retry-After") or 0)
        return Told(answer.status, read_answer(content), retry, up, down)


def pushed(port: int, phone: Phone, body: bytes) -> tuple[float, list[Told]]:
    """Told to come back later it comes back later, as the client does. Seconds in all, and each answer."""
    began, found = time.monotonic(), []
    while True:
        line = Line("127.0.0.1", port)
        found.append(line.send(phone, "POST", PUSH, body))
        line.close()
        if found[-1].status != BUSY:
            return time.monotonic() - began, found
        time.sleep(found[-1].retry_after_s)


def made_members(place: Ground, count: int) -> list[Member]:
    return [member_of(said) for said in told_by(place.env, "xaso.bench.phones_made", str(count))]


def member_of(said: dict[str, str]) -> Member:
    """From what `phones_made` printed."""
    key, own, server = (bytes.fromhex(said[name]) for name in ("key", "own", "server"))
    phone = Phone(UUID(said["device"]), key, {said["actor"]: own}, server)
    return Member(phone, said["actor"], said["village"])


def _size(headers: dict[str, str]) -> int:
    return sum(len(f"{name}: {value}\r\n".encode()) for name, value in headers.items())
