"""Passwords of other systems are refused wherever something can be typed, with the reason."""

from __future__ import annotations

import re
import unicodedata

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from xaso.lib.text import fold

NAME = r"\b(mat[ _-]?khau|mat ma|ma bao mat|pass[ _-]?word|passwd|passcode|pass|pwd|p/w|pw|m/k|mk)"
NAMED = re.compile(
    # "mật khẩu đăng nhập của chị Lan: …", "OTP = …"
    rf"{NAME}(?![^\W_])( [^\W\d_]+){{0,5}}? ?([:=\u2192\"'\u201c]|->|[-\u2013\u2014] ?(?=\w*[\d@#$!%&*]))"
    r"|\b(ma pin|pin|otp) ?(la|is|moi)? ?[:=]"
    # "mật khẩu hiện tại giaphu2026", "mật khẩu Abc@123"
    rf"|{NAME}(?![^\W_])( [^\W\d_]+){{0,3}}? (?!\d\d?\d?\b)[^\s/]*[0-9@#$!%&*][^\s/]*"
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
    return bool(NAMED.search(fold(unicodedata.normalize("NFKC", text))))


def must_be_a_login(login: str) -> None:
    """One word: what stands behind a sign or a space is mostly the password."""
    must_hold_no_password(login=login)
    if PAIRED.search(login):
        raise ValidationError(
            {"login": _("Chỉ ghi tên đăng nhập, liền một từ, không ghi thêm gì sau nó.")}
        )
