"""Filters above a list: plain links that keep the other choices of the address."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from django.http import HttpRequest


@dataclass(frozen=True)
class Choice:
    value: str
    label: str


@dataclass(frozen=True)
class FilterLink:
    label: str
    url: str
    is_current: bool
    count: int | None = None


def links(request: HttpRequest, name: str, choices: Iterable[Choice]) -> list[FilterLink]:
    """An empty value takes the filter off. Each choice starts again at the first page."""
    now = request.GET.get(name, "")
    return [
        FilterLink(choice.label, _address(request, name, choice.value), choice.value == now)
        for choice in choices
    ]


def _address(request: HttpRequest, name: str, value: str) -> str:
    asked = request.GET.copy()
    for gone in ("sau", "tai", name):
        asked.pop(gone, None)
    if value:
        asked[name] = value
    return f"?{asked.urlencode()}" if asked else request.path
