"""The clock stands still, the network is closed, the same five people work everywhere."""

from __future__ import annotations

import gc
import os
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import date, datetime, timedelta, timezone
from typing import Any

os.environ["XASO_STATIC"] = "plain"
os.environ.setdefault("XASO_DATA_DIR", tempfile.mkdtemp(prefix="xaso-test-"))

import pytest
import time_machine
from django.core.cache import cache
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from scripts.compile_messages import compile_messages

compile_messages()

VIETNAM = timezone(timedelta(hours=7))
MORNING = datetime(2026, 11, 24, 8, 0, tzinfo=VIETNAM)
TODAY = MORNING.date()
MARKS = ("SAVEPOINT", "RELEASE", "ROLLBACK TO")


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """On the second kind of database only what asks one is run again."""
    if os.environ.get("XASO_TESTS") != "database":
        return
    idle = [item for item in items if not _asks_a_database(item)]
    config.hook.pytest_deselected(items=idle)
    items[:] = [item for item in items if _asks_a_database(item)]


def pytest_collection_finish() -> None:
    """What is there by now stays until the end; the collector need not look at it each time."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(50_000, 20, 50)


def _asks_a_database(item: pytest.Item) -> bool:
    asked = {"db", "transactional_db"} & set(getattr(item, "fixturenames", ()))
    return bool(asked) or item.get_closest_marker("django_db") is not None


@pytest.fixture(autouse=True)
def clock() -> Iterator[time_machine.Coordinates]:
    """Tuesday 24 November 2026, 08:00; tests move it with `clock.move_to`."""
    with time_machine.travel(MORNING, tick=False) as traveller:
        yield traveller


@pytest.fixture(autouse=True)
def own_files(settings: object, tmp_path: object) -> None:
    settings.STORAGE_DIR = tmp_path / "files"  # type: ignore[attr-defined,operator]
    settings.DATA_DIR = tmp_path  # type: ignore[attr-defined]


@pytest.fixture
def django_assert_max_num_queries() -> Callable[[int], Any]:
    """The marks of a transaction are no questions: on PostgreSQL each page has one of its own."""

    @contextmanager
    def at_most(number: int) -> Iterator[CaptureQueriesContext]:
        with CaptureQueriesContext(connection) as caught:
            yield caught
        asked = [query["sql"] for query in caught if not query["sql"].startswith(MARKS)]
        if len(asked) > number:
            pytest.fail("\n".join([f"{len(asked)} queries, at most {number}:", *asked]))

    return at_most


@pytest.fixture
def provinces(db: None) -> None:
    from xaso.core.units.catalogue import load_catalogue

    load_catalogue()


@pytest.fixture
def gia_phu(provinces: None) -> object:
    return _opened("02923")


@pytest.fixture
def ta_van(provinces: None) -> object:
    return _opened("03037")


def _opened(code: str) -> object:
    from xaso.core.units.models import Commune

    Commune.objects.filter(pk=code).update(opened_at=MORNING)
    return Commune.objects.get(pk=code)


@pytest.fixture
def person() -> Callable[..., object]:
    """Make an account with roles and give its actor: person("Lan", commune, "cong_chuc")."""
    from xaso.core.people.models import Account, RoleGrant
    from xaso.core.rights.signed_in import actor_for

    def make(name: str, commune: object, *roles: str, village: object = None) -> object:
        account = Account(
            commune=commune,
            username=f"{_plain(name)}.{commune.pk}",  # type: ignore[attr-defined]
            full_name=name,
            must_change_password=False,
            made_at=MORNING,
        )
        account.set_unusable_password()
        account.save()
        for role in roles:
            RoleGrant.objects.create(
                account=account, role=role, village=village, from_date=date(2026, 1, 1)
            )
        return actor_for(account)

    return make


def _plain(name: str) -> str:
    from xaso.lib.text import fold

    return fold(name).replace(" ", "-")


@pytest.fixture
def lan(person: Callable[..., object], gia_phu: object) -> object:
    """Lan is a specialist officer of Gia Phú."""
    return person("Lan", gia_phu, "cong_chuc")


@pytest.fixture
def thao(person: Callable[..., object], gia_phu: object) -> object:
    """Thào is the chairman of Gia Phú."""
    return person("Thào", gia_phu, "chu_tich")


@pytest.fixture
def minh(person: Callable[..., object], gia_phu: object) -> object:
    """Minh heads the office of Gia Phú and runs the digital plan."""
    return person("Minh", gia_phu, "chanh_van_phong")


@pytest.fixture
def sua(person: Callable[..., object], ta_van: object) -> object:
    """Sua does Lan's job in Tả Van."""
    return person("Sua", ta_van, "cong_chuc")


@pytest.fixture
def mau_son(gia_phu: object) -> object:
    from xaso.core.units.models import Village

    return Village.objects.create(commune=gia_phu, name="Mẫu Sơn")


@pytest.fixture
def pao(person: Callable[..., object], gia_phu: object, mau_son: object) -> object:
    """Páo is the head of Mẫu Sơn, a village of Gia Phú, and surveys it."""
    return person("Páo", gia_phu, "truong_thon", village=mau_son)


@pytest.fixture
def sign_in(client: Client) -> Callable[[object], Client]:
    """The person signs in; the session is real, only the password is passed over."""

    def become(actor: object) -> Client:
        from xaso.core.people.models import Account

        cache.clear()
        account = Account.objects.get(pk=actor.account_id)  # type: ignore[attr-defined]
        client.force_login(account, backend="xaso.core.people.backend.AccountBackend")
        return client

    return become
