"""Bring the tables up to date, or take back the last time that was done."""

from __future__ import annotations

import argparse

from .answers import Answer, BadInput
from .prepare import prepare_database, setup_django


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "--undo", action="store_true", help="trở về dữ liệu ngay trước lần nâng cấp gần nhất"
    )


def run(options: argparse.Namespace) -> Answer:
    return _undo() if options.undo else _upgrade()


def _upgrade() -> Answer:
    """Every command that works with data does this by itself; here it is all that is done."""
    setup_django()
    from xaso.config.upgrade import copies

    before = copies()
    prepare_database()
    kept = [str(copy) for copy in copies() if copy not in before]
    if not kept:
        return Answer({"copy": None}, "Dữ liệu đã ở bản mới nhất, không đổi gì.")
    return Answer({"copy": kept[-1]}, f"Đã nâng cấp. Bản trước khi nâng cấp: {kept[-1]}")


def _undo() -> Answer:
    setup_django()
    from django.db import connection

    from xaso.config.upgrade import Busy, copies, put_back

    if connection.vendor != "sqlite":
        raise BadInput("not_sqlite", "Máy này dùng PostgreSQL: khôi phục từ bản sao lưu của nó.")
    found = copies()
    if not found:
        raise BadInput("no_copy", "Chưa lần nào nâng cấp ở máy này nên không có gì để trở về.")
    connection.close()
    try:
        aside = put_back(found[-1])
    except Busy as error:
        raise BadInput("busy", "Phần mềm đang chạy. Dừng phần mềm rồi làm lại.") from error
    return Answer(
        {"restored": str(found[-1]), "kept": str(aside)},
        f"Đã trở về dữ liệu của {found[-1].name}. Bản vừa dùng được giữ ở {aside}.\n"
        "Cài lại phiên bản cũ trước khi chạy, nếu không dữ liệu sẽ được nâng cấp lần nữa.",
    )
