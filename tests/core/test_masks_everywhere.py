"""No page and no file gives anybody another person's number, whatever the role."""

from __future__ import annotations

import io
import logging
import re
import zipfile
from dataclasses import dataclass, field
from pathlib import Path

import pytest
import time_machine
from django.conf import settings
from django.db import transaction
from django.http import HttpResponse
from django.test import Client
from django.urls import reverse

from conftest import MORNING
from tests.core.access import BACKEND, content_of
from tests.core.addresses import all_addresses
from tests.core.objects import OBJECTS
from tests.core.world import Side, World, build_world
from xaso.config import urls
from xaso.core.events.models import Event
from xaso.core.people.models import Account
from xaso.core.privacy.reasons import Reason
from xaso.core.rights.roles import all_roles

pytestmark = [
    pytest.mark.django_db,
    pytest.mark.slow,
    pytest.mark.walk,
]
SEPARATORS = re.compile(r"(?<=\d)[ .\-\u00a0]{1,2}(?=\d)")
REVEALING = "desk:person_phone"


@dataclass
class Found:
    asked: int = 0
    files: int = 0
    leaks: list[str] = field(default_factory=list)
    unseen: list[str] = field(default_factory=list)
    """Numbers that were shown and left no line in the diary."""
    revealed: set[str] = field(default_factory=set)
    """Roles that were shown a number."""


@pytest.fixture(scope="module")
def found(django_db_setup, django_db_blocker, tmp_path_factory) -> Found:
    folder = tmp_path_factory.mktemp("files")
    with (
        django_db_blocker.unblock(),
        time_machine.travel(MORNING, tick=False),
        pytest.MonkeyPatch.context() as patch,
        transaction.atomic(),
    ):
        patch.setattr(settings, "STORAGE_DIR", folder)
        # Drawing the same refusal again and again takes most of the time and shows no data.
        for status in (403, 404):
            patch.setattr(urls, f"handler{status}", _refusal(status), raising=False)
        patch.setattr(logging.getLogger("django.request"), "disabled", True)
        result = ask_for_numbers(folder)
        transaction.set_rollback(True)
    return result


def _refusal(status):
    return lambda request, exception: HttpResponse(status=status)


def test_enough_was_asked(found):
    assert found.asked > 1500
    assert found.files > 100


def test_nobody_gets_a_number_of_somebody_else(found):
    assert found.leaks == []


def test_no_number_is_revealed_without_an_event(found):
    assert found.unseen == []


def test_the_number_is_revealed_to_those_who_must_reach_people_and_to_no_one_else(found):
    assert found.revealed == {"chu_tich", "pho_chu_tich", "chanh_van_phong", "quan_tri"}


def test_a_planted_number_would_be_found_however_it_is_written(tmp_path: Path):
    book = io.BytesIO()
    with zipfile.ZipFile(book, "w") as file:
        file.writestr("xl/sharedStrings.xml", "<si><t>0987 654.321</t></si>")

    assert numbers_in("Gọi 0987-654-321".encode(), {"0987654321": "Lan"}) == {"Lan"}
    assert numbers_in(book.getvalue(), {"0987654321": "Lan"}) == {"Lan"}


def ask_for_numbers(folder: Path) -> Found:
    world, found = build_world(folder), Found()
    planted = {**plant(world.home, "0987"), **plant(world.away, "0967")}
    for role in [None, *all_roles()]:
        account = Account.objects.get(pk=world.home.people[role].account_id) if role else None
        client = Client()
        if account:
            client.force_login(account, backend=BACKEND)
        others = {number: who for number, who in planted.items() if not owns(account, number)}
        for path in paths(world):
            look(found, client, role or "visitor", path, others)
        reveal(found, client, role or "visitor", world, others)
    return found


def plant(side: Side, begin: str) -> dict[str, str]:
    """A number of its own for each person of the commune."""
    numbers = {}
    for index, account in enumerate(Account.objects.filter(commune=side.commune).order_by("pk")):
        number = f"{begin}{index:06d}"
        Account.objects.filter(pk=account.pk).update(phone=number)
        numbers[number] = account.full_name
    return numbers


def owns(account: Account | None, number: str) -> bool:
    return account is not None and account.phone == number


def paths(world: World) -> list[str]:
    """Each address of the own commune; lists as a file too, and what a search box takes."""
    found = [f"{reverse('desk:people')}?q=0987"]
    for address in all_addresses():
        if address.arguments and address.name not in OBJECTS:
            continue
        given = OBJECTS[address.name](world.home) if address.arguments else {}
        found.append(reverse(address.name, kwargs=given))
        if getattr(address.view, "columns", ()):
            found.append(f"{found[-1]}?tai=xlsx")
    return found


def look(found: Found, client: Client, role: str, path: str, others: dict[str, str]) -> None:
    with transaction.atomic():
        response = client.get(path)
        content = content_of(response)
        transaction.set_rollback(True)
    found.asked += 1
    found.files += "attachment" in response.get("Content-Disposition", "")
    named = numbers_in(content, others)
    if named:
        found.leaks.append(f"{path} as {role}: {sorted(named)[:3]}")


def reveal(found: Found, client: Client, role: str, world: World, others: dict[str, str]) -> None:
    for side in (world.home, world.away):
        path = reverse(REVEALING, kwargs=OBJECTS[REVEALING](side))
        with transaction.atomic():
            before = Event.objects.filter(kind="privacy.field.read").count()
            content = client.post(path, {"reason": Reason.CALL.value}).content
            after = Event.objects.filter(kind="privacy.field.read").count()
            transaction.set_rollback(True)
        named = numbers_in(content, others)
        if named:
            found.revealed.add(role)
        if len(named) != after - before or (named and side is world.away):
            found.unseen.append(f"{path} as {role}: {named}")


def numbers_in(content: bytes, planted: dict[str, str]) -> set[str]:
    text = SEPARATORS.sub("", _text(content))
    return {who for number, who in planted.items() if number in text}


def _text(content: bytes) -> str:
    if not content.startswith(b"PK"):
        return content.decode("utf-8", "ignore")
    with zipfile.ZipFile(io.BytesIO(content)) as book:
        return "\n".join(book.read(name).decode("utf-8", "ignore") for name in book.namelist())
