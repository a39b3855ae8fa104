from __future__ import annotations

import unicodedata

from xaso.lib.text import nfc

BREAKS = {"\r\n": "\n", "\r": "\n", "\u2028": "\n", "\u2029": "\n", "\t": " "}


def plain(text: str) -> str:
    """Composed letters, line breaks kept, no invisible sign that could turn or hide other text."""
    for sign, seen in BREAKS.items():
        text = text.replace(sign, seen)
    kept = (
        c for c in text if c == "\n" or unicodedata.category(c) not in {"Cc", "Cf", "Cs", "Cn"}
    )
    return nfc("".join(kept))
