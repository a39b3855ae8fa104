"""How roles and states of accounts are called on screen."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from django.utils.translation import gettext as _

from xaso.core.people.models import Account, RoleGrant
from xaso.core.rights.roles import all_roles


@dataclass(frozen=True)
class AccountState:
    state: str
    word: str


def role_label(code: str) -> str:
    known = all_roles().get(code)
    return _(known.label) if known else code


def role_choices() -> list[tuple[str, str]]:
    """What a person may be given."""
    return [
        (code, role_label(code)) for code, role in all_roles().items() if role.reach != "machine"
    ]


def grant_text(grant: RoleGrant) -> str:
    label = role_label(grant.role)
    return f"{label} · {grant.village}" if grant.village else label


def grants_text(grants: Iterable[RoleGrant]) -> str:
    return "; ".join(grant_text(grant) for grant in grants)


def state_of(account: Account) -> AccountState:
    if not account.is_active:
        return AccountState("paused", _("Đã khóa"))
    if account.must_change_password:
        return AccountState("todo", _("Chưa đổi mật khẩu lần đầu"))
    return AccountState("done", _("Đang dùng"))
