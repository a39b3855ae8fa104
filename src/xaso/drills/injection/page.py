"""A page read as a browser would: what has become markup though a person had only typed it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from html.parser import HTMLParser

from .payloads import MARK, PRODUCT

ADDRESSES = {
    "href",
    "src",
    "action",
    "formaction",
    "xlink:href",
    "hx-get",
    "hx-post",
    "data",
    "poster",
}
RUNS = re.compile(r"^[\s\x00-\x20]*(javascript|vbscript|data)\s*:", re.I)
SILENT = {"script", "style", "title", "textarea", "template", "noscript"}
FOREIGN = {"iframe", "object", "embed", "base", "math", "applet", "meta-refresh"}


def harm_in(html: str) -> list[str]:
    reader = _Reader()
    reader.feed(html)
    reader.close()
    found = list(reader.found)
    if PRODUCT in html:
        found.append("a template has calculated")
    return list(dict.fromkeys(found))


class _Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.found: list[str] = []
        self.inside = ""

    def handle_starttag(self, tag: str, given: list[tuple[str, str | None]]) -> None:
        self.inside = tag if tag in SILENT else self.inside
        facts = {name.lower(): value or "" for name, value in given}
        self.found += _of_tag(tag, facts)

    def handle_endtag(self, tag: str) -> None:
        if tag == self.inside:
            self.inside = ""

    def handle_data(self, data: str) -> None:
        if self.inside in {"script", "style"} and MARK in data:
            self.found.append(f"typed words inside <{self.inside}>")

    def handle_comment(self, data: str) -> None:
        if MARK in data:
            self.found.append("typed words inside a comment")


def _of_tag(tag: str, facts: dict[str, str]) -> Iterator[str]:
    if MARK in tag or tag in FOREIGN:
        yield f"the element <{tag}>"
    if tag == "script" and not facts.get("src", "").startswith("/static/"):
        yield "a script in the page"
    if tag == "meta" and "refresh" in facts.get("http-equiv", "").lower():
        yield "a page that leads on by itself"
    for name, value in facts.items():
        if name.startswith("on") or name in {"srcdoc", "style"}:
            yield f"the attribute {name} of <{tag}>"
        if MARK in name:
            yield f"typed words became the attribute {name[:20]}"
        # Browsers leave tabs and line ends out of an address before they look at it.
        if name in ADDRESSES and RUNS.match(re.sub(r"[\t\r\n]", "", value)):
            yield f"{name} of <{tag}> runs {value[:20]!r}"
