"""PostgreSQL itself keeps communes apart: raw SQL as the role of the pages, table by table."""
# ruff: noqa: S608 - the names of our own tables

from contextlib import contextmanager

import pytest
import time_machine
from allauth.account.models import EmailAddress, EmailConfirmation
from allauth.mfa.models import Authenticator
from django.apps import apps
from django.conf import settings
from django.db import DatabaseError, ProgrammingError, connection, transaction

from conftest import MORNING, TODAY
from tests.core.sync.rare import rare_phone_rows
from tests.core.upstream.rare import rare_upstream_rows
from tests.core.world import build_world
from xaso.core.doctor.apart import communes_apart
from xaso.core.events.models import DayCount
from xaso.core.jobs.models import Schedule
from xaso.core.people.models import SignInSettings
from xaso.core.postgres.context import commune_context, every_commune, no_commune
from xaso.core.postgres.health import is_above_row_security, open_tables
from xaso.core.postgres.operations import OWN
from xaso.core.postgres.owner import GRANTS
from xaso.core.postgres.tables import kept_in_migrations
from xaso.core.residents.models import NotDouble
from xaso.core.search.models import Entry, EntryVillage
from xaso.modules.indicators.models import PortalReading, Scoreboard, VillageTarget
from xaso.modules.plans.models import TargetFigure
from xaso.modules.roadmap.models import Commitment

pytestmark = [
    pytest.mark.postgres,
    pytest.mark.django_db,
    pytest.mark.skipif(connection.vendor != "postgresql", reason="needs row-level security"),
]
APP = "xaso_app"
"""Made by scripts/throwaway_postgres.py: neither owner nor superuser."""


@pytest.fixture(scope="module")
def two_communes(django_db_setup, django_db_blocker, tmp_path_factory):
    """The same world for all tests here; each one is undone by itself."""
    with (
        django_db_blocker.unblock(),
        time_machine.travel(MORNING, tick=False),
        pytest.MonkeyPatch.context() as patch,
        transaction.atomic(),
    ):
        patch.setattr(settings, "STORAGE_DIR", tmp_path_factory.mktemp("files"))
        world = build_world(settings.STORAGE_DIR)
        rare_rows(world.home)
        rare_rows(world.away)
        run(*(grant.format(role=APP) for grant in GRANTS), f"SET LOCAL ROLE {APP}")
        yield world
        transaction.set_rollback(True)


@pytest.fixture(params=sorted(kept_in_migrations()), ids=".".join)
def table(request, two_communes):
    return Kept(request.param, two_communes)


class Kept:
    """One table, and how many of its rows are of each commune."""

    def __init__(self, key, world):
        self.model = apps.get_model(*key)
        self.operation = kept_in_migrations()[key]
        self.name = self.model._meta.db_table
        self.home, self.away = world.home.commune, world.away.commune
        with every_commune():
            self.total = one(f"SELECT count(*) FROM {self.name}")
        self.shared = self._seen_by_nobody()

    def of(self, commune):
        with commune_context(commune):
            return one(f"SELECT count(*) FROM {self.name}")

    def row_of(self, commune):
        with commune_context(commune), connection.cursor() as cursor:
            cursor.execute(f"SELECT * FROM {self.name} ORDER BY {self.belonging} LIMIT 1")
            row = cursor.fetchone()
            return dict(zip((c.name for c in cursor.description), row, strict=True)) if row else {}

    @property
    def belonging(self):
        """The column that says whose a row is."""
        return self.model._meta.get_field(self.operation.by or "commune").column

    def _seen_by_nobody(self):
        with no_commune():
            return one(f"SELECT count(*) FROM {self.name}")


def test_the_role_of_the_pages_is_under_row_level_security(two_communes):
    assert not is_above_row_security()
    assert codes() == ["rows_apart"]


def test_every_kept_table_is_guarded_in_the_database_itself(two_communes):
    assert open_tables() == []


def test_a_table_left_open_is_told(two_communes):
    with undone():
        run("RESET ROLE", "SET CONSTRAINTS ALL IMMEDIATE")
        run("ALTER TABLE plans_task NO FORCE ROW LEVEL SECURITY")

        assert open_tables() == ["plans_task"]
        assert codes() == ["rows_not_apart"]


def test_both_communes_have_rows_to_lose(two_communes):
    empty = [
        key
        for key in kept_in_migrations()
        for kept in [Kept(key, two_communes)]
        if not (kept.row_of(kept.home) and kept.row_of(kept.away))
    ]

    assert empty == [], "give them rows in tests/core/world.py or in rare_rows()"


