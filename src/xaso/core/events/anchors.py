"""Heads of the chains, signed and kept outside the database: a cut, replaced or old database shows."""

from __future__ import annotations

import json
import os
from base64 import b64encode
from collections.abc import Iterable
from dataclasses import asdict, replace
from datetime import datetime
from pathlib import Path

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from django.conf import settings
from django.utils import timezone

from xaso.core.units.models import Commune
from xaso.lib.chain import Anchor, Break, anchor_from, false_signature, signed_part
from xaso.lib.durable import OWNER_ONLY, sync_folder

from .chain import head_of
from .models import ChainHead

FILE, KEY_FILE = "anchors.jsonl", "anchor_key"


def signed_head(commune: Commune, at: datetime) -> Anchor:
    """Today's head with the signature of this installation."""
    head = head_of(commune)
    moment = timezone.localtime(at).isoformat(timespec="seconds")
    key = _key()
    anchor = replace(head, at=moment, key=key.public_key().public_bytes_raw().hex())
    return replace(anchor, signature=b64encode(key.sign(signed_part(anchor))).decode())


def as_json(anchor: Anchor) -> str:
    return json.dumps(asdict(anchor), ensure_ascii=False)


def public_key() -> str:
    """In hex, to print: whoever checks an anchor elsewhere needs it."""
    return _key().public_key().public_bytes_raw().hex()


def write_anchors(at: datetime) -> int:
    """Appends the head of each chain that has grown since its last anchor. Returns how many."""
    newest: dict[str, int] = {}
    for anchor in own_anchors():
        newest[anchor.commune] = anchor.number
    heads = ChainHead.objects.filter(number__gt=0).select_related("commune").order_by("commune")
    grown = [head.commune for head in heads if newest.get(head.commune_id) != head.number]
    _append([as_json(signed_head(commune, at)) for commune in grown])
    return len(grown)


def own_anchors() -> list[Anchor]:
    """What this installation has written so far."""
    return anchors_lying_at(_place(FILE))


def anchors_lying_at(path: Path) -> list[Anchor]:
    """A line torn by a power cut is left out."""
    lines = path.read_text("utf-8", "replace").splitlines() if path.exists() else []
    return [anchor for anchor in map(_readable, lines) if anchor]


def forged(
    anchors: Iterable[Anchor], key: str = "", *, must_be_signed: bool = False
) -> Break | None:
    """The first anchor that claims to be signed by this installation (or by `key`) and is not."""
    return false_signature(anchors, key or public_key(), must_be_signed=must_be_signed)


def forget_anchors() -> None:
    """The sample is taken away as a whole, and its chains with it."""
    _place(FILE).unlink(missing_ok=True)


def _readable(line: str) -> Anchor | None:
    try:
        return anchor_from(json.loads(line))
    except (ValueError, KeyError, TypeError):
        return None


def _append(lines: list[str]) -> None:
    """On disk before it returns; begins on a line of its own, also after a torn one."""
    if not lines:
        return
    path = _place(FILE)
    text = "".join(f"{line}\n" for line in lines)
    with path.open("a+b") as file:
        if file.tell() and not _ends_whole(path):
            text = "\n" + text
        file.write(text.encode())
        file.flush()
        os.fsync(file.fileno())
    sync_folder(path.parent)


def _ends_whole(path: Path) -> bool:
    with path.open("rb") as file:
        file.seek(-1, os.SEEK_END)
        return file.read() == b"\n"


def _key() -> Ed25519PrivateKey:
    """Made once for each installation, readable by its owner only; it belongs into the backup."""
    path = _place(KEY_FILE)
    if not path.exists():
        _make_key(path)
    return Ed25519PrivateKey.from_private_bytes(bytes.fromhex(path.read_text(encoding="ascii")))


def _make_key(path: Path) -> None:
    """Whole or absent; of two processes that make one at the same moment the first one's stays."""
    draft = path.with_name(f".{KEY_FILE}.{os.getpid()}")
    made = os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, OWNER_ONLY)
    with os.fdopen(made, "w", encoding="ascii") as file:
        file.write(Ed25519PrivateKey.generate().private_bytes_raw().hex())
        file.flush()
        os.fsync(file.fileno())
    try:
        os.link(draft, path)
    except FileExistsError:
        pass
    finally:
        draft.unlink()
    sync_folder(path.parent)


def _place(name: str) -> Path:
    return Path(settings.DATA_DIR) / name
