"""Numbers that must be taken out of other systems: for whoever looks after the system, and, once it
is overdue, for the leader."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from django.utils.translation import gettext as _

from xaso.core.rights.actor import Actor
from xaso.core.switches.known import is_on
from xaso.core.ui.templatetags.xaso import vn_day
from xaso.modules.systems import public as systems

from .account_notices import Notice

MOST_NAMED = 3


def export_notices(actor: Actor, today: date) -> list[Notice]:
    """One query, and none for who may do nothing about it."""
    is_asked = actor.may("systems.export") or actor.may("desk.board")
    if not (is_asked and actor.may("systems.read") and is_on(actor.commune, "systems")):
        return []
    due = systems.exports_due(actor.commune, today)
    mine = [each for each in due if each.responsible_id == actor.account_id]
    late = [each for each in due if each.is_late and each not in mine]
    found = _mine(mine) if actor.may("systems.export") else []
    return [*found, *(_of_others(late) if actor.may("desk.board") else [])]


def _mine(due: Sequence[systems.ExportDue]) -> list[Notice]:
    if len(due) > MOST_NAMED:
        return [
            Notice(
                _tone(due),
                _("%(count)d hệ thống đến kỳ trích xuất số liệu") % {"count": len(due)},
                _named(due),
                systems.list_url(),
                _("Mở bản đồ phần mềm"),
            )
        ]
    return [
        Notice(
            _tone([each]),
            _("Trích xuất số liệu từ %(system)s") % {"system": each.name},
            _said(each),
            each.note_url,
            _("Tôi đã trích xuất"),
        )
        for each in due
    ]


def _of_others(late: Sequence[systems.ExportDue]) -> list[Notice]:
    if not late:
        return []
    return [
        Notice(
            "warn",
            _("%(count)d hệ thống quá hạn trích xuất số liệu") % {"count": len(late)},
            _named(late),
            systems.late_url(),
            _("Xem ai phụ trách"),
        )
    ]


def _named(due: Sequence[systems.ExportDue]) -> str:
    names = "; ".join(each.name for each in due[:MOST_NAMED])
    return f"{names}…" if len(due) > MOST_NAMED else f"{names}."


def _said(each: systems.ExportDue) -> str:
    day = vn_day(each.due_date)
    if each.is_late:
        return _("Quá hạn từ %(day)s. Làm xong bấm một cái để ghi lại.") % {"day": day}
    return _("Hạn %(day)s. Làm xong bấm một cái để ghi lại.") % {"day": day}


def _tone(due: Sequence[systems.ExportDue]) -> str:
    return "warn" if any(each.is_late for each in due) else ""
