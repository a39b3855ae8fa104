"""What a disk refuses, in words: the program knows it in English only."""

from __future__ import annotations

import errno

from django.utils.translation import gettext as _


def why(error: OSError) -> str:
    """After a colon, or in brackets."""
    denied = _("chương trình không được phép ghi, đọc ở đó")
    known = {
        errno.ENOSPC: _("ổ hết chỗ"),
        errno.EDQUOT: _("ổ hết chỗ"),
        errno.EROFS: _("ổ chỉ cho đọc"),
        errno.EACCES: denied,
        errno.EPERM: denied,
        errno.EIO: _("ổ đọc, ghi lỗi"),
        errno.ENOENT: _("không thấy thư mục đó"),
        errno.ENOTDIR: _("đó không phải thư mục"),
        errno.EISDIR: _("chỗ của một tệp lại là thư mục"),
    }
    return known.get(error.errno or 0) or error.strerror or str(error)
