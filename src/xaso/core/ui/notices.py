"""What the next page says after an action: one sentence, "Xem", "Hoàn tác"."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.http import HttpRequest


@dataclass(frozen=True)
class NoticeLinks:
    see: str = ""
    undo: str = ""


def tell(request: HttpRequest, sentence: str, *, see: str = "", undo: str = "") -> None:
    """`see` and `undo` are addresses of our own; `undo` is sent as a POST by one press."""
    tags = [f"{name}:{url}" for name, url in (("see", see), ("undo", undo)) if url]
    messages.success(request, sentence, extra_tags=" ".join(tags))


def links_of(message: Any) -> NoticeLinks:
    """Addresses outside this house are dropped."""
    tags = dict(tag.split(":", 1) for tag in (message.extra_tags or "").split() if ":" in tag)
    own = {name: url for name, url in tags.items() if re.match(r"/(?![/\\])", url)}
    return NoticeLinks(see=own.get("see", ""), undo=own.get("undo", ""))
