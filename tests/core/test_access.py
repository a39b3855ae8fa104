"""Every page by every role, for the own and for another commune, told by real sign-ins.

access_table.csv is what people may rely on; `make golden` rewrites it, and the difference is read.
"""

import logging
from pathlib import Path

import pytest
import time_machine
from django.conf import settings
from django.db import transaction
from django.http import HttpResponse

from conftest import MORNING
from tests.core.access import AWAY, NONE, OWN, VILLAGE, Table, ask_everything, without_objects
from tests.core.addresses import all_addresses
from tests.core.golden import IS_WRITING, read_table, write_table
from tests.core.objects import OBJECTS, OTHER_VILLAGE, SHARED
from tests.core.world import build_world
from xaso.config import urls
from xaso.core.rights.roles import all_roles

pytestmark = [pytest.mark.django_db, pytest.mark.walk]
GOLDEN = Path(__file__).parent / "access_table.csv"
CLOSED = {"403", "404", "405"}
"""405: the page takes no POST at all, whoever sends it."""
PERSONAL = {
    "desk:job": "whoever asked for the work, and the admins",
    "desk:job_again": "whoever asked for the work, and the admins",
    "desk:job_drop": "whoever asked for the work, and the admins",
    "plans:answer-explanation": "whoever was asked to explain",
}
"""Rows of one person: for others of the same commune they do not exist."""
TOLD = {"desk:villages_review": "a file that is not kept for this commune is said to be gone"}
"""Addresses that answer in words where a row would answer 404, and why."""


@pytest.fixture(scope="module")
def table(django_db_setup, django_db_blocker, tmp_path_factory) -> Table:
    """The world is built once and rolled back; each request is undone by itself."""
    folder = tmp_path_factory.mktemp("files")
    with (
        django_db_blocker.unblock(),
        time_machine.travel(MORNING, tick=False),
        pytest.MonkeyPatch.context() as patch,
        transaction.atomic(),
    ):
        patch.setattr(settings, "STORAGE_DIR", folder)
        # Drawing the same refusal thousands of times is a third of the work; its look is tested
        # elsewhere.
        for status in (403, 404):
            patch.setattr(urls, f"handler{status}", _refusal(status), raising=False)
        patch.setattr(logging.getLogger("django.request"), "disabled", True)
        found = ask_everything(build_world(folder))
        transaction.set_rollback(True)
    return found


def _refusal(status):
    return lambda request, exception: HttpResponse(status=status)


def test_every_address_with_arguments_has_an_object():
    assert without_objects() == [], "say in tests/core/world.py what it shows"


def test_no_object_is_kept_for_an_address_that_is_gone():
    names = {address.name for address in all_addresses() if address.arguments}

    assert (OBJECTS.keys() | OTHER_VILLAGE.keys() | SHARED) - names == set()


def test_nothing_breaks_whoever_asks(table):
    assert table.crashes == {}


def test_no_page_names_a_row_of_another_commune(table):
    assert table.leaks == []


def test_a_row_of_another_commune_does_not_exist_for_anybody(table):
    leaks = [
        (*row.key, role, table.answer(row, role))
        for row in table.rows
        if row.whose == AWAY and not row.address.is_public and row.address.name not in TOLD
        for role in all_roles()
        if table.answer(row, role) not in CLOSED
    ]

    assert leaks == []


def test_a_row_of_another_village_does_not_exist_for_village_people(table):
    leaks = [
        (*row.key, role, table.answer(row, role))
        for row in table.rows
        if row.whose == VILLAGE
        for role, facts in all_roles().items()
        if facts.reach == "village" and table.answer(row, role) not in CLOSED
    ]

    assert leaks == []


def test_without_the_right_a_page_is_closed(table):
    leaks = [
        (*row.key, role, table.answer(row, role))
        for row in table.rows
        if not row.address.is_public
        for role, facts in all_roles().items()
        if row.address.right not in facts.rights and table.answer(row, role) != "403"
    ]

    assert leaks == []


def test_with_the_right_the_own_page_opens(table):
    closed = [
        (*row.key, role, table.answer(row, role))
        for row in table.rows
        if not row.address.is_public and row.whose in {OWN, NONE}
        for role, facts in all_roles().items()
        if row.address.right in facts.rights and table.answer(row, role) in {"403", "404"}
        if not (row.address.name in PERSONAL and table.answer(row, role) == "404")
    ]

    assert closed == []


def test_visitors_and_leavers_are_led_to_the_sign_in(table):
    open_to = [
        (*row.key, column, table.answer(row, column))
        for row in table.rows
        if not row.address.is_public
        for column in ("visitor", "closed")
        if table.answer(row, column) != "sign in"
    ]

    assert open_to == []


def test_a_first_password_opens_nothing_but_its_own_change(table):
    open_to = [
        (*row.key, table.answer(row, "first password"))
        for row in table.rows
        if not row.address.is_public
        if table.answer(row, "first password") != "password"
    ]

    assert open_to == []


def test_the_table_is_as_it_was_read_last(table):
    if IS_WRITING:
        write_table(GOLDEN, table.lines())

    before = {tuple(line[:3]): line[3:] for line in read_table(GOLDEN)}
    now = {tuple(line[:3]): line[3:] for line in table.lines()}
    changed = [
        (*key, column, was, becomes)
        for key in now.keys() & before.keys()
        for column, was, becomes in zip(table.columns, before[key], now[key], strict=True)
        if was != becomes
    ]

    assert sorted(before.keys() - now.keys()) == [], "rows without a page"
    assert sorted(now.keys() - before.keys()) == [], "pages without a row: make golden"
    assert changed == []
