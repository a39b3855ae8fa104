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
    "password.classes.without_mfa": _("Mật khẩu phải có"),
    "password.length.with_mfa": _("Đã bật lớp thứ hai thì mật khẩu dài ít nhất"),
    "mfa.required": _("Quản trị phải bật lớp thứ hai"),
    "mfa.grace.days": _("Quản trị mới được hoãn bật trong"),
    "lockout.tries": _("Gõ sai mật khẩu thì tạm khóa sau"),
    "lockout.minutes": _("Tạm khóa trong"),
    "idle.user.minutes": _("Rời máy thì màn hình tự khóa sau"),
    "idle.admin.minutes": _("Màn hình của quản trị tự khóa sau"),
    "account.idle.days": _("Tài khoản tự khóa khi không ai dùng"),
    "password.admin.change.months": _("Buộc đổi định kỳ thì quản trị đổi mật khẩu sau mỗi"),
}
KINDS_OF_LETTERS = 4


@dataclass(frozen=True)
class Line:
    code: str
    label: str | Promise
    value: str
    source: str


@dataclass(frozen=True)
class SigninRules:
    lines: list[Line]
    source: str
    """Of most lines; a line that has another names its own."""


def signin_rules() -> SigninRules:
    """As they hold today; of one code the newest counts."""
    found = rules_in_force(timezone.localdate()).filter(code__in=LABELS)
    newest = {rule.code: rule for rule in reversed(found)}
    sources = {code: _source(rule) for code, rule in newest.items()}
    most = max(sources.values(), key=list(sources.values()).count, default="")
    lines = [
        Line(
            code, label, _what_holds(newest[code]), "" if sources[code] == most else sources[code]
        )
        for code, label in LABELS.items()
        if code in newest
    ]
    return SigninRules(lines, most)


def _what_holds(rule: LegalRule) -> str:
    if rule.code in YES_OR_NO:
        return _t("không") if rule.value.strip().lower() == NO else _t("có")
    number = number_in(rule.code, rule.value)
    held = strictest(rule.code) if number is None else number
    if rule.code == "password.classes.without_mfa":
        return _kinds_of_letters(held)
    return f"{held} {rule.unit}"


def _kinds_of_letters(count: int) -> str:
    kinds = _t("chữ thường, chữ hoa, chữ số, dấu câu")
    if count == KINDS_OF_LETTERS:
        return kinds
    return _t("%(count)d trong các loại: %(kinds)s") % {"count": count, "kinds": kinds}


def _source(rule: LegalRule) -> str:
    text = rule.legal_text
    words = {"text": text.number if text else _t("phần mềm đặt"), "value": rule.value}
    if not rule.is_readable:
        return _t("%(text)s ghi “%(value)s”, không đọc được") % words
    return words["text"] if rule.confirmed else _t("%(text)s, chưa đối chiếu") % words
