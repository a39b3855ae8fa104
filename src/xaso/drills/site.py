"""Every address of the program with real examples, found by walking the sample as its people do.

`site_of(place)` walks inside the throwaway installation of the drill.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from dataclasses import asdict, dataclass, field
from html import unescape
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs

from .forms import forms_in
from .ground import Ground
from .inside import told_inside

EXAMPLES = 2
ROWS_TRIED = 4
LINK = re.compile(r"""<(?:a|form|button)\b[^>]*?\s(?:href|action|formaction|hx-get)="([^"#]+)""")
ASKED = re.compile(r"""(?:href|action)="[^"?#]*\?([^"#]+)""")
LEAVES = ("/dang-xuat/", "/ngon-ngu/")
ANSWERED = {200, 302, 405, 422}
FINE = {200, 422}
PEOPLE = {
    "chanh_van_phong": "minh.giaphu",
    "chu_tich": "thao.giaphu",
    "van_thu": "mai.giaphu",
    "quan_tri": "trung.giaphu",
    "cong_chuc": "lan.giaphu",
    "truong_thon": "pao.mau-son",
}
"""One person of the sample commune for each role that has one."""


@dataclass
class Address:
    name: str
    route: str
    """As Django writes it: "ke-hoach/viec/<uuid:task_id>/"."""
    arguments: dict[str, str] = field(default_factory=dict)
    """Each argument and the kind Django reads it as: {"task_id": "uuid"}."""
    examples: list[str] = field(default_factory=list)
    """Paths that somebody of the sample can really open."""
    person: str = ""
    """A person who opened the first example; nobody for a page of visitors."""
    fields: list[str] = field(default_factory=list)
    """Names its forms send and its links ask."""
    files: list[str] = field(default_factory=list)
    """Fields of its forms that take a file."""


@dataclass
class Site:
    addresses: list[Address]
    pages: list[tuple[str, str]]
    """(person, path) of each page found: one of each address for each person."""

    def save(self, path: Path) -> Path:
        """For a part of a drill that works inside the installation."""
        path.write_text(json.dumps(asdict(self)), encoding="utf-8")
        return path

    @property
    def without_example(self) -> list[str]:
        return [each.name for each in self.addresses if not each.examples]


_known: dict[object, Site] = {}


def site_of(place: Ground) -> Site:
    """Walked once for the same sample: copies of one installation have the same rows."""
    key = tuple(place.query("select min(id), max(id), count(*) from plans_task")[0])
    if key not in _known:
        _known[key] = _walked(place)
    return _known[key]


def load(path: str | Path) -> Site:
    return _read(json.loads(Path(path).read_text(encoding="utf-8")))


def _walked(place: Ground) -> Site:
    return _read(told_inside(place, "site"))


def _read(told: Any) -> Site:
    addresses = [Address(**each) for each in told["addresses"]]
    return Site(addresses, [(person, path) for person, path in told["pages"]])


def all_addresses() -> Iterator[Address]:
    """Every address of the URLconf, in its order; Django is ready."""
    from django.urls import get_resolver

    yield from _addresses(get_resolver(), "", "", {})


def walk() -> Site:
    from django.urls import reverse

    addresses = {each.name: each for each in all_addresses()}
    pages: list[tuple[str, str]] = []
    for person in ("", *PEOPLE.values()):
        for name, path, answer in _walk_as(person):
            if answer.status_code in FINE:
                pages.append((person, path))
                _note_fields(addresses[name], answer)
            if answer.status_code in ANSWERED:
                _note(addresses[name], person, path)
    for address in addresses.values():
        if not address.examples and not address.arguments:
            _note(address, "", reverse(address.name))
        elif not address.examples:
            pages.extend(_found_by_rows(address))
    return Site(list(addresses.values()), pages)


def client_of(person: str) -> Any:
    from django.test import Client

    from xaso.core.people.models import Account

    client = Client(raise_request_exception=False, SERVER_NAME="127.0.0.1")
    if person:
        account = Account.objects.get(username=person)
        client.force_login(account, backend="xaso.core.people.backend.AccountBackend")
    return client


