"""What a page costs the person who waits for it and the machine that makes it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from http import HTTPStatus
from typing import Any

import brotli
from django.contrib.staticfiles import finders
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from tests.core.access import BACKEND, content_of
from tests.core.addresses import Address, all_addresses
from tests.core.objects import BELONGS_TO, OBJECTS
from tests.core.world import World
from xaso.core.people.models import Account
from xaso.core.rights.roles import all_roles

STATIC = re.compile(rb"""<(?:script|link)[^>]*?(?:src|href)="/?static/([^"]+\.(?:css|js))\"""")
SIGN_IN = {
    "session": re.compile(r'FROM "django_session"'),
    "account": re.compile(r'FROM "people_account" INNER JOIN .* WHERE "people_account"."id" = '),
    "rights": re.compile(r'FROM "people_rolegrant" WHERE .*"account_id" = '),
}
"""What it takes to know who asks; an account or rights asked for again are the page's own."""
BOOKKEEPING = ("SAVEPOINT", "RELEASE", "ROLLBACK", "BEGIN", "COMMIT")
FOREIGN = re.compile(
    rb"""(?<!xmlns=")(?<!xmlns:xlink=")(?:https?:)?//[a-z0-9.-]+\.[a-z]{2,}""", re.I
)
LINKS = re.compile(rb'<a\s[^>]*?href="[^"]*"', re.I)
WITHOUT_SCREEN = {
    "account_email": "leads on",
    "account_reset_password": "leads on",
    "account_signup": "leads on",
    "desk:start": "is over once a commune is open",
    "field:app": "is drawn by its own scripts; scripts/build_client.py weighs it",
    "field:app-card": "is read by the phone alone",
    "field:app-worker": "is a script",
    "field:ask": "answers known devices alone, in the words of docs/sync.md",
    "field:probe": "answers known devices alone, in the words of docs/sync.md",
    "field:pull": "answers known devices alone, in the words of docs/sync.md",
    "field:sound": "answers known devices alone, in the words of docs/sync.md",
    "lock:still-here": "is asked by the script and says yes or no",
    "lock:unlock": "shows only to a locked session",
    "mfa_authenticate": "shows only between the password and the code",
    "portal:enter-role": "leads on",
    "set_language": "leads on",
}
"""Addresses that neither show a page, give a file nor wait for a form, and why."""


@dataclass(frozen=True)
class Weight:
    address: Address
    role: str
    html_bytes: int
    """Compressed with brotli, as it travels."""
    first_visit_bytes: int
    """With every style and script the page names."""
    own_queries: int
    sign_in_queries: int
    strangers: tuple[str, ...]
    """Other hosts the page names outside of a link a person may follow."""


def weigh(world: World) -> dict[str, Weight]:
    """Each address that a GET shows to somebody, by the person with the most rights for it."""
    clients: dict[str, Client] = {}
    found = {}
    for address in all_addresses():
        role = fullest_role(address)
        if role not in clients:
            clients[role] = _client(world, role)
        weight = _weigh(world, clients[role], address, role)
        if weight is not None:
            found[address.name] = weight
    return found


def fullest_role(address: Address) -> str:
    """Whoever the row belongs to, else the role that sees the most on this page; a visitor only
    where signing in is the page."""
    if address.name in {"account_login", "account_inactive"}:
        return ""
    if address.name in BELONGS_TO:
        return BELONGS_TO[address.name]
    holders = [
        role for role in all_roles().values() if not address.right or address.right in role.rights
    ]
    return max(holders, key=lambda role: len(role.rights)).code


def _client(world: World, role: str) -> Client:
    client = Client(headers={"accept-encoding": "br"})
    if role:
        account = Account.objects.get(pk=world.home.people[role].account_id)
        client.force_login(account, backend=BACKEND)
    return client


def _weigh(world: World, client: Client, address: Address, role: str) -> Weight | None:
    if address.arguments and address.name not in OBJECTS:
        return None
    arguments = OBJECTS[address.name](world.home) if address.arguments else {}
    path = reverse(address.name, kwargs=arguments)
    # What is read once and kept (rights file, packs) is no cost of this page.
    content_of(client.get(path))
    with CaptureQueriesContext(connection) as caught:
        response = client.get(path)
    content_of(response)
    if not _is_page(address, response):
        return None
    own, sign_in = _sorted(caught)
    html = _decoded(response)
    return Weight(
        address=address,
        role=role or "visitor",
        html_bytes=len(response.content),
        first_visit_bytes=len(response.content) + sum(map(_compressed, _static_files(html))),
        own_queries=own,
        sign_in_queries=sign_in,
        strangers=tuple(
            sorted({found.decode() for found in FOREIGN.findall(LINKS.sub(b"", html))})
        ),
    )


def _is_page(address: Address, response: Any) -> bool:
    """False for a file, for what takes a sent form only, and for what is listed as no page."""
    is_html = "html" in response["Content-Type"]
    if response.status_code == HTTPStatus.OK:
        return is_html
    is_known = (
        response.status_code == HTTPStatus.METHOD_NOT_ALLOWED or address.name in WITHOUT_SCREEN
    )
    assert is_known, f"{address.name} answers {response.status_code} to who should see the most"
    return False


def _sorted(caught: CaptureQueriesContext) -> tuple[int, int]:
    asked = [q["sql"] for q in caught if not q["sql"].startswith(BOOKKEEPING)]
    sessions = sum(bool(SIGN_IN["session"].search(sql)) for sql in asked)
    known = sum(any(SIGN_IN[part].search(sql) for sql in asked) for part in ("account", "rights"))
    sign_in = sessions + known
    return len(asked) - sign_in, sign_in


def _decoded(response: Any) -> bytes:
    if response.get("Content-Encoding") == "br":
        content: bytes = brotli.decompress(response.content)
        return content
    return bytes(response.content)


def _static_files(html: bytes) -> Iterator[str]:
    """By their own names, also where the build has put a hash into them."""
    names = {name.decode() for name in STATIC.findall(html)}
    yield from sorted({re.sub(r"\.[0-9a-f]{12}\.", ".", name) for name in names})


@cache
def _compressed(name: str) -> int:
    """As whitenoise keeps it beside the file: compressed once, as hard as brotli can."""
    with open(finders.find(name), "rb") as file:
        return len(brotli.compress(file.read(), quality=11))
