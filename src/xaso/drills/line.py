"""Bytes to a server and what came back, with no library in between that would mend them."""

from __future__ import annotations

import contextlib
import socket
from dataclasses import dataclass

READ_MOST = 4_000_000
CHUNK = 65_536


@dataclass(frozen=True)
class Reply:
    status: int
    """0 when the server closed the line or said nothing."""
    head: bytes
    body: bytes = b""


def send(port: int, *pieces: bytes, wait_s: float = 30.0, close_early: bool = False) -> Reply:
    """Send the pieces one after the other. `close_early` walks away without reading the answer."""
    try:
        with socket.create_connection(("127.0.0.1", port), timeout=wait_s) as line:
            # The server may refuse before it has read everything; its answer is still there.
            with contextlib.suppress(ConnectionError):
                for piece in pieces:
                    line.sendall(piece)
            return Reply(0, b"") if close_early else _read(line)
    except (TimeoutError, ConnectionError):
        return Reply(0, b"")


def request(
    method: str, path: bytes, headers: list[tuple[bytes, bytes]], body: bytes = b""
) -> bytes:
    """`Content-Length` is the caller's to get wrong."""
    lines = [method.encode() + b" " + path + b" HTTP/1.1"]
    lines += [name + b": " + content for name, content in headers]
    return b"\r\n".join([*lines, b"", b""]) + body


def _read(line: socket.socket) -> Reply:
    got = bytearray()
    with contextlib.suppress(ConnectionError, TimeoutError):
        while len(got) < READ_MOST:
            piece = line.recv(CHUNK)
            if not piece:
                break
            got += piece
    head, _empty, body = bytes(got).partition(b"\r\n\r\n")
    words = head.split(b" ", 2)
    known = head.startswith(b"HTTP/") and len(words) > 1 and words[1][:3].isdigit()
    return Reply(int(words[1][:3]) if known else 0, head, body)
