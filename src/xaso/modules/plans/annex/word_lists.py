"""The word lists of `data/`: how annexes write headers, groups, units and "same as above"."""

from collections import defaultdict
from functools import cache
from pathlib import Path

from xaso.lib.tables import read_table
from xaso.lib.text import fold, header_key

DATA = Path(__file__).parent / "data"


def read_csv(name: str) -> list[dict[str, str]]:
    return read_table(DATA / name)


@cache
def header_aliases() -> dict[str, dict[str, tuple[str, ...]]]:
    """table → field → keys of its header variants."""
    aliases: dict[str, dict[str, dict[str, None]]] = defaultdict(lambda: defaultdict(dict))
    for row in read_csv("headers.csv"):
        aliases[row["table"]][row["field"]][header_key(row["alias"])] = None
    return {
        table: {field: tuple(keys) for field, keys in fields.items()}
        for table, fields in aliases.items()
    }


@cache
def words_of(kind: str) -> tuple[str, ...]:
    return tuple(row["text"] for row in read_csv("words.csv") if row["kind"] == kind)


@cache
def folded_words_of(kind: str) -> frozenset[str]:
    return frozenset(fold(text) for text in words_of(kind))


def means_as_above(text: str) -> bool:
    folded = fold(text)
    return folded in folded_words_of("same") or folded.strip(" .-()") in folded_words_of("same")


@cache
def keys_of(kind: str) -> frozenset[str]:
    return frozenset(header_key(text) for text in words_of(kind))


@cache
def values_of(kind: str) -> dict[str, str]:
    return {
        header_key(row["text"]): row["value"]
        for row in read_csv("words.csv")
        if row["kind"] == kind
    }


@cache
def _pillar_words() -> tuple[tuple[str, str], ...]:
    return tuple((header_key(row["words"]), row["pillar"]) for row in read_csv("pillars.csv"))


def pillar_of(text: str) -> str:
    """The pillar whose words stand first in the text; "" when none does."""
    key = f" {header_key(text)} "
    places = ((key.find(f" {words} "), pillar) for words, pillar in _pillar_words())
    return min((found for found in places if found[0] >= 0), default=(0, ""))[1]
