"""Somebody has forgotten everything and nobody in the commune can help: done at the machine itself."""

from __future__ import annotations

import argparse
from typing import TYPE_CHECKING, Any

from xaso.config.environment import setting

from .answers import Answer, BadInput
from .prepare import prepare_database

if TYPE_CHECKING:
    from xaso.core.people.models import Account
    from xaso.core.people.recovery import Recovered


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("username", metavar="TÊN", help="tên đăng nhập")
    parser.add_argument(
        "--admin", action="store_true", help="giao lại vai trò quản trị nếu không còn giữ"
    )


def run(options: argparse.Namespace) -> Answer:
    prepare_database()
    from xaso.core.postgres.context import commune_context

    account = _account(options.username)
    with commune_context(account.commune):
        recovered, is_admin = _recover(account, make_admin=options.admin)
    data: dict[str, Any] = {
        "username": account.username,
        "commune": account.commune_id,
        "one_time_password": recovered.password,
        "reopened": recovered.was_closed,
        "second_factor_removed": recovered.had_second_factor,
        "is_admin": is_admin,
        "url": setting("XASO_URL") or None,
    }
    return Answer(data, _said(recovered, is_admin))


def _account(username: str) -> Account:
    from xaso.core.people.models import Account
    from xaso.core.postgres.context import every_commune

    name = username.strip().lower()
    with every_commune():
        rows = Account.objects.select_related("commune")
        account: Account | None = rows.filter(username=name).first()
    if account is None:
        raise BadInput("unknown_username", f"Không có tài khoản nào tên {username}.")
    return account


def _recover(account: Account, *, make_admin: bool) -> tuple[Recovered, bool]:
    from django.db import transaction
    from django.utils import timezone

    from xaso.core.people.actions import grant_role
    from xaso.core.people.queries import holders_of
    from xaso.core.people.recovery import recover_account
    from xaso.core.people.second_factor.queries import ADMIN
    from xaso.core.rights.actor import system_actor

    actor, now = system_actor(account.commune), timezone.now()
    today = timezone.localdate(now)
    with transaction.atomic():
        recovered = recover_account(actor=actor, account_id=account.pk, at=now)
        admins = holders_of(account.commune, ADMIN, today).filter(pk=account.pk)
        if make_admin and not admins.exists():
            grant_role(actor=actor, account_id=account.pk, role=ADMIN, from_date=today)
        return recovered, admins.exists()


def _said(recovered: Recovered, is_admin: bool) -> str:
    lines = [
        f"Tài khoản {recovered.account.username} ({recovered.account.full_name}) vào được lại.",
        f"Mật khẩu dùng một lần: {recovered.password}",
        "Mọi phiên đang mở đã kết thúc; đăng nhập xong phải đặt mật khẩu mới.",
    ]
    if recovered.was_closed:
        lines.append("Tài khoản trước đó bị khóa, nay đã mở lại.")
    if recovered.had_second_factor:
        lines.append("Lớp thứ hai đã bỏ; bật lại ở trang Lớp thứ hai.")
    if not is_admin:
        lines.append("Người này không giữ vai trò quản trị; cần thì chạy lại với --admin.")
    return "\n".join(lines)
