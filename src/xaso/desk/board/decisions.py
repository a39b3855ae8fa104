"""What waits for this person, each with its proof and two buttons that work where they stand."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from urllib.parse import urlencode
from uuid import UUID

from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _

from xaso.lib.numbers import write_number
from xaso.lib.text import unit_in_a_sentence
from xaso.modules.plans import public as plans


@dataclass(frozen=True)
class Way:
    """Where the buttons of one kind of decision lead, and what they say."""

    label: str | Promise
    accept: str
    accept_word: str | Promise
    refuse: str
    refuse_word: str | Promise


@dataclass(frozen=True)
class DecisionCard:
    kind: str | Promise
    title: str
    url: str
    what: str
    from_name: str
    since: datetime
    figure: str
    proof: str
    photos: Sequence[UUID]
    is_failure: bool
    accept_url: str
    accept_word: str | Promise
    refuse_url: str
    refuse_word: str | Promise


_RESULT = (_("Duyệt"), "plans:return-submission", _("Trả lại"))
WAYS = {
    "ket_qua": Way(_("Kết quả"), "plans:accept-submission", *_RESULT),
    "bao_cao_thon": Way(_("Thôn báo"), "plans:accept-submission", *_RESULT),
    "gia_han": Way(
        _("Xin gia hạn"),
        "plans:decide-extension",
        _("Đồng ý"),
        "plans:decide-extension",
        _("Từ chối"),
    ),
    "ke_hoach": Way(
        _("Kế hoạch"), "plans:approve-plan", _("Duyệt"), "plans:return-plan", _("Trả lại")
    ),
}


def cards(decisions: Sequence[plans.Decision], back: str) -> list[DecisionCard]:
    """`back` is the page both buttons return to."""
    return [_card(each, WAYS[each.kind], back) for each in decisions]


def _card(decision: plans.Decision, way: Way, back: str) -> DecisionCard:
    refuse = {"next": back}
    if way.accept == way.refuse:
        refuse["granted"] = "0"
    return DecisionCard(
        kind=way.label,
        title=decision.title,
        url=decision.url,
        what=decision.what,
        from_name=decision.from_name,
        since=decision.since,
        figure=_figure(decision),
        proof=decision.proof,
        photos=decision.photo_ids,
        is_failure=decision.is_failure,
        accept_url=reverse(way.accept, args=[decision.id]),
        accept_word=_t("Ghi nhận") if decision.is_failure else way.accept_word,
        refuse_url=f"{reverse(way.refuse, args=[decision.id])}?{urlencode(refuse)}",
        refuse_word=way.refuse_word,
    )


def _figure(decision: plans.Decision) -> str:
    if decision.number is None:
        return ""
    return f"{write_number(decision.number)} {unit_in_a_sentence(decision.unit)}".strip()
