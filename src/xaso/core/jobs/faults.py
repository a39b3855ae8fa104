"""What went wrong, in a sentence an officer can act on; the technical part is kept apart."""

from __future__ import annotations

import errno

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from .kinds import KINDS


def sentence_for(error: Exception, name: str) -> str:
    if isinstance(error, ValidationError):
        return " ".join(error.messages)
    if name not in KINDS:
        return _("Bản phần mềm này không còn loại việc ấy.")
    if _is_full(error):
        return _("Ổ đĩa đầy. Dọn bớt tệp trên máy chủ rồi chạy lại.")
    if isinstance(error, OSError):
        return _("Không đọc hoặc ghi được tệp: %(what)s.") % {"what": error.strerror or error}
    return _("Phần mềm gặp lỗi khi làm việc này.")


def _is_full(error: Exception) -> bool:
    told = str(error).lower()
    return getattr(error, "errno", None) == errno.ENOSPC or "disk is full" in told
