"""Công văn đôn đốc: the late tasks of one person, or of all, with what is to be answered."""

from __future__ import annotations

from collections.abc import Sequence
from uuid import UUID

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from xaso.core.papers.body import Body, Section, Typed
from xaso.core.papers.document import Annex, Column, FigureSentence, Items, Row, Source, Table
from xaso.desk.papers.kinds import Ask
from xaso.lib.dates import write_date
from xaso.modules.plans import public as plans

ALL = "tat-ca"


def chasing_letter(ask: Ask) -> Body:
    lead_id = None if ask.about == ALL else ask.about_id
    cards = plans.late_cards(ask.commune, ask.today, lead_id=lead_id)
    if not cards:
        raise ValidationError(_("Không còn việc quá hạn, không phải đôn đốc."))
    whys = plans.whys_of(ask.commune, cards, ask.today)
    names = sorted({card.lead_name for card in cards})
    said = _("Đến ngày %(day)s còn %(count)d việc quá hạn, nêu ở Phụ lục kèm theo.") % {
        "day": write_date(ask.today),
        "count": len(cards),
    }
    source = Source(label=_("xem việc"), url=cards[0].url)
    return Body(
        sections=(
            Section(
                code="mo-dau", heading="", blocks=(FigureSentence(text=said, sources=(source,)),)
            ),
            Section(
                code="yeu-cau",
                heading="",
                blocks=(Items(items=_demands(), mark="1."),),
                typed=(
                    Typed(
                        code="han-tra-loi",
                        label=_("Trả lời trước ngày"),
                        lead=_("Trả lời bằng văn bản trước ngày: "),
                    ),
                ),
            ),
        ),
        annexes=(_annex(cards, whys),),
        receivers=tuple(names),
        recipients=(_("Như trên"), _("Chủ tịch, các Phó Chủ tịch UBND xã")),
    )


def _demands() -> tuple[str, ...]:
    return (
        _("Thực hiện ngay các việc quá hạn, nộp kết quả kèm minh chứng."),
        _("Giải trình nguyên nhân chậm của từng việc, nêu ngày hoàn thành."),
        _("Vướng mắc vượt thẩm quyền thì đề xuất cách gỡ."),
    )


def _annex(cards: Sequence[plans.TaskCard], whys: dict[UUID, plans.RedRow]) -> Annex:
    table = Table(
        columns=(
            Column(title=_("Mã"), width=12, align="center"),
            Column(title=_("Nhiệm vụ"), width=36),
            Column(title=_("Chủ trì"), width=18),
            Column(title=_("Hạn"), width=11, align="center"),
            Column(title=_("Tình trạng"), width=16),
            Column(title=_("Vướng mắc"), width=22),
        ),
        rows=tuple(
            Row(
                cells=(
                    card.code,
                    card.title,
                    card.lead_name,
                    write_date(card.due_date) if card.due_date else None,
                    card.status,
                    whys[card.id].why if card.id in whys else card.hindrance,
                )
            )
            for card in cards
        ),
    )
    return Annex(title=_("Việc quá hạn"), landscape=True, blocks=(table,))
