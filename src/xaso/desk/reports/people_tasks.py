"""Danh sách nhiệm vụ theo người: what each person has open, to hand out and to tick."""

from __future__ import annotations

from django.utils.translation import gettext as _

from xaso.core.papers.document import Block, Column, GroupRow, Paragraph, Row, Sheet, Table
from xaso.desk.papers.kinds import Ask
from xaso.lib.dates import write_date
from xaso.modules.plans import public as plans


def people_tasks(ask: Ask) -> Sheet:
    people, left = plans.tasks_by_person(
        ask.commune, ask.today, ask.about_id if ask.about else None
    )
    return Sheet(
        body=("Ủy ban nhân dân", ask.commune.full_name),
        title=_("Danh sách nhiệm vụ theo người"),
        subtitle=_("Việc đang mở đến ngày %(day)s") % {"day": write_date(ask.today)},
        day=ask.today,
        blocks=_blocks(people, left),
        note=_("Số liệu lúc in. Việc gần hạn đứng trước."),
        landscape=True,
        one_page=False,
    )


def _blocks(people: tuple[plans.PersonTasks, ...], left: int) -> tuple[Block, ...]:
    if not people:
        return (Paragraph(text=_("Không có việc đang mở.")),)
    rows: list[Row | GroupRow] = []
    for person in people:
        rows.append(GroupRow(text=_heading(person)))
        rows += [_row(at, card) for at, card in enumerate(person.tasks, start=1)]
    table = Table(
        columns=(
            Column(title=_("TT"), width=5, align="center"),
            Column(title=_("Mã"), width=12, align="center"),
            Column(title=_("Nhiệm vụ"), width=40),
            Column(title=_("Nghiệm thu"), width=15),
            Column(title=_("Hạn"), width=11, align="center"),
            Column(title=_("Tình trạng"), width=15),
            Column(title=_("Vướng mắc"), width=20),
        ),
        rows=tuple(rows),
    )
    more = (Paragraph(text=_("Còn %(count)d việc nữa.") % {"count": left}),) if left else ()
    return (table, *more)


def _heading(person: plans.PersonTasks) -> str:
    if person.lead_id is None:
        name = _("Trưởng thôn, đơn vị chưa có tài khoản")
    else:
        name = ", ".join(part for part in (person.name, person.job_title) if part)
    return _("%(name)s: %(count)d việc") % {"name": name, "count": len(person.tasks)}


def _row(at: int, card: plans.TaskCard) -> Row:
    title = f"{card.title} ({card.lead_name})" if card.lead_id is None else card.title
    due = write_date(card.due_date) if card.due_date else _("lặp lại")
    return Row(cells=(at, card.code, title, card.follower_name, due, card.status, card.hindrance))
