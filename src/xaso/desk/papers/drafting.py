"""From a kind, a period and a choice to a stored draft, and its figures anew."""

from __future__ import annotations

from datetime import date, datetime

from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext as _

from xaso.core.papers.actions import draft_paper
from xaso.core.papers.body import Body
from xaso.core.papers.models import OfficialPaper
from xaso.core.rights.actor import Actor

from .kinds import Ask, PaperKind
from .registry import kind_named


def draft(
    *, actor: Actor, kind: PaperKind, period: str, at: datetime, about: str = ""
) -> OfficialPaper:
    """An open draft of the same kind, period and choice is given back instead of a second one."""
    if kind.body is None:
        raise ValidationError(_("Bảng này in ngay, không lập thành văn bản có số."))
    ask = Ask(actor.commune, period, timezone.localdate(at), about)
    kind.check_period(period)
    kind.check_about(ask)
    waiting = OfficialPaper.objects.of(actor.commune).filter(
        kind=kind.code, period=period, about=about, state=OfficialPaper.State.DRAFT
    )
    found = waiting.order_by("-drafted_at").first()
    if found:
        return found
    return draft_paper(
        actor=actor,
        kind=kind.code,
        type_symbol=kind.type_symbol,
        title=kind.title(ask),
        period=period,
        about=about,
        body=kind.body(ask),
        basis_codes=kind.basis_codes,
        at=at,
    )


def fresh_body(paper: OfficialPaper, *, today: date) -> Body:
    kind = kind_named(paper.kind)
    if kind.body is None:
        raise ValidationError(_("Văn bản này không lập từ số liệu."))
    return kind.body(Ask(paper.commune, paper.period, today, paper.about))
