"""The lines of "Việc của tôi": each says what it is, where it stands, and the one thing to press."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from uuid import UUID

from django.urls import reverse
from django.utils.translation import gettext as _

from xaso.core.ui.templatetags.xaso import vn_day
from xaso.modules.plans import public as plans


@dataclass(frozen=True)
class Line:
    name: str
    url: str
    state: str
    """A state of core.ui.states."""
    word: str
    text: str = ""
    tone: str = ""
    action: str = ""
    action_url: str = ""


def urgent(todo: plans.TasksToDo) -> list[Line]:
    """Late first, then what came back, what others wait for, and what is due today."""
    returned = [card for card in todo.returned if not card.days_late]
    back = {card.id for card in todo.returned}
    due_today = [card for card in todo.today if card.id not in back]
    return [
        *(_late(card, todo.returned_why) for card in _worst_first(todo.overdue)),
        *(_returned(card, todo.returned_why[card.id]) for card in returned),
        *(_to_decide(decision) for decision in todo.waiting_for_me),
        *(_due_today(card) for card in due_today),
    ]


def to_explain(chased: plans.Chased) -> list[Line]:
    """Somebody waits for an answer, so it stands first."""
    return [
        Line(
            name=each.title,
            url=each.url,
            state="late",
            word=_("Phải giải trình"),
            text=each.question or _("Vì sao quá hạn %(day)s") % {"day": vn_day(each.due_date)},
            tone="bad",
            action=_("Giải trình"),
            action_url=each.url,
        )
        for each in chased.to_explain
    ]


def reminded(chased: plans.Chased) -> list[Line]:
    return [
        Line(name=each.title, url=each.url, state="soon", word=each.words, text=each.code)
        for each in chased.reminded
    ]


def urgent_count(todo: plans.TasksToDo) -> int:
    """Of all of them, also those no line is made for. A returned task that is late or due today is
    counted once."""
    back = {card.id for card in todo.returned}
    returned = sum(not card.days_late for card in todo.returned)
    today = todo.counts.today - sum(card.id in back for card in todo.today)
    return todo.counts.overdue + returned + todo.counts.waiting + today


def plain(cards: Iterable[plans.TaskCard], *, with_lead: bool = False) -> list[Line]:
    return [
        Line(
            name=card.title,
            url=card.url,
            state=plans.chip_of(card),
            word=card.status,
            text=_facts(card, with_lead=with_lead),
            tone="bad" if card.days_late else "",
        )
        for card in cards
    ]


def changes(todo: plans.TasksToDo) -> list[Line]:
    return [
        Line(
            name=change.task.title,
            url=change.task.url,
            state=plans.chip_of(change.task),
            word=change.what,
            text=_facts(change.task, with_lead=True),
        )
        for change in todo.changed
    ]


def _worst_first(cards: Sequence[plans.TaskCard]) -> list[plans.TaskCard]:
    return sorted(cards, key=lambda card: -card.days_late)


def _late(card: plans.TaskCard, returned_why: Mapping[UUID, str]) -> Line:
    why = card.hindrance
    if card.id in returned_why:
        why = _("Bị trả lại: %(why)s") % {"why": returned_why[card.id]}
    return Line(
        name=card.title,
        url=card.url,
        state="late",
        word=card.status,
        text=" · ".join(part for part in (_facts(card), why) if part),
        tone="bad",
        action=_("Nộp minh chứng"),
        action_url=_submit(card),
    )


def _returned(card: plans.TaskCard, why: str) -> Line:
    return Line(
        name=card.title,
        url=card.url,
        state="returned",
        word="",
        text=_("%(why)s · hạn %(day)s") % {"why": why, "day": _day(card)},
        tone="warn",
        action=_("Nộp lại"),
        action_url=_submit(card),
    )


def _to_decide(decision: plans.Decision) -> Line:
    return Line(
        name=decision.title,
        url=decision.url,
        state="review",
        word=_("Chờ tôi duyệt"),
        text=_("%(who)s · %(what)s") % {"who": decision.from_name, "what": decision.what},
        action=_("Xem và duyệt"),
        action_url=decision.url,
    )


def _due_today(card: plans.TaskCard) -> Line:
    return Line(
        name=card.title,
        url=card.url,
        state="soon",
        word=_("Hạn hôm nay"),
        text=_facts(card),
        tone="warn",
        action=_("Nộp minh chứng"),
        action_url=_submit(card),
    )


def _facts(card: plans.TaskCard, *, with_lead: bool = False) -> str:
    """NV-2026-012 · Hoàng Thị Lan · hạn 24/11/2026 · minh chứng 1/2."""
    facts = [card.code, card.lead_name if with_lead else "", _due(card), _proof(card)]
    return " · ".join(fact for fact in facts if fact)


def _due(card: plans.TaskCard) -> str:
    return _("hạn %(day)s") % {"day": _day(card)} if card.due_date else ""


def _proof(card: plans.TaskCard) -> str:
    if card.is_led_by_villages:
        return _("%(done)s/%(all)s thôn xong") % {
            "done": card.villages_done,
            "all": card.village_count,
        }
    if card.state not in {"chua_bat_dau", "dang_lam"}:
        return ""
    return _("minh chứng %(given)s/%(wanted)s") % {
        "given": card.evidence_given,
        "wanted": card.evidence_count,
    }


def _day(card: plans.TaskCard) -> str:
    return vn_day(card.due_date)


def _submit(card: plans.TaskCard) -> str:
    return reverse("plans:submit-evidence", args=[card.id])
