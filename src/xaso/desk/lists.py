"""Filters above a list: plain links that keep the other choices of the address."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from django.http import HttpRequest

from xaso.core.pages.addresses import FilterLink, address


@dataclass(frozen=True)
class Choice:
    value: str
    label: str


def links(request: HttpRequest, name: str, choices: Iterable[Choice]) -> list[FilterLink]:
    """An empty value takes the filter off. Each choice starts again at the first page."""
    now = request.GET.get(name, "")
    return [
        FilterLink(choice.label, address(request, **{name: choice.value}), choice.value == now)
        for choice in choices
    ]
