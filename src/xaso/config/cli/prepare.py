"""Django ready, tables up to date, packaged data loaded: what commands do before they work."""

from __future__ import annotations

import io
from collections.abc import Callable
from concurrent.futures import ProcessPoolExecutor
from functools import partial
from typing import Any, TypeVar

import django

from xaso.config.environment import data_dir

from .answers import BadInput

T = TypeVar("T")


def setup_django() -> None:
    """A restore the power cut while its parts moved in is finished first; else an empty database
    would be made in their place."""
    from xaso.core.backup.emptiness import finish

    finish(data_dir())
    django.setup()


def prepare_database() -> None:
    """Safe to run at every start: only what is missing is done."""
    setup_django()
    from django.db.migrations.exceptions import MigrationSchemaMissing
    from django.db.utils import ProgrammingError

    from xaso.core.postgres.owner import PoolInBetween

    try:
        _prepare_tables()
    except (ProgrammingError, MigrationSchemaMissing) as error:
        raise BadInput(
            "needs_owner",
            "Bản này cần đổi bảng dữ liệu mà vai trò đang dùng không được phép. Đặt "
            "DATABASE_OWNER_URL là vai trò chủ của bảng rồi chạy lại.",
        ) from error
    except PoolInBetween as error:
        raise BadInput(
            "pool_in_between",
            "DATABASE_OWNER_URL phải nối thẳng tới máy chủ PostgreSQL, không qua pgbouncer.",
        ) from error
    load_packaged()
    begin_backups()
    fill_search()


def _prepare_tables() -> None:
    from django.core.management import call_command

    from xaso.config.upgrade import NoRoom, bring_up_to_date
    from xaso.core.postgres.owner import as_owner

    silent = io.StringIO()
    migrate = partial(call_command, "migrate", interactive=False, verbosity=0, stdout=silent)
    with as_owner():
        try:
            bring_up_to_date(migrate)
        except NoRoom as error:
            raise BadInput(
                "no_room",
                "Ổ đĩa không đủ chỗ giữ bản sao trước khi nâng cấp nên chưa đổi gì. "
                f"Dọn ít nhất {error.wanted_mb} MB rồi chạy lại.",
            ) from error
        call_command("createcachetable", verbosity=0, stdout=silent)


def in_child(work: Callable[[], T]) -> T:
    """Runs `work` in a process of its own: the one that minds the server stays small."""
    with ProcessPoolExecutor(max_workers=1) as child:
        return child.submit(work).result()


def load_packaged() -> None:
    """Catalogue, law and calendar; what people have confirmed or changed stays."""
    from xaso.core.law.seed import load_law
    from xaso.core.postgres.context import every_commune
    from xaso.core.units.catalogue import load_catalogue
    from xaso.core.worktime.seed import load_calendar

    with every_commune():
        load_catalogue()
        load_law()
        load_calendar()


def begin_backups() -> None:
    """The key is made before there is anything to lose."""
    from django.utils import timezone

    from xaso.core.backup.begin import begin

    begin(timezone.now())


def fill_search() -> None:
    """In the background: after an upgrade from before there was a search."""
    from xaso.core.postgres.context import every_commune
    from xaso.core.search.following import fill_where_empty

    with every_commune():
        fill_where_empty()


def commune_by_code(code: str) -> Any:
    from xaso.core.units.models import Commune

    commune = Commune.objects.filter(pk=code).first()
    if commune is None:
        raise BadInput("unknown_commune", f"Không có xã mang mã {code} trong danh mục.")
    return commune


def actor_named(username: str | None, commune: Any) -> Any:
    """The named person with that person's rights, or the system, recorded as such."""
    from xaso.core.people.models import Account
    from xaso.core.rights.actor import system_actor
    from xaso.core.rights.signed_in import actor_for

    if not username:
        return system_actor(commune)
    account = Account.objects.of(commune).open().filter(username=username.lower()).first()
    if account is None:
        raise BadInput("unknown_actor", f"Xã này không có tài khoản đang dùng tên {username}.")
    return actor_for(account)
