"""Open the first commune: on a page in the browser, or at once for scripts."""

from __future__ import annotations

import argparse
from typing import Any

from xaso.config.environment import setting

from .answers import Answer, BadInput
from .prepare import commune_by_code, in_child, prepare_database


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--commune", metavar="CODE", help="mã xã trong danh mục")
    parser.add_argument("--admin", metavar="NAME", help="họ và tên người quản trị")
    parser.add_argument("--host", default="127.0.0.1", metavar="H")
    parser.add_argument("--port", type=int, default=8000, metavar="N")


def run(options: argparse.Namespace) -> Answer:
    if bool(options.commune) != bool(options.admin):
        raise BadInput("usage", "Nêu cả hai: --commune MÃ và --admin HỌ TÊN, hoặc không nêu gì.")
    if options.commune:
        prepare_database()
        return _open(options)
    return _serve(options)


def _open(options: argparse.Namespace) -> Answer:
    from django.core.exceptions import ValidationError
    from django.utils import timezone

    from xaso.core.people.first_run import forget_first_run_code, open_first_commune
    from xaso.core.people.usernames import free_username

    commune = commune_by_code(options.commune)
    try:
        created, account, password = open_first_commune(
            commune_code=commune.pk,
            admin_full_name=options.admin,
            username=free_username(options.admin),
            at=timezone.now(),
        )
    except ValidationError as error:
        raise BadInput("refused", " ".join(error.messages)) from error
    forget_first_run_code()
    data: dict[str, Any] = {
        "url": _url(options),
        "created": created,
        "username": account.username,
        "one_time_password": password,
    }
    return Answer(data, _said(commune.full_name, data))


def _said(commune: str, data: dict[str, Any]) -> str:
    if not data["created"]:
        return f"Đã mở {commune} từ trước, quản trị là {data['username']}. Không đổi gì."
    return (
        f"Đã mở {commune}.\n"
        f"Địa chỉ: {data['url']}\n"
        f"Tên đăng nhập: {data['username']}\n"
        f"Mật khẩu dùng một lần: {data['one_time_password']}"
    )


def _serve(options: argparse.Namespace) -> Answer:
    from .serve_command import refuse_taken, serve

    refuse_taken(options.host, options.port)
    path = in_child(_first_page)
    serve(options.host, options.port, workers=1, as_json=options.json, path=path)
    return Answer({}, "")


def _first_page() -> str:
    """The secret code goes to whoever started the program and to nobody else."""
    prepare_database()
    from xaso.core.people.first_run import first_run_code, is_first_run

    return f"/bat-dau/?ma={first_run_code()}" if is_first_run() else "/"


def _url(options: argparse.Namespace) -> str:
    return setting("XASO_URL") or f"http://{options.host}:{options.port}"
