"""Django ready, tables up to date, packaged data loaded: what commands do before they work."""

from __future__ import annotations

import io
from typing import Any

import django

from .answers import BadInput


def setup_django() -> None:
    django.setup()


def prepare_database() -> None:
    """Safe to run at every start: only what is missing is done."""
    setup_django()
    from django.core.management import call_command

    silent = io.StringIO()
    call_command("migrate", interactive=False, verbosity=0, stdout=silent)
    call_command("createcachetable", verbosity=0, stdout=silent)
    load_packaged()


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


def open_repeated_tasks() -> None:
    """Tasks that come back each week or month get their next copy, once a day is enough."""
    from django.utils import timezone

    from xaso.core.postgres.context import commune_context
    from xaso.core.units.models import Commune
    from xaso.modules.plans.public import repeats

    now = timezone.now()
    for commune in Commune.objects.filter(opened_at__isnull=False):
        with commune_context(commune):
            repeats.open_due_copies(commune=commune, today=timezone.localdate(now), at=now)


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
