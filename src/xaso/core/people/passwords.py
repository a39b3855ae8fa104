"""The length of a password comes from a dated rule, not from code."""

from __future__ import annotations

from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext as _

from xaso.core.law.queries import rule_number


class LengthByRule:
    def validate(self, password: str, user: object = None) -> None:
        least = self._least()
        if len(password) < least:
            raise ValidationError(
                _("Mật khẩu cần ít nhất %(least)d ký tự. Một câu ngắn dễ nhớ là tốt nhất.")
                % {"least": least}
            )

    def get_help_text(self) -> str:
        return _("Ít nhất %(least)d ký tự; có thể dùng một câu ngắn, có dấu cách.") % {
            "least": self._least()
        }

    def _least(self) -> int:
        return rule_number("password.length.without_mfa", on=timezone.localdate())
