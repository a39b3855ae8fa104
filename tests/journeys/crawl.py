"""Which pages a person reaches by following links, from the first page on."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from html import unescape
from typing import Any

from django.urls import Resolver404, resolve

HREF = re.compile(r'<a\s[^>]*?href="(/[^"#]*)')
OTHERS = ("/static/", "/dang-xuat/")
MOST_OF_A_KIND = 3
"""So many rows of one list are opened; all of them would take an hour."""


@dataclass
class Walk:
    """Addresses by name: the first path of each page, and what answered badly."""

    pages: dict[str, str] = field(default_factory=dict)
    files: dict[str, str] = field(default_factory=dict)
    broken: list[str] = field(default_factory=list)


def walk(request: Any, start: str = "/") -> Walk:
    """`request` is the signed-in person's; only GET links are followed."""
    found, waiting, opened = Walk(), [start], {start}
    kinds: dict[str, int] = {}
    while waiting:
        path = waiting.pop(0)
        name = _name(path)
        if kinds.get(name, 0) >= MOST_OF_A_KIND:
            continue
        kinds[name] = kinds.get(name, 0) + 1
        answer = request.get(path, max_redirects=3)
        if answer.status >= 400:
            found.broken.append(f"{answer.status} {path}")
        elif "html" not in answer.headers.get("content-type", ""):
            found.files.setdefault(name, path)
        else:
            found.pages.setdefault(name, path)
            fresh = [link for link in _links(answer.text()) if link not in opened]
            opened.update(fresh)
            waiting += fresh
    return found


def _links(html: str) -> Iterator[str]:
    for link in dict.fromkeys(HREF.findall(html)):
        path = unescape(link)
        if not path.startswith((*OTHERS, "//")):
            yield path


def _name(path: str) -> str:
    """The address behind a link; a link to nowhere keeps its path and is opened to be told."""
    try:
        return resolve(path.partition("?")[0]).view_name
    except Resolver404:
        return path
