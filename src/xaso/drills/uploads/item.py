"""One hostile file."""

from __future__ import annotations

from dataclasses import dataclass

SCRIPT = b"<script>alert('xaso-drill')</script>"
GPS_MARK = b"May cua ai do o Gia Phu"
NEVER_KEPT = (b"xaso-drill", GPS_MARK)
"""Words that may not be found in any picture the server keeps."""


@dataclass(frozen=True)
class Item:
    about: str
    name: str
    content: bytes
    bad: bool = False
    """No form may take it. What is not bad may be taken once it has been made harmless."""
