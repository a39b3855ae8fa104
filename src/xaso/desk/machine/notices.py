"""What the admin and the leader are told on their first page about the machine: only what needs them."""

from __future__ import annotations

from datetime import datetime

from django.urls import reverse
from django.utils.translation import gettext as _

from xaso.core.backup.book import read_book
from xaso.core.backup.health import alarm, must_print_key
from xaso.core.rights.actor import Actor
from xaso.desk.account_notices import Notice


def machine_notices(actor: Actor, at: datetime) -> list[Notice]:
    """Costs no query: the book of backups is a file."""
    if not actor.may("backup.read"):
        return []
    found = [_late(at), _key(actor)]
    return [notice for notice in found if notice]


def _late(at: datetime) -> Notice | None:
    wrong = alarm(at)
    if wrong is None:
        return None
    return Notice(
        "bad", wrong.message, wrong.advice, reverse("desk:backups"), _("Mở trang Sao lưu")
    )


def _key(actor: Actor) -> Notice | None:
    book = read_book()
    if book.began_at is None or not actor.may("backup.manage") or not must_print_key(book):
        return None
    return Notice(
        "warn",
        _("Phiếu khóa sao lưu chưa được in và cất"),
        _("Máy hỏng mà không có phiếu này thì bản sao lưu không mở được."),
        reverse("desk:key_sheet"),
        _("In phiếu khóa"),
    )
