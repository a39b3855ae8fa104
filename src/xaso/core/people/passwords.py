"""How long and how varied a password must be comes from dated rules, not from code."""

from __future__ import annotations

from datetime import date

from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from xaso.core.law.queries import RuleMissing, rule_number, strict_number

from .models import Account
from .second_factor.queries import has_factor


class PasswordByRule:
    """Shorter and plainer where a second factor stands beside it."""

    def validate(self, password: str, user: object = None) -> None:
        today = timezone.localdate()
        if isinstance(user, Account) and has_factor(user.pk):
            errors = [too_short(password, "password.length.with_mfa", today)]
        else:
            errors = what_is_missing(password, today)
        said = [error for error in errors if error]
        if said:
            raise ValidationError(said)

    def get_help_text(self) -> str:
        today = timezone.localdate()
        alone = strict_number("password.length.without_mfa", on=today)
        beside = strict_number("password.length.with_mfa", on=today)
        return _(
            "Ít nhất %(alone)d ký tự, gồm %(kinds)s. Một câu ngắn có chữ hoa, chữ số và dấu cách "
            "là đủ. Đã bật lớp thứ hai thì chỉ cần %(beside)d ký tự."
        ) % {"alone": alone, "beside": beside, "kinds": ", ".join(_kinds(""))}


def stands_alone(password: str, on: date) -> bool:
    """Good enough for a person without a second factor."""
    return not any(what_is_missing(password, on))


def what_is_missing(password: str, on: date) -> list[str]:
    return [too_short(password, "password.length.without_mfa", on), too_plain(password, on)]


def too_short(password: str, code: str, on: date) -> str:
    least = strict_number(code, on=on)
    if len(password) >= least:
        return ""
    return _("Mật khẩu cần ít nhất %(least)d ký tự, mới có %(now)d.") % {
        "least": least,
        "now": len(password),
    }


def too_plain(password: str, on: date) -> str:
    missing = _kinds(password)
    short_of = _classes(on) - (len(_kinds("")) - len(missing))
    if short_of <= 0:
        return ""
    if short_of == len(missing):
        return _("Mật khẩu còn thiếu %(kinds)s.") % {"kinds": ", ".join(missing)}
    return ngettext(
        "Mật khẩu cần thêm %(count)d trong số: %(kinds)s.",
        "Mật khẩu cần thêm %(count)d trong số: %(kinds)s.",
        short_of,
    ) % {"count": short_of, "kinds": ", ".join(missing)}


def _kinds(password: str) -> list[str]:
    """Those that are missing."""
    kinds = (
        (_("chữ thường"), str.islower),
        (_("chữ hoa"), str.isupper),
        (_("chữ số"), str.isdigit),
        (_("dấu cách hoặc dấu câu"), _is_mark),
    )
    return [name for name, belongs in kinds if not any(map(belongs, password))]


def _is_mark(letter: str) -> bool:
    return not letter.isalnum()


def _classes(on: date) -> int:
    """The rule is younger than the one about length."""
    try:
        return rule_number("password.classes.without_mfa", on=on)
    except RuleMissing:
        return 1
