"""The rules of the sign-in as a clerk says them; the law they come from stands below."""

from __future__ import annotations

from dataclasses import dataclass

from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _

from xaso.core.law.bounds import NO, YES_OR_NO, number_in, strictest
from xaso.core.law.models import LegalRule
from xaso.core.law.queries import rules_in_force

LABELS = {
    "password.length.without_mfa": _("Mật khẩu dài ít nhất"),
    "password.classes.without_mfa": _("Trong chữ thường, chữ hoa, chữ số, dấu câu phải có"),
    "password.length.with_mfa": _("Đã bật lớp thứ hai thì mật khẩu dài ít nhất"),
    "mfa.required": _("Quản trị phải bật lớp thứ hai"),
    "mfa.grace.days": _("Quản trị mới được hoãn bật trong"),
    "lockout.tries": _("Gõ sai mật khẩu thì tạm khóa sau"),
    "lockout.minutes": _("Tạm khóa trong"),
    "idle.user.minutes": _("Rời máy thì màn hình tự khóa sau"),
    "idle.admin.minutes": _("Rời máy, của quản trị thì sau"),
    "account.idle.days": _("Tài khoản tự khóa khi không ai dùng"),
    "password.admin.change.months": _("Bật ô dưới đây thì quản trị đổi mật khẩu sau mỗi"),
}
UNITS = {"password.classes.without_mfa": _("loại")}
"""Where the law has a word of its own."""


@dataclass(frozen=True)
class Line:
    code: str
    label: str | Promise
    value: str
    source: str


def signin_rules() -> list[Line]:
    """As they hold today; of one code the newest counts."""
    found = rules_in_force(timezone.localdate()).filter(code__in=LABELS)
    newest = {rule.code: rule for rule in reversed(found)}
    return [
        Line(code, label, _what_holds(newest[code]), _source(newest[code]))
        for code, label in LABELS.items()
        if code in newest
    ]


def _what_holds(rule: LegalRule) -> str:
    if rule.code in YES_OR_NO:
        return _t("không") if rule.value.strip().lower() == NO else _t("có")
    number = number_in(rule.code, rule.value)
    held = strictest(rule.code) if number is None else number
    return f"{held} {UNITS.get(rule.code, rule.unit)}"


def _source(rule: LegalRule) -> str:
    text = rule.legal_text
    words = {"text": text.number if text else _t("phần mềm đặt"), "value": rule.value}
    if not rule.is_readable:
        return _t("%(text)s ghi “%(value)s”, không đọc được") % words
    return words["text"] if rule.confirmed else _t("%(text)s, chưa đối chiếu") % words
