"""A browser without script: reads the forms of a page and sends them back as a person would."""

from __future__ import annotations

from html.parser import HTMLParser
from typing import Any
from urllib.parse import urlsplit

import brotli
from django.http import HttpResponse
from django.test import Client

MOST_BYTES = 14 * 1024


class Forms(HTMLParser):
    """The last form of a page and what stands in it; ticks and choices as the page shows them."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.forms: list[dict[str, list[str]]] = []
        self._select = ""
        self._area = ""
        self._options: list[tuple[str, bool]] = []
        self.feed(html)

    def handle_starttag(self, tag: str, pairs: list[tuple[str, str | None]]) -> None:
        given = dict(pairs)
        name, value = given.get("name") or "", given.get("value") or ""
        if tag == "form":
            self.forms.append({})
        elif tag == "input" and name:
            self._input(given, name, value)
        elif tag == "select":
            self._select, self._options = name, []
        elif tag == "option" and self._select:
            self._options.append((value, "selected" in given))
        elif tag == "textarea":
            self._area = name
            self.forms[-1].setdefault(name, [""])

    def handle_endtag(self, tag: str) -> None:
        if tag == "select" and self._select:
            chosen = [value for value, is_chosen in self._options if is_chosen]
            first = [value for value, _chosen in self._options[:1]]
            self.forms[-1][self._select] = chosen or first
            self._select = ""
        elif tag == "textarea":
            self._area = ""

    def handle_data(self, data: str) -> None:
        if self._area:
            self.forms[-1][self._area] = [(self.forms[-1][self._area][0] + data).lstrip("\n")]

    def _input(self, given: dict[str, str | None], name: str, value: str) -> None:
        kind = given.get("type", "text")
        if kind in {"radio", "checkbox"} and "checked" not in given:
            return
        if kind in {"file", "submit"}:
            return
        if kind == "checkbox" and "value" not in given:
            value = "on"
        self.forms[-1].setdefault(name, []).append(value)


def typed(page: HttpResponse, **changes: Any) -> dict[str, Any]:
    """The biggest form of the page with the person's changes; None takes a field away."""
    form: dict[str, Any] = max(Forms(page.content.decode()).forms, key=len)
    form = {name: values for name, values in form.items() if name != "csrfmiddlewaretoken"}
    for name, value in changes.items():
        if value is None:
            form.pop(name, None)
        else:
            form[name] = value
    return form


def send(client: Client, url: str, **changes: Any) -> HttpResponse:
    """Open the page, fill in, press the button."""
    return client.post(url, typed(client.get(url), **changes))


def follow(client: Client, response: HttpResponse) -> str:
    """The text of the page the person is led to."""
    assert response.status_code == 302, response.content.decode()[:3000]
    return client.get(response["Location"]).content.decode()


def path_of(response: HttpResponse) -> str:
    return urlsplit(response["Location"]).path


def compressed(page: HttpResponse) -> int:
    return len(brotli.compress(page.content, quality=5))
