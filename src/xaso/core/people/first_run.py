"""The first commune of an installation and its first admin: for the first page and the command."""

from __future__ import annotations

import os
import secrets
from datetime import datetime
from pathlib import Path

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from xaso.core.postgres.context import commune_context
from xaso.core.rights.actor import system_actor
from xaso.core.units.actions import open_commune
from xaso.core.units.models import Commune
from xaso.lib.codes import one_time_password

from .actions import grant_role, open_account
from .models import Account
from .queries import holders_of

ADMIN = "quan_tri"


@transaction.atomic
def open_first_commune(
    *, commune_code: str, admin_full_name: str, username: str, at: datetime
) -> tuple[bool, Account, str | None]:
    """(created, admin, one-time password). A commune that has its admin is left as it is."""
    commune = Commune.objects.select_for_update().get(pk=commune_code)
    if Commune.objects.filter(opened_at__isnull=False, is_sample=True).exists():
        # Anybody may become the admin of a sample commune; a real one never lies beside it.
        raise ValidationError(
            _("Máy này đang chứa dữ liệu mẫu. Dùng thư mục dữ liệu khác để làm việc thật.")
        )
    with commune_context(commune):
        known = holders_of(commune, ADMIN, timezone.localdate(at)).first()
        if known is not None:
            return False, known, None
        account, password = _opened_with_admin(commune, admin_full_name, username, at)
    return True, account, password


def _opened_with_admin(
    commune: Commune, full_name: str, username: str, at: datetime
) -> tuple[Account, str]:
    actor = system_actor(commune)
    open_commune(actor=actor, at=at)
    account, password = open_account(
        actor=actor,
        username=username,
        full_name=full_name,
        job_title=_("Quản trị hệ thống"),
        at=at,
    )
    grant_role(actor=actor, account_id=account.pk, role=ADMIN, from_date=timezone.localdate(at))
    return account, password


def is_first_run() -> bool:
    return not Commune.objects.filter(opened_at__isnull=False).exists()


def first_run_code() -> str:
    """Shown by the command that starts the program; who has it may open the first commune."""
    path = _code_path()
    if not path.exists():
        _write_once(path, one_time_password())
    return path.read_text(encoding="utf-8").strip()


def is_first_run_code(given: str) -> bool:
    path = _code_path()
    return path.exists() and secrets.compare_digest(
        given.strip().upper().encode(), first_run_code().encode()
    )


def forget_first_run_code() -> None:
    _code_path().unlink(missing_ok=True)


def _code_path() -> Path:
    return Path(settings.DATA_DIR) / "first_run_code"


def _write_once(path: Path, code: str) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    with os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w") as file:
        file.write(code)
