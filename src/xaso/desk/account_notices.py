"""What a person is told on the first page about accounts: the own one, and those of the commune."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django.urls import reverse
from django.utils.translation import gettext as _

from xaso.core.people.models import Account
from xaso.core.people.second_factor.grace import owed_until
from xaso.core.rights.actor import Actor
from xaso.lib.dates import write_date


@dataclass(frozen=True)
class Notice:
    tone: str
    head: str
    text: str
    url: str
    link: str


def notices_for(account: Account, actor: Actor, today: date) -> list[Notice]:
    found = [_second_factor(account, actor, today)]
    return [notice for notice in found if notice]


def _second_factor(account: Account, actor: Actor, today: date) -> Notice | None:
    last_day = owed_until(account, actor, today)
    if last_day is None:
        return None
    return Notice(
        "warn",
        _("Chưa bật lớp thứ hai khi đăng nhập"),
        _("Quản trị của xã phải có. Bật trước hết ngày %(day)s, mất chừng hai phút.")
        % {"day": write_date(last_day)},
        reverse("account_second_factor"),
        _("Bật ngay"),
    )
