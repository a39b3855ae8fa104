"""The disk: room left, files there, secrets readable by their owner alone."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from pathlib import Path

from django.conf import settings
from django.utils.translation import gettext as _

from xaso.core.backup.folders import data_dir, free_bytes
from xaso.core.backup.keys import KEY_FILE
from xaso.core.files.models import StoredFile
from xaso.core.files.storage import path_of
from xaso.core.postgres.context import every_commune
from xaso.lib.numbers import write_number

from .finding import Finding, good, notice, problem

PROBLEM_BYTES, NOTICE_BYTES = 1_000_000_000, 5_000_000_000
SECRET_NAMES = ("secret_key", KEY_FILE, "anchor_key", "first_run_code")
ANY_OTHERS = 0o077


def disk(_at: datetime) -> Finding:
    free = free_bytes(data_dir())
    words = {"free": f"{free / 1e9:.1f}".replace(".", ",")}
    advice = _(
        "Xóa tệp không dùng trên ổ này (không động vào thư mục dữ liệu), hoặc thay ổ lớn hơn."
    )
    if free < PROBLEM_BYTES:
        return problem("disk", _("Ổ đĩa chỉ còn %(free)s GB.") % words, advice)
    if free < NOTICE_BYTES:
        return notice("disk", _("Ổ đĩa còn %(free)s GB.") % words, advice)
    return good("disk", _("Ổ đĩa còn %(free)s GB.") % words)


def secrets(_at: datetime) -> Finding:
    open_ones = [path.name for path in _secret_files() if path.stat().st_mode & ANY_OTHERS]
    if open_ones:
        names = ", ".join(open_ones)
        return problem(
            "secret_files",
            _("Người khác dùng máy này đọc được tệp khóa: %(names)s.") % {"names": names},
            _("Nhờ người cài đặt vào thư mục dữ liệu, gõ: chmod 600 %(names)s")
            % {"names": names.replace(",", "")},
        )
    return good("secret_files", _("Các tệp khóa chỉ phần mềm đọc được."))


def files(_at: datetime) -> Iterator[Finding]:
    """Of the names in rows and on disk; what each holds is compared at every full backup."""
    with every_commune():
        named = set(StoredFile.objects.values_list("sha256", flat=True).distinct())
    missing = sum(not path_of(digest).exists() for digest in named)
    if missing:
        yield problem(
            "files_missing",
            _("Thiếu %(count)d tệp đính kèm trên ổ đĩa.") % {"count": missing},
            _("Khôi phục bản sao lưu gần nhất ở máy khác, rồi chép thư mục files của nó về."),
        )
    else:
        yield good("files", _("Đủ %(count)s tệp đính kèm.") % {"count": write_number(len(named))})
    orphans = sum(path.name not in named for path in _stored() if path.is_file())
    if orphans:
        yield good(
            "files_orphaned",
            _("%(count)d tệp trên ổ đĩa không còn nơi nào dùng; để đó không sao.")
            % {"count": orphans},
        )


def _secret_files() -> Iterator[Path]:
    for name in SECRET_NAMES:
        if (data_dir() / name).exists():
            yield data_dir() / name


def _stored() -> Iterator[Path]:
    return Path(settings.STORAGE_DIR).glob("*/*/*")
