"""Addresses of our own pages: the same page with other choices, and where somebody asked to go."""

from __future__ import annotations

from dataclasses import dataclass

from django.http import HttpRequest
from django.utils.http import url_has_allowed_host_and_scheme

STARTING_AGAIN = ("sau", "tai")
"""The cursor and the export do not outlive another choice."""


@dataclass(frozen=True)
class FilterLink:
    """One choice above a list, as ui/filters.html shows it."""

    label: str
    url: str
    is_current: bool = False
    count: int | None = None


def address(request: HttpRequest, **changes: str) -> str:
    """The same page with other choices, from its first slice; empty takes a choice off."""
    asked = request.GET.copy()
    for gone in STARTING_AGAIN:
        asked.pop(gone, None)
    for name, value in changes.items():
        asked.pop(name, None)
        if value:
            asked[name] = value
    return f"?{asked.urlencode()}" if asked else request.path


def own_address(request: HttpRequest, asked: str) -> str:
    """`asked` when it is an address of this program, else empty."""
    own = url_has_allowed_host_and_scheme(
        asked, {request.get_host()}, require_https=request.is_secure()
    )
    return asked if own and asked.startswith("/") else ""