def test_each_commune_reads_its_own_rows_and_nobody_else_reads_any(table):
    own = table.of(table.home) - table.shared
    theirs = table.of(table.away) - table.shared

    assert own + theirs + table.shared == table.total
    assert table.shared == 0 or table.operation.with_shared


def test_a_change_of_all_rows_reaches_the_own_ones_alone(table):
    own = table.of(table.home) - table.shared

    with undone(), commune_context(table.home):
        changed = run(f"UPDATE {table.name} SET {table.belonging} = {table.belonging}")

    assert changed == own


def test_a_removal_of_all_rows_reaches_the_own_ones_alone(table):
    own = table.of(table.home) - table.shared

    with undone(), commune_context(table.home):
        removed = run(f"DELETE FROM {table.name}")

    assert removed == own


def test_a_row_is_not_put_into_another_commune(table):
    row = table.row_of(table.away)
    columns, holes = ", ".join(f'"{name}"' for name in row), ", ".join(["%s"] * len(row))

    if row:
        with undone(), commune_context(table.home), refused():
            run_with(f"INSERT INTO {table.name} ({columns}) VALUES ({holes})", list(row.values()))


def test_a_row_is_not_moved_to_another_commune(table):
    theirs = table.row_of(table.away).get(table.belonging)

    if theirs is not None and table.of(table.home) > table.shared:
        with undone(), commune_context(table.home), refused():
            run_with(f"UPDATE {table.name} SET {table.belonging} = %s", [theirs])


def test_without_a_context_nothing_is_changed_or_put_in(table):
    row = table.row_of(table.home)
    columns, holes = ", ".join(f'"{name}"' for name in row), ", ".join(["%s"] * len(row))

    with undone(), no_commune():
        assert run(f"UPDATE {table.name} SET {table.belonging} = {table.belonging}") == 0
        assert run(f"DELETE FROM {table.name}") == 0
    if row:
        with undone(), no_commune(), refused():
            run_with(f"INSERT INTO {table.name} ({columns}) VALUES ({holes})", list(row.values()))


def test_taking_the_policy_away_is_the_owners_alone(two_communes):
    with undone(), pytest.raises(ProgrammingError, match="must be owner"):
        run(f"DROP POLICY {OWN} ON plans_task")


def rare_rows(side):
    """What no page of the small world shows."""
    account, commune = side["account"], side.commune
    address = EmailAddress.objects.create(user=account, email=f"a@{commune.pk}.vn")
    EmailConfirmation.objects.create(email_address=address, key=commune.pk)
    Authenticator.objects.create(user=account, type=Authenticator.Type.TOTP, data={})
    Schedule.objects.create(
        key=commune.pk, commune=commune, name="x", cron="0 1 * * *", next_at=MORNING
    )
    DayCount.objects.create(commune=commune, day=TODAY, kind="x", count=1)
    SignInSettings.objects.get_or_create(commune=commune)
    TargetFigure.objects.create(
        commune=commune,
        target=side["target"],
        task=side["task"],
        evidence=side["evidence"],
        number=1,
        at=MORNING,
    )
    entry = Entry.objects.create(
        commune=commune, kind="x", object_id=account.pk, title="x", words="x"
    )
    EntryVillage.objects.create(commune=commune, entry=entry, village=side["village"])
    Commitment.objects.create(commune=commune, roadmap=side["roadmap"], code="x", promised=1)
    once = {"commune": commune, "entered_by": account, "entered_at": MORNING}
    VillageTarget.objects.create(
        target_id=side["target"].pk, village=side["village"], number=1, **once
    )
    Scoreboard.objects.create(is_shown=False, **once)
    PortalReading.objects.create(first=TODAY, last=TODAY, as_of=TODAY, **once)
    first, second = sorted((side["household"].pk, side["double_household"].pk))
    NotDouble.objects.create(commune=commune, first_id=first, second_id=second, at=MORNING)
    rare_phone_rows(commune, account)
    rare_upstream_rows(commune, account)


@contextmanager
def undone():
    """A savepoint that is always given back, and the role with it."""
    with transaction.atomic():
        yield
        transaction.set_rollback(True)


def codes():
    return [finding.code for finding in communes_apart(MORNING)]


def refused():
    return pytest.raises(DatabaseError, match="row-level security")


def one(sql):
    with connection.cursor() as cursor:
        cursor.execute(sql)
        return cursor.fetchone()[0]


def run(*statements):
    """How many rows the last one reached."""
    with connection.cursor() as cursor:
        for sql in statements:
            cursor.execute(sql)
        return cursor.rowcount


def run_with(sql, values):
    with connection.cursor() as cursor:
        cursor.execute(sql, values)
