"""S5: no address, form or file of the product counts rows: who sees one number would know the next.

Routes are read from the URLconf, addresses and choices from every page of the sample, files from the
answers that are JSON. Goes red: an address with `<int:pk>`, or a select whose values are row numbers.
"""

from __future__ import annotations

import argparse
import re
import time
from collections.abc import Iterable, Iterator
from html import unescape
from itertools import pairwise

from .forms import forms_in
from .ground import Ground, ground
from .outcome import Outcome
from .site import Address, Site, site_of

NAME = "ids"
ABOUT = "tìm địa chỉ đếm được dòng"
COUNTED = {
    "desk:paper-picture": "the pages of one paper, from 1",
    "indicators:pack-row": "the lines of one sheet, as Excel numbers them",
}
"""Addresses with a number, and what it counts."""
NUMBERS = {
    "nam", "year", "ky", "period", "trang", "thang", "muc", "expected_per_village", "text", "progress",
    "evidence_count", "recurrence_day", "tong", "ma", "xa", "tinh", "commune", "priority", "level", "luot",
    "contrast", "months", "so", "sau", "common", "after /trang/",
    "after /bang-diem/", "after /so-lieu-thon/", "voi", "quarter", "ban",
}  # fmt: skip
"""Names whose numbers are years, months, counts, shares, pages, versions, places in a list of words or
official codes of places."""
QUESTION = re.compile(r"[A-Z]{2}[0-9]{2}|level_[a-z]+|[a-z]+_level")
"""A question of the survey, or how an operator is heard at a place; the answers are levels."""
LINK = re.compile(r"""(?:href|action|src|hx-get|hx-post)="([^"]+)\"""")
SHOWN = 8


def run(options: argparse.Namespace) -> Outcome:
    began = time.monotonic()
    with ground() as place:
        site = site_of(place)
        place.serve()
        looked, faults = in_pages(place, site)
    faults = [*in_routes(site.addresses), *faults]
    return Outcome(
        NAME,
        n=looked,
        seed=options.seed,
        seconds=time.monotonic() - began,
        faults=list(dict.fromkeys(faults))[:SHOWN],
        more={"addresses": len(site.addresses), "pages": len(site.pages)},
    )


def in_routes(addresses: Iterable[Address]) -> list[str]:
    return [
        f"{each.name} counts: {each.route}"
        for each in addresses
        if "int" in each.arguments.values() and each.name not in COUNTED
    ]


def in_pages(place: Ground, site: Site) -> tuple[int, list[str]]:
    """How many addresses and choices were looked at, and those that count."""
    looked, faults = 0, []
    people = {person for person, _path in site.pages}
    browsers = {each: place.sign_in(each) if each else place.browser() for each in people}
    for person, path in site.pages:
        answer = browsers[person].get(path)
        if "html" in answer.headers.get("content-type", ""):
            for where, value in named_values(answer.text):
                looked += 1
                if counts(where, value):
                    faults.append(f"{path.partition('?')[0]}: {where} = {value}")
    return looked, faults


def named_values(html: str) -> Iterator[tuple[str, str]]:
    """(name, value) of each part of an address, each question and each choice of a form."""
    for link in LINK.findall(html):
        path, _mark, asked = unescape(link).partition("?")
        if path.startswith("/static/"):
            continue
        parts = path.split("/")
        yield from ((f"after /{before}/", part) for before, part in pairwise(parts))
        for pair in asked.split("&"):
            name, _equal, value = pair.partition("=")
            yield name, value
    for form in forms_in(html):
        for name, values in (*form.choices.items(), *form.buttons.items()):
            yield from ((name, value) for value in values)


def counts(where: str, value: str) -> bool:
    if not re.fullmatch(r"[0-9]+", value) or where in NUMBERS or QUESTION.fullmatch(where):
        return False
    if value in {"0", "1"} and not where.startswith("after "):
        return False  # no and yes; a list of rows has others too
    is_year = where.startswith("after ") and re.fullmatch(r"20[0-9]{2}", value)
    return not is_year