def _walk_as(person: str) -> Iterator[tuple[str, str, Any]]:
    """Name, path and answer, breadth first from the first page; each address once."""
    client, waiting = client_of(person), ["/"]
    seen, shown = {"/"}, set[str]()
    while waiting:
        path = waiting.pop(0)
        name = name_of(path)
        if name is None or name in shown or path.startswith(LEAVES):
            continue
        answer = client.get(path)
        yield name, path, answer
        if answer.status_code not in FINE:
            continue
        shown.add(name)
        if _is_html(answer):
            new = [link for link in _links(answer.content.decode(), path) if link not in seen]
            seen.update(new)
            waiting.extend(dict.fromkeys(new))


def _links(html: str, path: str) -> Iterator[str]:
    for found in LINK.findall(html):
        link = unescape(found)
        if link.startswith("?"):
            yield path.partition("?")[0] + link
        elif link.startswith("/") and not link.startswith("//"):
            yield link


def _found_by_rows(address: Address) -> Iterator[tuple[str, str]]:
    """Pages no link leads to from where the sample stands: tried with rows of every table."""
    from django.urls import NoReverseMatch, reverse

    if set(address.arguments.values()) != {"uuid"}:
        return
    for person in PEOPLE.values():
        client = client_of(person)
        for arguments in _rows_for(address):
            try:
                path = reverse(address.name, kwargs=arguments)
            except NoReverseMatch:
                return
            answer = client.get(path)
            if answer.status_code == 403:
                break
            if answer.status_code in ANSWERED:
                _note(address, person, path)
                if answer.status_code in FINE:
                    yield person, path
                return


def _rows_for(address: Address) -> Iterator[dict[str, str]]:
    from django.apps import apps

    for model in apps.get_models():
        if model.__module__.startswith("xaso.") and _is_uuid(model):
            rows = model._default_manager.order_by("-pk").values_list("pk", flat=True)
            for key in list(rows[:ROWS_TRIED]):
                yield dict.fromkeys(address.arguments, str(key))


def _is_uuid(model: Any) -> bool:
    key = model._meta.pk
    return key is not None and key.get_internal_type() == "UUIDField"


def _note(address: Address, person: str, path: str) -> None:
    if path not in address.examples and len(address.examples) < EXAMPLES:
        address.person = address.person if address.examples else person
        address.examples.append(path)


def _note_fields(address: Address, answer: Any) -> None:
    if not _is_html(answer):
        return
    html = answer.content.decode()
    forms = forms_in(html)
    sent = {name for form in forms for name in (*form.fields, *form.choices, *form.files)}
    pressed = {name for form in forms for name in form.buttons}
    asked = {name for link in ASKED.findall(html) for name in parse_qs(unescape(link))}
    address.fields = sorted({*address.fields, *sent, *pressed, *asked} - {"csrfmiddlewaretoken"})
    address.files = sorted({*address.files, *(name for form in forms for name in form.files)})


def _is_html(answer: Any) -> bool:
    return not answer.streaming and "html" in answer.get("Content-Type", "")


def name_of(path: str) -> str | None:
    from django.urls import Resolver404, resolve

    try:
        return str(resolve(path.partition("?")[0]).view_name)
    except Resolver404:
        return None


def _addresses(resolver: Any, space: str, route: str, given: dict[str, str]) -> Iterator[Address]:
    for entry in resolver.url_patterns:
        here, known = route + str(entry.pattern), {**given, **_kinds(entry.pattern)}
        if hasattr(entry, "url_patterns"):
            inner = ":".join(part for part in (space, entry.namespace) if part)
            yield from _addresses(entry, inner, here, known)
        else:
            name = ":".join(part for part in (space, entry.name or "") if part)
            yield Address(name, here, known)


def _kinds(pattern: Any) -> dict[str, str]:
    """What path() and re_path() ask for, by name; a named group of a pattern is a text."""
    groups = getattr(pattern, "regex", None)
    kinds = {name: type(kind).__name__ for name, kind in pattern.converters.items()}
    asked = {name: kind.removesuffix("Converter").lower() for name, kind in kinds.items()}
    return dict.fromkeys(groups.groupindex if groups else (), "string") | asked


def main() -> dict[str, Any]:
    return asdict(walk())
