"""Every address of the program, as Django resolves it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from django.urls import URLPattern, URLResolver, get_resolver

from xaso.core.pages.pages import Page

PUBLIC_FILE = Path(__file__).parent / "public_addresses.txt"


@dataclass(frozen=True)
class Address:
    name: str
    """With its namespace: "plans:task"."""
    route: str
    arguments: tuple[str, ...]
    view: Any

    @property
    def is_page(self) -> bool:
        return isinstance(self.view, type) and issubclass(self.view, Page)

    @property
    def right(self) -> str:
        return self.view.right if self.is_page else ""

    @property
    def is_public(self) -> bool:
        return not self.is_page or self.view.public


@cache
def all_addresses() -> tuple[Address, ...]:
    return tuple(sorted(_walk(get_resolver(), "", "", ()), key=lambda a: (a.name, a.route)))


def public_names() -> dict[str, str]:
    """The listed public addresses and why each is open to everybody."""
    lines = PUBLIC_FILE.read_text(encoding="utf-8").splitlines()
    rows = [line for line in lines if line.strip() and not line.startswith("#")]
    return {name: reason.strip() for name, _space, reason in (row.partition(" ") for row in rows)}


def _walk(
    resolver: URLResolver, space: str, route: str, arguments: tuple[str, ...]
) -> Iterator[Address]:
    for entry in resolver.url_patterns:
        here = route + str(entry.pattern)
        given = (*arguments, *_names(entry.pattern))
        if isinstance(entry, URLResolver):
            inner = ":".join(part for part in (space, entry.namespace) if part)
            yield from _walk(entry, inner, here, given)
        elif isinstance(entry, URLPattern):
            name = ":".join(part for part in (space, entry.name or "") if part)
            view = getattr(entry.callback, "view_class", entry.callback)
            yield Address(name, here, given, view)


def _names(pattern: Any) -> tuple[str, ...]:
    """Of path("<uuid:pk>/") or of a regular expression with named groups."""
    if pattern.converters:
        return tuple(pattern.converters)
    return tuple(pattern.regex.groupindex)
