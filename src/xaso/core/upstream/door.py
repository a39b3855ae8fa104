"""The way to the province over HTTP: one host, typed by an administrator. Nothing leads anywhere else: no
redirect is followed, no proxy asked, no answer read beyond its limit."""

from __future__ import annotations

import http.client
import ipaddress
import json
import ssl
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlsplit
from uuid import UUID

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from xaso.lib.outbox import read_answer, signed_headers

WITHIN_S = 20
MOST_BYTES = 1024 * 1024
LONGEST_ADDRESS = 200


@dataclass(frozen=True)
class Reply:
    status: int
    content: bytes = b""
    retry_after_s: int = 0

    @property
    def said(self) -> dict[str, Any]:
        return read_answer(self.content)


Door = Callable[[str, str, Mapping[str, str], bytes], Reply]
"""Method, path, headers, body. Raises NoLine."""


class NoLine(Exception):
    """Nobody answered, or what came was no answer; in words for the office."""


def checked_address(text: str) -> str:
    """`https://host[:port]`; without encryption to this very machine alone. Raises ValidationError."""
    try:
        parts = urlsplit(text.strip().rstrip("/"))
        host, port = parts.hostname or "", parts.port
    except ValueError:
        host, port, parts = "", None, urlsplit("")
    is_bare = not (parts.path or parts.query or parts.fragment or parts.username)
    if not host or not is_bare or len(text) > LONGEST_ADDRESS or port == 0:
        raise ValidationError(_("Địa chỉ phải có dạng https://ten-may-chu-cua-tinh"))
    if parts.scheme == "http" and not _is_this_machine(host):
        raise ValidationError(_("Địa chỉ phải bắt đầu bằng https để không ai đọc trộm được."))
    if parts.scheme not in ("http", "https"):
        raise ValidationError(_("Địa chỉ phải có dạng https://ten-may-chu-cua-tinh"))
    return f"{parts.scheme}://{parts.netloc.lower()}"


def door_to(address: str) -> Door:
    def ask(method: str, path: str, headers: Mapping[str, str], body: bytes) -> Reply:
        line = _line(checked_address(address))
        try:
            line.request(method, path, body or None, dict(headers))
            answer = line.getresponse()
            content = answer.read(MOST_BYTES + 1)
        except ssl.SSLCertVerificationError as error:
            raise NoLine(_("Chứng chỉ của tỉnh không đúng. Báo người trông máy chủ.")) from error
        except (OSError, http.client.HTTPException) as error:
            raise NoLine(_("Không tới được máy chủ của tỉnh.")) from error
        finally:
            line.close()
        if len(content) > MOST_BYTES:
            raise NoLine(_("Máy ở địa chỉ này trả lời không đúng."))
        return Reply(answer.status, content, _seconds(answer.getheader("Retry-After", "")))

    return ask


def posted(door: Door, path: str, said: Mapping[str, Any], headers: Mapping[str, str]) -> Reply:
    body = json.dumps(said, ensure_ascii=False, separators=(",", ":")).encode()
    return door("POST", path, {"Content-Type": "application/json", **headers}, body)


def signing(door: Door, device: UUID, key: bytes) -> Door:
    """Each request is signed by the device, as docs/sync.md says."""

    def ask(method: str, path: str, headers: Mapping[str, str], body: bytes) -> Reply:
        return door(
            method, path, {**headers, **signed_headers(device, key, method, path, body)}, body
        )

    return ask


def _line(address: str) -> http.client.HTTPConnection:
    parts = urlsplit(address)
    host, port = parts.hostname or "", parts.port
    if parts.scheme == "http":
        return http.client.HTTPConnection(host, port, timeout=WITHIN_S)
    return http.client.HTTPSConnection(
        host, port, timeout=WITHIN_S, context=ssl.create_default_context()
    )


def _is_this_machine(host: str) -> bool:
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return host == "localhost"


def _seconds(text: str | None) -> int:
    return min(int(text), 3600) if text and text.isascii() and text.isdecimal() else 0
