"""What people hand to the actions: files, and pieces of evidence."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal


@dataclass(frozen=True)
class Upload:
    name: str
    content: bytes


@dataclass(frozen=True)
class GivenEvidence:
    """One piece; `text` is the document's number for so_van_ban, else a caption."""

    kind: str
    text: str = ""
    url: str = ""
    number: Decimal | None = None
    unit: str = ""
    upload: Upload | None = None
