"""Why a backup or a restore does not go on, as a sentence the person at the machine can act on."""

from __future__ import annotations

from django.utils.translation import gettext as _


class BackupRefused(Exception):
    def __init__(self, code: str, message: str) -> None:
        super().__init__(message)
        self.code = code
        self.message = message


class BackupBroken(BackupRefused):
    """The file is not what was written: something in it changed or is missing."""


def broken() -> BackupBroken:
    return BackupBroken(
        "broken",
        _("Tệp sao lưu bị hỏng: nội dung đã đổi hoặc bị cắt. Dùng bản khác hoặc chép lại từ USB."),
    )
