"""Which step of a round comes next, and whether this person may take it."""

from __future__ import annotations

from dataclasses import dataclass

from django.urls import reverse
from django.utils.translation import gettext as _

from xaso.core.rights.actor import Actor
from xaso.modules.indicators.models import Round

MANAGE, APPROVE, REVIEW, WRITE = (
    "indicators.manage",
    "indicators.approve",
    "indicators.review",
    "indicators.write",
)


@dataclass(frozen=True)
class StepLink:
    label: str
    url: str
    is_main: bool = True


def steps_for(actor: Actor, found: Round) -> list[StepLink]:
    steps = [(name, right, label, main) for state, name, right, label, main in _steps(found)
             if state == found.state and actor.may(right)]  # fmt: skip
    return [
        StepLink(label, reverse(f"indicators:{name}", args=[found.pk]), main)
        for name, _right, label, main in steps
    ]


def _steps(found: Round) -> list[tuple[str, str, str, str, bool]]:
    state = Round.State
    asked = bool(found.lock_asked_at)
    lock = (
        [(state.KET_QUA, "round-lock", APPROVE, _("Khóa kỳ"), True)]
        if asked
        else [(state.KET_QUA, "round-ask-lock", MANAGE, _("Đề nghị khóa kỳ"), True)]
    )
    return [
        (state.MO, "round-start", MANAGE, _("Cho cán bộ nhập"), True),
        (state.MO, "round-assign", MANAGE, _("Giao mục"), False),
        (state.DANG_NHAP, "round-hand-in", WRITE, _("Nộp các mục đã đủ"), True),
        (state.DANG_NHAP, "round-finish", MANAGE, _("Tự chấm xong"), False),
        (state.DANG_NHAP, "round-assign", MANAGE, _("Giao mục"), False),
        (state.DA_TU_CHAM, "round-approve", APPROVE, _("Duyệt điểm tự chấm"), True),
        (state.DA_TU_CHAM, "round-return", APPROVE, _("Trả lại"), False),
        (state.TRINH, "round-send", MANAGE, _("Gửi hội đồng"), True),
        (state.THAM_DINH, "round-conclude", REVIEW, _("Kết luận"), True),
        (state.THAM_DINH, "round-ask", REVIEW, _("Gửi yêu cầu bổ sung"), False),
        (state.BO_SUNG, "round-resubmit", MANAGE, _("Nộp lại hội đồng"), True),
        *lock,
        (state.KHOA, "round-reopen", APPROVE, _("Mở lại"), False),
    ]
