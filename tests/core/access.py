"""Who gets what: every address asked by every role, in real sessions, nothing kept."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from django.apps import apps
from django.conf import settings
from django.db import transaction
from django.test import Client
from django.urls import reverse

from tests.core.addresses import Address, all_addresses
from tests.core.objects import OBJECTS, OTHER_VILLAGE, SHARED
from tests.core.world import Side, World
from xaso.core.people.models import Account
from xaso.core.rights.roles import all_roles

BACKEND = "xaso.core.people.backend.AccountBackend"
OWN, VILLAGE, AWAY, NONE = "own", "other village", "other commune", "-"
UUID = re.compile(rb"[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}")


@dataclass(frozen=True)
class Row:
    address: Address
    method: str
    whose: str
    path: str

    @property
    def key(self) -> tuple[str, str, str]:
        return (self.address.name, self.method, self.whose)


@dataclass
class Table:
    rows: list[Row]
    columns: list[str]
    """visitor, somebody whose account was closed, somebody with a first password, then the roles."""
    said: dict[tuple[tuple[str, str, str], str], str] = field(default_factory=dict)
    crashes: dict[str, str] = field(default_factory=dict)
    """What went wrong, and the first who met it."""
    leaks: list[str] = field(default_factory=list)
    """Pages that named a row of the other commune, or would have taken one."""

    def answer(self, row: Row, column: str) -> str:
        return self.said[row.key, column]

    def lines(self) -> Iterator[list[str]]:
        yield ["address", "method", "whose", *self.columns]
        for row in self.rows:
            yield [*row.key, *(self.answer(row, column) for column in self.columns)]


def ask_everything(world: World) -> Table:
    people: dict[str, Account | None] = {
        "visitor": None,
        "closed": world.home["leaver"],
        "first password": world.home["newcomer"],
        **{
            role: Account.objects.get(pk=world.home.people[role].account_id)
            for role in all_roles()
        },
    }
    table = Table(list(_rows(world)), list(people))
    foreign = _ids_of(world.away)
    for column, account in people.items():
        client = _signed_in(account, is_closed=column == "closed")
        for row in table.rows:
            _ask(table, client, column, row, foreign)
    return table


def content_of(response: Any) -> bytes:
    """All of it; a file is read to its end, which also closes it."""
    return b"".join(response) if response.streaming else bytes(response.content)


def without_objects() -> list[str]:
    """Addresses whose arguments nobody has given an object for."""
    return [a.name for a in all_addresses() if a.arguments and a.name not in OBJECTS]


def _rows(world: World) -> Iterator[Row]:
    for address in all_addresses():
        if not address.arguments:
            yield from _both(address, NONE, {})
        elif address.name in OBJECTS:
            yield from _both(address, OWN, OBJECTS[address.name](world.home))
            if address.name in OTHER_VILLAGE:
                yield from _both(address, VILLAGE, OTHER_VILLAGE[address.name](world.home))
            if address.name not in SHARED:
                yield from _both(address, AWAY, OBJECTS[address.name](world.away))


def _both(address: Address, whose: str, arguments: dict[str, Any]) -> Iterator[Row]:
    path = reverse(address.name, kwargs=arguments)
    yield Row(address, "GET", whose, path)
    yield Row(address, "POST", whose, path)


def _signed_in(account: Account | None, *, is_closed: bool) -> Client:
    client = Client(raise_request_exception=True)
    if account is not None:
        Account.objects.filter(pk=account.pk).update(is_active=True, closed_at=None)
        client.force_login(Account.objects.get(pk=account.pk), backend=BACKEND)
    if account is not None and is_closed:
        Account.objects.filter(pk=account.pk).update(is_active=False, closed_at=account.made_at)
    return client


def _ask(table: Table, client: Client, column: str, row: Row, foreign: set[bytes]) -> None:
    """The answer in one word; whatever the request changed is undone."""
    cookies = client.cookies.copy()
    try:
        with transaction.atomic():
            response = getattr(client, row.method.lower())(row.path)
            content = content_of(response)
            transaction.set_rollback(True)
    except Exception as error:
        table.said[row.key, column] = "500"
        table.crashes.setdefault(f"{row.method} {row.address.name}: {error!r}", column)
        return
    finally:
        client.cookies = cookies
    table.said[row.key, column] = _word(response)
    named = foreign & set(UUID.findall(content)) - {part.encode() for part in row.path.split("/")}
    named |= foreign & _offered(response)
    if named:
        table.leaks.append(f"{row.method} {row.path} as {column}: {named}")


def _offered(response: Any) -> set[bytes]:
    """Rows that a form of the page would take, whether it shows them or not."""
    context = getattr(response, "context", None)
    form = context.get("form") if context else None
    querysets = [
        getattr(field, "queryset", None) for field in getattr(form, "fields", {}).values()
    ]
    return {
        str(key).encode()
        for rows in querysets
        if rows is not None
        for key in rows.values_list("pk", flat=True)
    }


def _word(response: Any) -> str:
    if response.status_code != 302:
        return str(response.status_code)
    place = response.headers["Location"].partition("?")[0]
    known = {
        reverse(settings.LOGIN_URL): "sign in",
        reverse("account_change_password"): "password",
    }
    return known.get(place, "302")


def _ids_of(side: Side) -> set[bytes]:
    """The id of every row of the commune, as a page would print it."""
    found: set[bytes] = set()
    for model in apps.get_models():
        fields = {f.name for f in model._meta.concrete_fields}
        if model.__module__.startswith("xaso.") and "commune" in fields and "id" in fields:
            keys = model._default_manager.filter(commune=side.commune).values_list("pk", flat=True)
            found |= {str(key).encode() for key in keys}
    return found
