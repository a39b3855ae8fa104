"""What villages and teams wait for from the office, on the first page of who can do it."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from xaso.core.rights.actor import Actor
from xaso.modules.teams import public as teams

from .account_notices import Notice


def team_notices(actor: Actor, today: date) -> list[Notice]:
    waiting = teams.waiting_for(actor, today)
    return [*_reports(waiting), *_needs(waiting), *_help(waiting), *_kit(waiting)]


def _reports(waiting: teams.Waiting) -> Iterator[Notice]:
    if waiting.reports:
        said = ngettext(
            "%(count)d báo cáo thôn chờ duyệt",
            "%(count)d báo cáo thôn chờ duyệt",
            waiting.reports,
        ) % {"count": waiting.reports}
        text = _("Báo cáo không có chỗ nào phải xem duyệt được một lần.")
        yield Notice("", said, text, waiting.reports_url, _("Xem và duyệt"))


def _needs(waiting: teams.Waiting) -> Iterator[Notice]:
    home = reverse("teams:needs")
    if waiting.needs:
        said = ngettext(
            "%(count)d nhu cầu, phản ánh của thôn chờ anh chị trả lời",
            "%(count)d nhu cầu, phản ánh của thôn chờ anh chị trả lời",
            waiting.needs,
        ) % {"count": waiting.needs}
        late = _("%(count)d việc đã quá hạn.") % {"count": waiting.needs_late}
        tone, text = ("warn", late) if waiting.needs_late else ("", _("Thôn đọc được trả lời."))
        yield Notice(tone, said, text, f"{home}?loc=cua-toi", _("Xem và trả lời"))
    if waiting.needs_new:
        said = ngettext(
            "%(count)d nhu cầu, phản ánh của thôn chưa giao ai",
            "%(count)d nhu cầu, phản ánh của thôn chưa giao ai",
            waiting.needs_new,
        ) % {"count": waiting.needs_new}
        text = _("Giao người trả lời và hạn.")
        yield Notice("", said, text, f"{home}?loc=moi", _("Xem và giao"))


def _help(waiting: teams.Waiting) -> Iterator[Notice]:
    if waiting.help:
        said = ngettext(
            "%(count)d người cần giúp chưa ai nhận",
            "%(count)d người cần giúp chưa ai nhận",
            waiting.help,
        ) % {"count": waiting.help}
        url = f"{reverse('teams:help-list')}?loc=cho-xa"
        yield Notice("warn", said, _("Tổ của thôn chưa nhận được."), url, _("Xem ai cần giúp"))


def _kit(waiting: teams.Waiting) -> Iterator[Notice]:
    if waiting.loans_late:
        said = ngettext(
            "%(count)d đồ cho tổ mượn quá hẹn trả",
            "%(count)d đồ cho tổ mượn quá hẹn trả",
            waiting.loans_late,
        ) % {"count": waiting.loans_late}
        url = f"{reverse('teams:kit')}?loc=qua-han"
        yield Notice("warn", said, _("Gọi người đang giữ."), url, _("Xem đồ nào, ai giữ"))
