"""Every hostile file there is, made on the spot: nothing is copied from anybody."""

from __future__ import annotations

from functools import cache

from .documents import NAMES, documents
from .item import Item
from .pictures import drawn, pictures
from .sounds import sounds


@cache
def corpus() -> tuple[Item, ...]:
    named = [Item(f"a photo named {name[:40]!r}", name, drawn()) for name in NAMES]
    return (*pictures(), *documents(), *sounds(), *named)
