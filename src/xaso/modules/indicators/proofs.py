"""What a person hands over to prove a number or an answer."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Upload:
    name: str
    content: bytes


@dataclass(frozen=True)
class Proof:
    """One of the three: the number of a document, an address, or a file."""

    document_number: str = ""
    url: str = ""
    upload: Upload | None = None
