"""Passwords of other systems are refused wherever something can be typed, with the reason."""

from __future__ import annotations

import re

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from xaso.lib.text import fold

NAMED = re.compile(
    r"\b(mat khau|mat ma|password|passwd|passcode|pass|pwd|pw|mk|ma pin|pin|otp)\s*(la|is|moi)?\s*[:=]"
    r"|\b(mat khau|password|pass|mk)\s+(la\s+)?[^\s]*[0-9@#$!%&*][^\s]*"
)
PAIRED = re.compile(r"\s|[/|:;,]")
WHY = gettext_lazy(
    "Không ghi mật khẩu ở đây. Ai mở được danh sách này thì vào được hệ thống kia thay người giữ; "
    "mật khẩu chỉ người giữ biết, quên thì xin cấp lại. Xóa mật khẩu khỏi ô này rồi lưu."
)


def must_hold_no_password(**typed: str) -> None:
    """Names of fields and what was typed into them."""
    found = {name: str(WHY) for name, text in typed.items() if names_a_password(text)}
    if found:
        raise ValidationError(found)


def names_a_password(text: str) -> bool:
    return bool(NAMED.search(fold(text)))


def must_be_a_login(login: str) -> None:
    """One word: what stands behind a sign or a space is mostly the password."""
    must_hold_no_password(login=login)
    if PAIRED.search(login):
        raise ValidationError(
            {"login": _("Chỉ ghi tên đăng nhập, liền một từ, không ghi thêm gì sau nó.")}
        )
