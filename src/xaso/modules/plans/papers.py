"""Papers that come out of the work itself: biên bản bàn giao, thông báo kết luận."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime
from itertools import groupby
from uuid import UUID

from django.conf import settings
from django.utils import timezone, translation
from django.utils.translation import gettext as _

from xaso.core.papers.actions import draft_paper
from xaso.core.papers.body import Body, Section
from xaso.core.papers.document import Block, Column, GroupRow, Items, Paragraph, Row, Table
from xaso.core.papers.models import OfficialPaper
from xaso.core.people.leaving import keepers_of
from xaso.core.rights.actor import Actor
from xaso.core.units.models import Commune
from xaso.lib.dates import paper_date, write_date

from .cards import lead_name
from .models import Handover, HandoverItem, Task

MINUTES, CONCLUSIONS = "bien-ban-ban-giao", "thong-bao-ket-luan"
ACCOUNTS_LEFT_TO_WRITE = 3


def minutes_of(
    actor: Actor, handover: Handover, items: Sequence[HandoverItem], at: datetime
) -> OfficialPaper:
    """Drafted once; afterwards the same paper is given back."""
    known = _paper_about(actor, MINUTES, handover.pk)
    if known:
        return known
    with translation.override(settings.LANGUAGE_CODE):
        body = _minutes(handover, items, told_of(actor.commune, handover))
        title = _("Bàn giao công việc của %(name)s") % {"name": handover.from_account.full_name}
    return draft_paper(
        actor=actor,
        kind=MINUTES,
        type_symbol="BB",
        title=title,
        body=body,
        period=str(handover.at.year),
        subject_id=handover.pk,
        at=at,
    )


def notice_of_conclusions(
    actor: Actor, meeting: str, day: date, tasks: Sequence[Task], at: datetime
) -> OfficialPaper:
    """`tasks` in the order the conclusions were spoken."""
    with translation.override(settings.LANGUAGE_CODE):
        body = _conclusions(meeting, day, tasks)
        title = _("Kết luận %(meeting)s ngày %(day)s") % {
            "meeting": _uncapital(meeting), "day": write_date(day),
        }  # fmt: skip
    return draft_paper(
        actor=actor,
        kind=CONCLUSIONS,
        type_symbol="TB",
        title=title,
        body=body,
        period=str(day.year),
        subject_id=tasks[0].pk if tasks else None,
        at=at,
    )


def _paper_about(actor: Actor, kind: str, subject_id: UUID) -> OfficialPaper | None:
    rows = OfficialPaper.objects.of(actor.commune).filter(kind=kind, subject_id=subject_id)
    return rows.exclude(state=OfficialPaper.State.VOID).order_by("-drafted_at").first()


def told_of(commune: Commune, handover: Handover) -> list[str]:
    """What went over beside the work: accounts on systems of others, named without login."""
    return [line for keeper in keepers_of(commune) for line in keeper.told(commune, handover.pk)]


def _minutes(handover: Handover, items: Sequence[HandoverItem], also: Sequence[str]) -> Body:
    takers = sorted({item.to.full_name for item in items})
    day = paper_date(timezone.localdate(handover.at))
    who: tuple[Block, ...] = (
        Paragraph(text=_("Hôm nay, %(day)s, các bên cùng bàn giao công việc.") % {"day": day}),
        Paragraph(lead=_("Bên giao: "), text=_named(handover.from_account)),
        Paragraph(lead=_("Bên nhận: "), text="; ".join(takers) or _("không có việc phải nhận")),
        Paragraph(lead=_("Lý do: "), text=handover.reason),
    )
    closed = (
        _("Tài khoản của bên giao trên Xã Số đã khóa lúc bàn giao; việc đã làm vẫn ghi tên cũ.")
        if handover.closes_account
        else _("Tài khoản của bên giao trên Xã Số vẫn dùng.")
    )
    return Body(
        sections=(
            Section(code="cac-ben", heading="", blocks=who),
            Section(code="viec", heading=_("I. VIỆC BÀN GIAO"), blocks=(_items_table(items),)),
            Section(
                code="tai-khoan",
                heading=_("II. TÀI KHOẢN, TÀI SẢN, HỒ SƠ GIẤY"),
                blocks=(
                    Paragraph(text=closed),
                    Paragraph(
                        text=_("Tài khoản ở hệ thống khác (không ghi mật khẩu), máy móc, hồ sơ:")
                    ),
                    Items(items=(*also, *("…",) * ACCOUNTS_LEFT_TO_WRITE)),
                ),
            ),
            Section(
                code="ket-thuc",
                heading="",
                blocks=(
                    Paragraph(
                        text=_("Biên bản lập thành 03 bản, mỗi bên giữ một bản, lưu một bản.")
                    ),
                ),
            ),
        ),
        recipients=(_("Bên giao, bên nhận"),),
    )


def _items_table(items: Sequence[HandoverItem]) -> Block:
    if not items:
        return Paragraph(text=_("Không có việc đang mở."))
    rows: list[Row | GroupRow] = []
    number = 0
    for post, group in groupby(items, lambda item: item.post):
        rows.append(GroupRow(text=str(HandoverItem.Post(post).label).capitalize()))
        for item in group:
            number += 1
            rows.append(
                Row(cells=(number, f"{item.code} {item.title}".strip(), item.status,
                           item.due_date or "", item.file_count, item.to.full_name))
            )  # fmt: skip
    return Table(
        columns=(
            Column(title=_("TT"), width=6, align="center"),
            Column(title=_("Nội dung"), width=40),
            Column(title=_("Tình trạng"), width=18),
            Column(title=_("Hạn"), width=12, align="center"),
            Column(title=_("Minh chứng"), width=10, align="center"),
            Column(title=_("Bên nhận"), width=18),
        ),
        rows=tuple(rows),
    )


def _conclusions(meeting: str, day: date, tasks: Sequence[Task]) -> Body:
    opening = _(
        "%(day)s, lãnh đạo xã chủ trì %(meeting)s. Sau khi nghe các bộ phận báo cáo, chủ trì cuộc"
        " họp kết luận và giao việc như sau:"
    ) % {"day": paper_date(day).capitalize(), "meeting": _uncapital(meeting)}
    return Body(
        sections=(
            Section(code="mo-dau", heading="", blocks=(Paragraph(text=opening),)),
            Section(
                code="ket-luan",
                heading="",
                blocks=(Items(items=tuple(_conclusion(task) for task in tasks), mark="1."),),
            ),
            Section(
                code="to-chuc",
                heading="",
                blocks=(
                    Paragraph(
                        text=_(
                            "Yêu cầu các bộ phận, các thôn thực hiện đúng hạn, nộp kết quả kèm minh"
                            " chứng; Văn phòng theo dõi, đôn đốc."
                        )
                    ),
                ),
            ),
        ),
        recipients=(_("Như thành phần họp"), _("Các thôn")),
    )


def _conclusion(task: Task) -> str:
    who = lead_name(task) or task.lead_unit_text
    facts = [
        _("chủ trì: %(who)s") % {"who": who} if who else "",
        _("hạn %(day)s") % {"day": write_date(task.due_date)} if task.due_date else "",
    ]
    told = ", ".join(fact for fact in facts if fact)
    return f"{task.title} ({told})." if told else f"{task.title}."


def _named(account: object) -> str:
    post = getattr(account, "job_title", "")
    return f"{account}, {post}" if post else str(account)


def _uncapital(words: str) -> str:
    return words[:1].lower() + words[1:]
