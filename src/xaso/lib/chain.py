"""The chain of hashes over a diary, and the anchors that pin it. Plain Python, no Django, no database.

This file alone checks an export on any machine, far from the one that wrote it:

    python3 chain.py nhat-ky.jsonl --anchor anchors.jsonl --key 3b6a27bc…

Signatures are checked when the package `cryptography` is there; without it the answer says so.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import sys
from base64 import b64decode
from binascii import Error as Base64Error
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import asdict, dataclass
from itertools import groupby
from pathlib import Path
from typing import Any, NamedTuple

SHORTEST_CODE = 16
"""Hex digits of a hash that a person may copy from paper: 64 bits."""
_canonical = json.JSONEncoder(ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode


class Line(NamedTuple):
    """One event as it was written. `at` is UTC, ISO 8601 with microseconds."""

    commune: str
    number: int
    kind: str
    actor: str | None
    subject: str
    at: str
    data: Any
    previous: str
    hash: str
    id: int | None = None


@dataclass(frozen=True)
class Break:
    commune: str
    number: int
    id: int | None
    reason: str
    """hash, link, gap, head, anchor or signature."""


@dataclass(frozen=True)
class Anchor:
    """A head printed or saved earlier; truncation and replacement show against it."""

    commune: str
    number: int
    hash: str
    """The whole hash, or its first digits as copied from paper."""
    at: str = ""
    key: str = ""
    """The public key of the installation that signed it, in hex."""
    signature: str = ""

    def fits(self, line_hash: str) -> bool:
        return len(self.hash) >= SHORTEST_CODE and line_hash.startswith(self.hash.lower())


def hash_of(line: Line) -> str:
    """SHA-256 over the previous hash and the row in one canonical form."""
    row = [
        line.previous,
        line.commune,
        line.number,
        line.kind,
        line.actor,
        line.subject,
        line.at,
        line.data,
    ]
    return hashlib.sha256(_canonical(row).encode()).hexdigest()


def verify(
    commune: str, lines: Iterable[Line], anchors: Iterable[Anchor] = ()
) -> tuple[Line | None, int, Break | None]:
    """Walks one commune in the order of its numbers: the last good line, how many, the first break."""
    pinned = _by_number(anchors)
    last: Line | None = None
    for line in lines:
        number, previous = (last.number + 1, last.hash) if last else (1, "")
        reason = _fault(line, number, previous, pinned.pop(number, ()))
        if reason:
            return last, number - 1, Break(commune, number, line.id, reason)
        last = line
    number = last.number if last else 0
    if any(pin > 0 for pin in pinned):
        return last, number, Break(commune, number, None, "anchor")
    return last, number, None


def anchor_from(saved: Any) -> Anchor:
    """From the JSON of a saved head; ValueError, KeyError or TypeError when it is none."""
    return Anchor(
        str(saved["commune"]),
        int(saved["number"]),
        str(saved["hash"]),
        str(saved.get("at", "")),
        str(saved.get("key", "")),
        str(saved.get("signature", "")),
    )


def anchors_in(text: str) -> list[Anchor]:
    """One JSON object, a list of them, or one object a line. Raises as `anchor_from` does."""
    try:
        found = json.loads(text)
    except ValueError:
        found = [json.loads(line) for line in text.splitlines() if line.strip()]
    return [anchor_from(saved) for saved in (found if isinstance(found, list) else [found])]


def short_code(line_hash: str) -> str:
    """The first digits in groups of four, as a person copies them from paper."""
    start = line_hash[:SHORTEST_CODE]
    return " ".join(start[at : at + 4] for at in range(0, len(start), 4))


def signed_part(anchor: Anchor) -> bytes:
    return _canonical([anchor.commune, anchor.number, anchor.hash, anchor.at]).encode()


def is_signed_by(anchor: Anchor, key: str) -> bool:
    """ImportError where `cryptography` is missing."""
    from cryptography.exceptions import InvalidSignature
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

    try:
        public = Ed25519PublicKey.from_public_bytes(bytes.fromhex(key))
        public.verify(b64decode(anchor.signature), signed_part(anchor))
    except (InvalidSignature, ValueError, Base64Error):
        return False
    return True


def false_signature(
    anchors: Iterable[Anchor], key: str, *, must_be_signed: bool = False
) -> Break | None:
    """The first anchor that claims to be signed and is not, or not by this key."""
    for anchor in anchors:
        claims = must_be_signed or anchor.signature
        if claims and not is_signed_by(anchor, key or anchor.key):
            return Break(anchor.commune, anchor.number, None, "signature")
    return None


def as_export(line: Line) -> str:
    """One line of an export, JSON."""
    return _canonical(line._asdict())


def read_export(text: Iterable[str]) -> Iterator[Line]:
    for row in text:
        if row.strip():
            yield Line(**json.loads(row))


def _by_number(anchors: Iterable[Anchor]) -> dict[int, list[Anchor]]:
    found: dict[int, list[Anchor]] = defaultdict(list)
    for anchor in anchors:
        found[anchor.number].append(anchor)
    return found


def _fault(line: Line, number: int, previous: str, pins: Iterable[Anchor]) -> str:
    if line.number != number:
        return "gap"
    if line.previous != previous:
        return "link"
    if line.hash != hash_of(line):
        return "hash"
    return "" if all(pin.fits(line.hash) for pin in pins) else "anchor"


def main(words: list[str] | None = None) -> int:
    """0 whole, 1 broken, 2 not readable. Prints one JSON object."""
    parser = argparse.ArgumentParser(description="Kiểm tra nhật ký đã xuất, không cần phần mềm.")
    parser.add_argument("export", type=Path, help="tệp do xaso events export ghi")
    parser.add_argument("--anchor", type=Path, help="mốc đã lưu: .json hoặc .jsonl")
    parser.add_argument("--key", default="", help="khóa công khai in trên tờ mốc")
    options = parser.parse_args(words)
    try:
        anchors = anchors_in(options.anchor.read_text("utf-8")) if options.anchor else []
        said = _check(options.export, anchors, options.key)
    except (OSError, ValueError, KeyError, TypeError) as error:
        said = {"error": {"code": "bad_file", "message": str(error)}}
    sys.stdout.write(json.dumps(said, ensure_ascii=False) + "\n")
    return 2 if "error" in said else int(not said["ok"])


def _check(export: Path, anchors: list[Anchor], key: str) -> dict[str, Any]:
    signatures, broken = _signatures(anchors, key)
    checked = 0
    with export.open(encoding="utf-8") as text:
        seen: set[str] = set()
        for commune, lines in groupby(read_export(text), key=lambda line: line.commune):
            seen.add(commune)
            mine = [anchor for anchor in anchors if anchor.commune == commune]
            _last, count, found = verify(commune, lines, mine)
            checked, broken = checked + count, broken or found
    broken = broken or _missing(anchors, seen)
    return {
        "ok": broken is None,
        "checked": checked,
        "signatures": signatures,
        "first_broken": asdict(broken) if broken else None,
    }


def _signatures(anchors: list[Anchor], key: str) -> tuple[str, Break | None]:
    if not any(anchor.signature for anchor in anchors):
        return "none", None
    try:
        return "checked", false_signature(anchors, key)
    except ImportError:
        return "not checked: no cryptography", None


def _missing(anchors: Iterable[Anchor], seen: set[str]) -> Break | None:
    """A commune the anchors know and the export does not hold at all."""
    gone = [anchor for anchor in anchors if anchor.commune not in seen and anchor.number > 0]
    return Break(gone[0].commune, 0, None, "anchor") if gone else None


if __name__ == "__main__":
    sys.exit(main())
