"""The database: whole, set so that nothing is lost, its tables up to date, its chain unbroken."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime

from django.db import connection
from django.db.migrations.executor import MigrationExecutor
from django.utils.translation import gettext as _

from xaso.core.events.chain import REASONS, verify_chains
from xaso.core.postgres.context import every_commune
from xaso.lib.numbers import write_number

from .finding import Finding, good, problem

WANTED_PRAGMAS = {"journal_mode": {"wal", "memory"}, "synchronous": {"2"}, "foreign_keys": {"1"}}
"""`memory` is the database of tests, which no power cut can reach."""
LEAST_BUSY_MS = 10_000


def settings_of_the_line(_at: datetime) -> Finding:
    if connection.vendor != "sqlite":
        return _postgres_line()
    wrong = [name for name, wanted in WANTED_PRAGMAS.items() if _pragma(name) not in wanted]
    if int(_pragma("busy_timeout")) < LEAST_BUSY_MS:
        wrong.append("busy_timeout")
    if wrong:
        return problem(
            "database_settings",
            _("Dữ liệu đang ghi theo cách không an toàn (%(names)s).")
            % {"names": ", ".join(wrong)},
            _("Tắt chương trình rồi chạy lại bằng lệnh xaso serve, không sửa tệp cấu hình."),
        )
    return good("database_settings", _("Những gì đã lưu được ghi chắc xuống ổ đĩa."))


def migrations(_at: datetime) -> Finding:
    executor = MigrationExecutor(connection)
    waiting = executor.migration_plan(executor.loader.graph.leaf_nodes())
    if waiting:
        return problem(
            "migrations",
            _("Còn %(count)d bước nâng cấp dữ liệu chưa làm.") % {"count": len(waiting)},
            _("Tắt chương trình rồi chạy lại: các bước này tự chạy lúc khởi động."),
        )
    return good("migrations", _("Dữ liệu khớp với bản phần mềm đang chạy."))


def integrity(_at: datetime) -> Iterator[Finding]:
    if connection.vendor != "sqlite":
        return
    said = _pragma("integrity_check(1)")
    lost = _lost_keys()
    if said != "ok" or lost:
        yield problem(
            "database_damaged",
            _("Dữ liệu có chỗ hỏng: %(said)s.")
            % {
                "said": said
                if said != "ok"
                else _("%(count)d dòng dẫn đến chỗ không có") % {"count": lost}
            },
            _("Dừng nhập liệu, giữ nguyên máy, khôi phục bản sao lưu tốt gần nhất ở máy khác."),
        )
    else:
        yield good("database_whole", _("Dữ liệu nguyên vẹn."))


def chains(_at: datetime) -> Finding:
    with every_commune():
        checked, broken = verify_chains()
    if broken:
        return problem(
            "chain_broken",
            _("Nhật ký xã %(commune)s hỏng ở dòng %(number)d: %(reason)s.")
            % {
                "commune": broken.commune,
                "number": broken.number,
                "reason": REASONS[broken.reason],
            },
            _("Dừng mọi thay đổi, giữ nguyên máy, báo cán bộ an ninh mạng."),
        )
    return good(
        "chain",
        _("Nhật ký nguyên vẹn: đã kiểm tra %(count)s dòng.") % {"count": write_number(checked)},
    )


def _postgres_line() -> Finding:
    with connection.cursor() as cursor:
        cursor.execute("SELECT current_setting('synchronous_commit'), current_setting('fsync')")
        commit, fsync = cursor.fetchone()
    if commit == "off" or fsync == "off":
        return problem(
            "database_settings",
            _("Máy chủ PostgreSQL không ghi chắc xuống ổ đĩa (synchronous_commit, fsync)."),
            _("Nhờ người trông máy chủ bật lại hai mục này."),
        )
    return good("database_settings", _("Những gì đã lưu được ghi chắc xuống ổ đĩa."))


def _pragma(name: str) -> str:
    with connection.cursor() as cursor:
        cursor.execute(f"PRAGMA {name}")
        return str(cursor.fetchone()[0])


def _lost_keys() -> int:
    with connection.cursor() as cursor:
        cursor.execute("PRAGMA foreign_key_check")
        return len(cursor.fetchall())
