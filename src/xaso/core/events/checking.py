"""Is the diary still the same? Against its own hashes, what was given, and what was kept hour by hour."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import TypeVar

from xaso.core.units.models import Commune
from xaso.lib.chain import Anchor, Break

from .anchors import forged, own_anchors
from .chain import lines_of, verify_chains, verify_commune

T = TypeVar("T")
COUNTED_EVERY = 500


def check_all(given: Sequence[Anchor] = (), key: str = "") -> tuple[int, Break | None]:
    """`key` is for anchors another installation signed."""
    own = own_anchors()
    false = forged(given, key) or forged(own, must_be_signed=True)
    return (0, false) if false else verify_chains([*given, *own])


def check_commune(
    commune: Commune,
    given: Sequence[Anchor] = (),
    said: Callable[[int], None] = lambda count: None,
) -> tuple[int, Break | None]:
    """`said` hears now and then how many lines have been read."""
    own = [anchor for anchor in own_anchors() if anchor.commune == commune.pk]
    false = forged(given) or forged(own, must_be_signed=True)
    if false:
        return 0, false
    return verify_commune(commune, [*given, *own], _counted(lines_of(commune), said))


def _counted(rows: Iterable[T], said: Callable[[int], None]) -> Iterator[T]:
    for count, row in enumerate(rows):
        if count % COUNTED_EVERY == 0:
            said(count)
        yield row
