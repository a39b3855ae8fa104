"""What a phone sends and what binds it: canonical bytes, the hash of a content, the chain of a device.

Two programs in two languages must come to the same bytes, so the form is narrow: UTF-8 JSON without
spaces, keys sorted, texts in NFC, integers alone. Vectors stand in tests/lib/test_envelope.py.
"""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from hashlib import sha256
from typing import Any
from uuid import UUID

from .text import nfc

CONTENT = frozenset({"id", "actor", "kind", "v", "scope", "at", "body", "needs", "replaces"})
"""The keys a content hash covers."""
MAY_BE_ABSENT = frozenset({"needs", "replaces"})
BEFORE_THE_FIRST = bytes(32)
MOST = 2**53 - 1
"""The largest whole number a browser keeps exactly."""
DEEPEST = 12
_KEY = re.compile(r"[a-z0-9_]+(?:\.[a-z0-9_]+)*")
RECEIPT_MARK = b"xaso-r1"


class NotCanonical(ValueError):
    """The bytes or the value break the narrow form; the text says where."""


def read(text: bytes) -> Any:
    """Raises NotCanonical for anything JSON allows and the narrow form does not."""
    try:
        value = json.loads(
            text.decode("utf-8"),
            object_pairs_hook=_pairs,
            parse_float=_no_fraction,
            parse_constant=_no_fraction,
        )
    except (ValueError, RecursionError) as error:
        raise NotCanonical(str(error)) from error
    return checked(value)


def checked(value: Any, depth: int = 0) -> Any:
    """The value with its texts in NFC."""
    if depth > DEEPEST:
        raise NotCanonical("too deep")
    if value is None or isinstance(value, bool):
        return value
    if isinstance(value, int):
        return _whole(value)
    if isinstance(value, str):
        return _text(value)
    if isinstance(value, list | tuple):
        return [checked(each, depth + 1) for each in value]
    if isinstance(value, Mapping):
        return {_key(key): checked(each, depth + 1) for key, each in value.items()}
    raise NotCanonical(f"no place for {type(value).__name__}")


def canonical(value: Any) -> bytes:
    text = json.dumps(
        checked(value), ensure_ascii=False, separators=(",", ":"), sort_keys=True, allow_nan=False
    )
    return text.encode("utf-8")


def content_of(event: Mapping[str, Any]) -> dict[str, Any]:
    """What the person said, without where it stands in the device's chain. Raises NotCanonical."""
    content = {key: event[key] for key in CONTENT & event.keys()}
    if missing := CONTENT - MAY_BE_ABSENT - content.keys():
        raise NotCanonical(f"missing: {sorted(missing)}")
    return content


def content_hash(event: Mapping[str, Any]) -> bytes:
    return sha256(canonical(content_of(event))).digest()


def chain_hash(previous: bytes, device: UUID, number: int, content: bytes) -> bytes:
    """`number` counts from 1; before the first stands BEFORE_THE_FIRST."""
    return sha256(previous + device.bytes + number.to_bytes(8, "big") + content).digest()


def receipt_bytes(device: UUID, epoch: UUID, number: int, last: bytes, safe_number: int) -> bytes:
    """The 87 bytes the server signs: it holds everything up to `number`, whose chain hash is `last`;
    up to `safe_number` it lies in a verified backup elsewhere too."""
    return b"".join(
        (
            RECEIPT_MARK,
            device.bytes,
            epoch.bytes,
            number.to_bytes(8, "big"),
            last,
            safe_number.to_bytes(8, "big"),
        )
    )


def request_bytes(method: str, path: str, body: bytes = b"", offset: str = "") -> bytes:
    """What a device signs of a request: where it goes, and with a body the byte of the file it
    begins at ("" for what is no piece) and the body."""
    line = f"{method} {path}".encode()
    return b"\n".join((line, offset.encode(), body)) if body else line


def _pairs(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) != len(pairs):
        raise NotCanonical("one key twice")
    return found


def _no_fraction(text: str) -> Any:
    raise NotCanonical(f"not a whole number: {text[:20]}")


def _whole(value: int) -> int:
    if abs(value) > MOST:
        raise NotCanonical("a number too large")
    return value


def _text(value: str) -> str:
    if any("\ud800" <= sign <= "\udfff" for sign in value):
        raise NotCanonical("half a sign")
    if "\0" in value:
        raise NotCanonical("a sign no database keeps")
    return nfc(value)


def _key(key: Any) -> str:
    if not isinstance(key, str) or not _KEY.fullmatch(key):
        raise NotCanonical(f"no key: {str(key)[:40]!r}")
    return key
