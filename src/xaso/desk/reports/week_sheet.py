"""Bảng giao ban tuần: one A4 page for Monday morning."""

from __future__ import annotations

from datetime import timedelta

from django.utils.translation import gettext as _

from xaso.core.events.chain import head_of
from xaso.core.papers.document import Block, Column, Heading, Items, Paragraph, Row, Sheet, Table
from xaso.core.units.models import Commune
from xaso.desk.papers.kinds import Ask
from xaso.lib.chain import short_code
from xaso.lib.dates import write_date
from xaso.lib.numbers import write_number
from xaso.modules.plans import public as plans

MOST_ROWS = 22
MOST_DUE = 8
BLANK_LINES = 3


def week_sheet(ask: Ask) -> Sheet:
    monday = ask.days.first
    week = plans.week(ask.commune, monday, ask.today, MOST_ROWS)
    sunday = monday + timedelta(days=6)
    return Sheet(
        body=("Ủy ban nhân dân", ask.commune.full_name),
        title=_("Bảng giao ban tuần %(week)d") % {"week": monday.isocalendar().week},
        subtitle=_("Từ %(first)s đến %(last)s")
        % {"first": write_date(monday), "last": write_date(sunday)},
        day=ask.today,
        blocks=(_six_numbers(week), *_red(week), *_due(week), *_conclusions()),
        note=" ".join((_("Số liệu lúc in. Việc quá hạn đứng trước."), *_anchor(ask.commune))),
    )


def _anchor(commune: Commune) -> tuple[str, ...]:
    """A page that is filed every week pins the diary outside the machine."""
    head = head_of(commune)
    if not head.number:
        return ()
    words = {"number": write_number(head.number), "code": short_code(head.hash)}
    return (_("Mốc nhật ký: dòng %(number)s, mã %(code)s.") % words,)


def _six_numbers(week: plans.Week) -> Table:
    numbers = week.numbers
    share = f"{week.done_on_time}/{week.done}" if week.done else _("không có")
    return Table(
        columns=tuple(
            Column(title=title, align="center")
            for title in (
                _("Tổng số việc"),
                _("Xong tuần qua"),
                _("Đúng hạn tuần qua"),
                _("Quá hạn"),
                _("Sắp hạn"),
                _("Chờ duyệt"),
            )
        ),
        rows=(
            Row(
                cells=(
                    numbers.total,
                    week.done,
                    share,
                    numbers.late,
                    numbers.soon,
                    numbers.waiting,
                ),
                bold=True,
            ),
        ),
    )


def _red(week: plans.Week) -> tuple[Block, ...]:
    if not week.red:
        return (Paragraph(text=_("Không có việc quá hạn hoặc có nguy cơ.")),)
    table = Table(
        columns=(
            Column(title=_("TT"), width=5, align="center"),
            Column(title=_("Việc"), width=37),
            Column(title=_("Chủ trì"), width=16),
            Column(title=_("Hạn"), width=12, align="center"),
            Column(title=_("Vướng mắc, việc cần quyết"), width=30),
        ),
        rows=tuple(
            Row(cells=(at, row.task.title, row.task.lead_name, row.task.status, _why(row)))
            for at, row in enumerate(week.red, start=1)
        ),
    )
    return (table, *_left(week.numbers.red - len(week.red)))


def _why(row: plans.RedRow) -> str:
    """What the lead said is enough, unless somebody asked a leader for something."""
    return f"{row.why}. {row.decide}" if row.extension_id or row.villages else row.why


def _due(week: plans.Week) -> tuple[Block, ...]:
    if not week.due:
        return ()
    lines = tuple(
        f"{card.title} ({card.lead_name}, {write_date(card.due_date)})"
        for card in week.due[:MOST_DUE]
        if card.due_date
    )
    heading = Heading(text=_("Việc đến hạn trong tuần"), level="clause")
    return (heading, Items(items=lines), *_left(week.due_count - MOST_DUE))


def _left(count: int) -> tuple[Block, ...]:
    if count <= 0:
        return ()
    return (Paragraph(text=_("Còn %(count)d việc, xem phụ lục.") % {"count": count}),)


def _conclusions() -> tuple[Block, ...]:
    line = "." * 110
    return (
        Heading(text=_("Kết luận giao ban"), level="clause"),
        *(Paragraph(text=line) for _number in range(BLANK_LINES)),
    )
