"""Báo cáo tháng: every sentence from data, each with the address of the rows it counts."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import timedelta

from django.urls import reverse
from django.utils.translation import gettext as _

from xaso.core.figures import Period
from xaso.core.papers.body import Body, Section
from xaso.core.papers.document import Block, FigureSentence, Items, Paragraph, Source
from xaso.desk.papers.kinds import Ask
from xaso.lib.dates import month_bounds
from xaso.lib.numbers import write_number
from xaso.modules.indicators import public as indicators
from xaso.modules.plans import public as plans

from .month_annexes import annexes

MOST_CAUSES = 8
MOST_MOVES = 6


@dataclass(frozen=True)
class MonthFacts:
    """This month and the one before, read once for all sections."""

    ask: Ask
    now: plans.Month
    before: plans.Month
    states: list[indicators.TargetState]
    states_before: dict[str, indicators.TargetState]
    red: tuple[plans.RedRow, ...]
    villages: tuple[plans.VillageNumbers, ...]


def month_report(ask: Ask) -> Body:
    facts = read(ask)
    return Body(
        sections=(
            Section(
                code="ket-qua",
                heading=_("I. KẾT QUẢ THỰC HIỆN"),
                blocks=(*_tasks(facts), *_targets(facts)),
            ),
            Section(
                code="so-sanh",
                heading=_("II. SO VỚI THÁNG TRƯỚC"),
                blocks=tuple(_comparison(facts)),
            ),
            Section(
                code="ton-tai",
                heading=_("III. TỒN TẠI VÀ NGUYÊN NHÂN"),
                blocks=tuple(_causes(facts)),
            ),
            Section(
                code="kien-nghi",
                heading=_("IV. KIẾN NGHỊ"),
                blocks=tuple(_proposals(facts)),
            ),
        ),
        annexes=annexes(facts.states, facts.now, facts.villages),
        recipients=(
            _("UBND tỉnh (báo cáo)"),
            _("Thường trực Đảng ủy, HĐND xã"),
            _("Các phòng, đơn vị, các thôn"),
        ),
    )


def read(ask: Ask) -> MonthFacts:
    days = ask.days
    earlier = _month_before(days)
    year, as_of = days.first.year, min(days.last, ask.today)
    before = indicators.target_states(ask.commune, year, earlier.last)
    return MonthFacts(
        ask=ask,
        now=plans.month(ask.commune, days, ask.today),
        before=plans.month(ask.commune, earlier, ask.today),
        states=list(indicators.target_states(ask.commune, year, as_of)),
        states_before={state.target.code: state for state in before},
        red=plans.red_rows(ask.commune, ask.today) if ask.today in days else (),
        villages=plans.village_task_counts(ask.commune, ask.today),
    )


def _month_before(days: Period) -> Period:
    last = days.first - timedelta(days=1)
    return Period(*month_bounds(last.year, last.month))


def _tasks(facts: MonthFacts) -> Iterator[Block]:
    now = facts.now
    source = Source(label=_("xem việc"), url=reverse("plans:plans"))
    words = {
        "given": now.given,
        "done": now.done,
        "on_time": now.done_on_time,
        "open": now.open_at_end,
        "late": now.late_at_end,
    }
    yield FigureSentence(
        text=_(
            "Trong kỳ giao %(given)s việc, hoàn thành %(done)s việc, trong đó %(on_time)s việc"
            " đúng hạn. Đến cuối kỳ còn %(open)s việc đang làm, %(late)s việc quá hạn."
        )
        % words,
        sources=(source,),
    )
    by_pillar = tuple(
        _("%(pillar)s: xong %(done)s việc, quá hạn %(late)s việc")
        % {"pillar": row.label, "done": row.done, "late": row.late}
        for row in now.by_pillar
        if row.done or row.late
    )
    if by_pillar:
        yield Items(items=by_pillar)


def _targets(facts: MonthFacts) -> Iterator[Block]:
    states = facts.states
    if not states:
        yield Paragraph(text=_("Kế hoạch năm chưa có chỉ tiêu."))
        return
    source = Source(label=_("xem chỉ tiêu"), url=reverse("indicators:targets"))
    text = _(
        "Theo kế hoạch năm, đạt %(met)s/%(all)s chỉ tiêu; %(on_track)s chỉ tiêu đúng tiến độ;"
        " %(risk)s chỉ tiêu có nguy cơ không đạt; %(gap)s chỉ tiêu chưa có số liệu."
    ) % {
        "all": len(states),
        "met": _count(states, "met"),
        "on_track": _count(states, "on_track"),
        "risk": _count(states, "at_risk"),
        "gap": _count(states, "gap"),
    }
    yield FigureSentence(text=text, sources=(source,))
    counted = [state for state in states if state.target.per_village and state.now.number]
    for state in counted:
        target = state.target
        yield FigureSentence(
            text=_("%(name)s: %(number)s theo số các thôn gửi đã duyệt, mức phải đạt %(target)s.")
            % {
                "name": target.name,
                "number": state.number_text,
                "target": write_number(target.target),
            },
            sources=(
                Source(label=target.code, url=reverse("indicators:target", args=[target.id])),
            ),
        )


def _comparison(facts: MonthFacts) -> Iterator[Block]:
    now, before = facts.now, facts.before
    yield FigureSentence(
        text=_(
            "Hoàn thành %(done)s việc (tháng trước %(done_before)s); quá hạn cuối kỳ %(late)s"
            " việc (tháng trước %(late_before)s)."
        )
        % {
            "done": now.done,
            "done_before": before.done,
            "late": now.late_at_end,
            "late_before": before.late_at_end,
        },
        sources=(),
    )
    moves = tuple(_moves(facts))
    if moves:
        yield Items(items=moves[:MOST_MOVES])
    else:
        yield Paragraph(text=_("Các chỉ tiêu chưa có thay đổi so với tháng trước."))


def _moves(facts: MonthFacts) -> Iterator[str]:
    for state in facts.states:
        earlier = facts.states_before.get(state.target.code)
        if earlier is None or state.now.number is None or earlier.now.number is None:
            continue
        words = {
            "name": state.target.name,
            "before": earlier.number_text,
            "now": state.number_text,
        }
        if state.now.number > earlier.now.number:
            yield _("%(name)s: từ %(before)s lên %(now)s") % words
        elif state.now.number < earlier.now.number:
            yield _("%(name)s: từ %(before)s xuống %(now)s") % words


def _causes(facts: MonthFacts) -> Iterator[Block]:
    if facts.red:
        yield Items(
            items=tuple(
                f"{row.task.title} ({row.task.lead_name}, {row.task.status}): {row.why}"
                for row in facts.red[:MOST_CAUSES]
            )
        )
    elif facts.now.late_rows:
        yield Items(
            items=tuple(
                f"{card.title} ({card.lead_name})" for card in facts.now.late_rows[:MOST_CAUSES]
            )
        )
    else:
        yield Paragraph(text=_("Không có việc quá hạn ở cuối kỳ."))
    missing = [state.target.name for state in facts.states if state.state == "gap"]
    if missing:
        yield FigureSentence(
            text=_("Chưa có số liệu của %(count)s chỉ tiêu: %(names)s.")
            % {"count": len(missing), "names": "; ".join(missing)},
            sources=(Source(label=_("xem"), url=reverse("indicators:targets")),),
        )


def _proposals(facts: MonthFacts) -> Iterator[Block]:
    lines = [f"{row.task.title}: {_lower(row.decide)}" for row in facts.red if row.decide][
        :MOST_CAUSES
    ]
    lines += [
        _("%(name)s: tập trung trong các tuần còn lại. %(why)s")
        % {"name": state.target.name, "why": state.why}
        for state in facts.states
        if state.state == "at_risk"
    ]
    if lines:
        yield Items(items=tuple(lines))
    else:
        yield Paragraph(text=_("Không có kiến nghị từ số liệu."))


def _count(states: list[indicators.TargetState], state: str) -> int:
    return sum(each.state == state for each in states)


def _lower(text: str) -> str:
    return text[:1].lower() + text[1:]
