"""What a person is told on the first page about accounts: the own one, and those of the commune."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from xaso.core.people.idle import idle_accounts
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


def notices_for(account: Account, actor: Actor, at: datetime) -> list[Notice]:
    found = [_second_factor(account, actor, timezone.localdate(at)), _idle(actor, at)]
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


def _idle(actor: Actor, at: datetime) -> Notice | None:
    """For the admin, and for the leaders who see the whole commune."""
    is_told = actor.may("people.manage") or (actor.may("people.read") and actor.may("desk.board"))
    idle = idle_accounts(actor.commune, at) if is_told else None
    if not idle:
        return None
    return Notice(
        "",
        _("Tài khoản lâu không dùng"),
        " ".join(_idle_sentences(len(idle.closed), len(idle.soon))),
        reverse("desk:people"),
        _("Xem những ai"),
    )


def _idle_sentences(closed: int, soon: int) -> Iterator[str]:
    if closed:
        yield _("%(count)d tài khoản đã tự khóa trong 7 ngày qua.") % {"count": closed}
    if soon:
        yield _("%(count)d tài khoản sắp tự khóa nếu không đăng nhập.") % {"count": soon}
