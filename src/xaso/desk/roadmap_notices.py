"""The survey of the quarter, while it waits, on the first page of those who run the plan."""

from __future__ import annotations

from django.utils.translation import gettext as _

from xaso.core.rights.actor import Actor
from xaso.modules.roadmap import public as roadmap

from .account_notices import Notice


def roadmap_notices(actor: Actor) -> list[Notice]:
    due = None
    if actor.may("roadmap.write") and actor.may("plans.assign"):
        due = roadmap.survey_due(actor.commune)
    if due is None:
        return []
    left = _("Còn %(left)d câu chưa trả lời, mất chừng mười phút.") % {"left": due.left}
    text = left if due.left else _("Đã trả lời đủ, còn bấm khóa để xem hồ sơ và so với lần trước.")
    return [
        Notice(
            "", _("%(survey)s đang mở") % {"survey": due.title}, text, due.url, _("Mở khảo sát")
        )
    ]
