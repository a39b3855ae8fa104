"""A roadmap is proposed from a finished survey; a person may move its blocks, saying why."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import asdict
from datetime import date, datetime
from decimal import Decimal
from typing import Any
from uuid import UUID

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from xaso.core.events.record import record
from xaso.core.rights.actor import Actor
from xaso.modules.indicators import public as indicators
from xaso.modules.roadmap.catalogue import tables
from xaso.modules.roadmap.engine.recommend import Line, recommend
from xaso.modules.roadmap.models import Roadmap, RoadmapLine, Survey
from xaso.modules.roadmap.queries.known import PACK, year_of
from xaso.modules.roadmap.queries.surveys import answers_of, facts_of

TO_DO, TAKEN_OUT = RoadmapLine.State.LAM, RoadmapLine.State.BO_RA


@transaction.atomic
def propose_roadmap(*, actor: Actor, survey_id: UUID, first_day: date, at: datetime) -> Roadmap:
    """Worked out from the answers and the open points of the reference indicators of today."""
    actor.must("roadmap.write")
    survey = Survey.objects.of(actor.commune).get(pk=survey_id)
    if survey.finished_at is None:
        raise ValidationError(_("Trả lời xong khảo sát rồi mới lập lộ trình."))
    if (first_day.month % 3, first_day.day) != (1, 1):
        raise ValidationError({"first_day": _("Lộ trình bắt đầu từ ngày đầu của một quý.")})
    today = timezone.localdate(at)
    rows = indicators.item_points(actor.commune, PACK, year_of(today), today)
    points = {row.code: row.open for row in rows}
    facts = facts_of(answers_of(survey))
    facts |= {f"item:{row.code}": row.percent for row in rows if row.percent is not None}
    found = recommend(tables(), facts, points)
    roadmap = Roadmap.objects.create(
        commune=actor.commune,
        survey=survey,
        first_day=first_day,
        edition=tables().limits.edition,
        level=found.profile.level,
        facts=_written(facts),
        points=_written(points),
        made_by=actor.account_id,
        made_at=at,
    )
    RoadmapLine.objects.bulk_create(_line(roadmap, line) for line in found.lines)
    record("roadmap.roadmap.proposed", actor=actor, subject_id=roadmap.pk, level=roadmap.level)
    return roadmap


@transaction.atomic
def move_block(
    *, actor: Actor, roadmap_id: UUID, block: str, quarter: int, sentence: str, at: datetime
) -> RoadmapLine:
    """Into a quarter, or out of the roadmap with 0. The sentence stands beside the block."""
    actor.must("roadmap.write")
    roadmap = not_written(actor, roadmap_id)
    lines = {line.block: line for line in roadmap.lines.all()}
    if block not in lines:
        raise RoadmapLine.DoesNotExist(block)
    line = lines[block]
    if not sentence.strip():
        raise ValidationError({"sentence": _("Ghi một câu: vì sao chuyển.")})
    if quarter:
        _must_fit(lines.values(), line, quarter)
    _must_keep_order(lines, line, quarter)
    line.state = TO_DO if quarter else TAKEN_OUT
    line.quarter, line.order = quarter, _last_order(lines.values(), quarter)
    line.person_reason, line.moved_at = sentence.strip(), at
    line.version += 1
    line.save()
    record("roadmap.block.moved", actor=actor, subject_id=roadmap.pk, block=block, quarter=quarter)
    return line


def not_written(actor: Actor, roadmap_id: UUID) -> Roadmap:
    """Locked, and still open to changes."""
    roadmap = Roadmap.objects.of(actor.commune).select_for_update().get(pk=roadmap_id)
    if roadmap.is_written:
        raise ValidationError(_("Lộ trình này đã lập thành kế hoạch. Sửa tiếp ở kế hoạch."))
    return roadmap


def _must_fit(lines: Iterable[RoadmapLine], line: RoadmapLine, quarter: int) -> None:
    most = tables().limits.most_per_quarter
    if not 1 <= quarter <= tables().limits.quarters:
        raise ValidationError({"quarter": _("Chọn một trong bốn quý.")})
    others = [each for each in lines if each.quarter == quarter and each.pk != line.pk]
    if len(others) >= most:
        raise ValidationError(
            {
                "quarter": _("Quý này đã có %(most)d viên gạch. Bỏ ra một viên trước.")
                % {"most": most}
            }
        )


def _must_keep_order(lines: dict[str, RoadmapLine], line: RoadmapLine, quarter: int) -> None:
    """What it needs comes no later, what needs it no earlier."""
    blocks = tables().blocks
    before = [lines[code] for code in blocks[line.block].prerequisites if code in lines]
    late = [each for each in before if quarter and each.state == TO_DO and each.quarter > quarter]
    if quarter:
        late += [each for each in before if each.state in LEFT_OUT]
    after = [each for each in lines.values() if line.block in blocks[each.block].prerequisites]
    early = [
        each for each in after if each.state == TO_DO and (not quarter or each.quarter < quarter)
    ]
    if late:
        raise ValidationError(
            {"quarter": _("Phải làm trước: %(names)s.") % {"names": _names(late)}}
        )
    if early:
        raise ValidationError(
            {"quarter": _("Đang chờ viên gạch này: %(names)s. Chuyển các viên đó trước.")
             % {"names": _names(early)}}
        )  # fmt: skip


LEFT_OUT = (TAKEN_OUT, RoadmapLine.State.CHUA_NEN, RoadmapLine.State.DE_SAU)


def _names(lines: Iterable[RoadmapLine]) -> str:
    return ", ".join(f"{line.block} {tables().blocks[line.block].name}" for line in lines)


def _last_order(lines: Iterable[RoadmapLine], quarter: int) -> int:
    if not quarter:
        return 0
    return max((line.order for line in lines if line.quarter <= quarter), default=0) + 1


def _line(roadmap: Roadmap, line: Line) -> RoadmapLine:
    return RoadmapLine(
        commune=roadmap.commune,
        roadmap=roadmap,
        block=line.block,
        state=line.state,
        quarter=line.quarter,
        order=line.order,
        is_alternative=line.is_alternative,
        proposed_quarter=line.quarter,
        reasons=_reasons(line),
    )


def _reasons(line: Line) -> dict[str, Any]:
    told: dict[str, Any] = {
        "lacks": [[each.resource, each.wanted, _text(each.have)] for each in line.lacks],
        "waits_for": line.waits_for,
        "opens": line.opens,
        "traits": line.traits,
        "items": line.items,
        "points": _text(line.points),
        "ratio": _text(line.ratio),
        "needs_money": line.needs_money,
        "above_level": line.above_level,
        "because": [
            {**asdict(each.term), "sign": each.sign, "number": _text(each.number)}
            for each in line.because
        ],
    }
    return {name: value for name, value in told.items() if value not in ([], (), False, None)}


def _written(numbers: dict[str, Decimal]) -> dict[str, str]:
    return {code: f"{number:f}" for code, number in sorted(numbers.items())}


def _text(number: Decimal | None) -> str | None:
    return None if number is None else f"{number:f}"
