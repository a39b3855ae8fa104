"""Which pages a person reaches by following links, from the first page on."""

from __future__ import annotations

from collections import Counter, deque
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urlencode, urljoin

from django.urls import Resolver404, resolve
from lxml import html

from tests.journeys.reader import Reader

OTHERS = ("/static/", "/dang-xuat/")
A_FEW, MANY = 5, 60
"""How many rows of one list are opened."""


@dataclass
class Walk:
    pages: dict[str, str] = field(default_factory=dict)
    """The first path of each address that answered with a page."""
    forms: set[str] = field(default_factory=set)
    """Addresses that a form of some page is sent to."""
    broken: list[str] = field(default_factory=list)


def walk(reader: Reader, most_of_a_kind: int = A_FEW, start: str = "/") -> Walk:
    """Only GET links are followed, forms are noted."""
    found, kinds = Walk(), Counter[str]()
    waiting, known = deque([(start, "")]), {start}
    while waiting:
        path, came_from = waiting.popleft()
        name = _name(path)
        kinds[name] += 1
        if kinds[name] > most_of_a_kind:
            continue
        answer = reader.read(path)
        if answer.status >= 400:
            found.broken.append(f"{answer.status} {path} from {came_from}")
        elif answer.page:
            found.pages.setdefault(name, path)
            page = html.fromstring(answer.page)
            found.forms |= {_name(action) for action in _sent_to(page, path)}
            for link in _links(page, path):
                if link not in known:
                    known.add(link)
                    waiting.append((link, path))
    return found


def _links(page: Any, here: str) -> Iterator[str]:
    for link in page.xpath("//a/@href"):
        yield from _own(link, here)
    for form in page.xpath("//form[not(@method) or @method='get']"):
        action = form.get("action") or here.partition("?")[0]
        for name, value in _choices(form):
            yield from _own(f"{action}?{urlencode({name: value})}", here)


def _choices(form: Any) -> Iterator[tuple[str, str]]:
    """What a filter form can be set to, one choice at a time."""
    for select in form.xpath(".//select[@name]"):
        for value in select.xpath("./option/@value"):
            yield select.get("name"), value


def _sent_to(page: Any, here: str) -> Iterator[str]:
    for form in page.xpath("//form[@method='post']"):
        yield from _own(form.get("action") or here, here)
    for action in page.xpath("//@formaction"):
        yield from _own(action, here)


def _own(link: str, here: str) -> Iterator[str]:
    path = urljoin(here, link).partition("#")[0]
    if path.startswith("/") and not path.startswith((*OTHERS, "//")):
        yield path


def _name(path: str) -> str:
    """The address behind a link; a link to nowhere keeps its path and is opened to be told."""
    try:
        return resolve(path.partition("?")[0]).view_name
    except Resolver404:
        return path
