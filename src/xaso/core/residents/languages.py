"""Languages people speak at home: a list as data, not a fact about anybody's descent."""

from __future__ import annotations

from functools import cache
from pathlib import Path

from xaso.lib.tables import read_table
from xaso.lib.text import header_key

LANGUAGES = Path(__file__).parent / "data" / "languages.csv"


@cache
def language_names() -> dict[str, str]:
    return {row["code"]: row["name"] for row in read_table(LANGUAGES)}


def language_name(code: str) -> str:
    return language_names().get(code, code)


def read_language(text: str) -> str | None:
    """Its code; None for a word that is not in the list."""
    return _by_word().get(header_key(text))


@cache
def _by_word() -> dict[str, str]:
    found: dict[str, str] = {}
    for row in read_table(LANGUAGES):
        for word in (row["code"], row["name"], *row["also"].split(";")):
            if word:
                found.setdefault(header_key(word), row["code"])
    return found
