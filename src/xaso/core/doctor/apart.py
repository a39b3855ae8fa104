"""Several communes in one PostgreSQL: the database itself keeps them apart, or a person must know."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime

from django.utils.translation import gettext as _

from xaso.core.postgres.context import is_guarded
from xaso.core.postgres.health import is_above_row_security, open_tables

from .finding import Finding, good, problem


def communes_apart(_at: datetime) -> Iterator[Finding]:
    if not is_guarded():
        return
    if is_above_row_security():
        yield problem(
            "role_too_strong",
            _(
                "Phần mềm vào dữ liệu bằng quyền đọc được mọi xã, vách ngăn giữa các xã không còn tác dụng."
            ),
            _(
                "Nhờ người trông máy chủ đổi DATABASE_URL sang vai trò thường, không phải superuser."
            ),
        )
    elif tables := open_tables():
        yield problem(
            "rows_not_apart",
            _("Dữ liệu các xã chưa được ngăn riêng ở bảng: %(tables)s.")
            % {"tables": ", ".join(tables)},
            _("Đặt DATABASE_OWNER_URL là vai trò chủ của bảng rồi chạy lại chương trình."),
        )
    else:
        yield good("rows_apart", _("Dữ liệu của mỗi xã được ngăn riêng."))
