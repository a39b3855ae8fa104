"""From a roadmap to the plan it becomes: goals, targets, tasks with four of the five "rõ"."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from uuid import UUID

from django.utils.translation import gettext as _

from xaso.core.rights.roles import all_roles
from xaso.lib.dates import month_bounds
from xaso.lib.worktime import Calendar
from xaso.modules.indicators.public import ItemMeasure
from xaso.modules.plans.public import GoalSketch, PlanSketch, TargetSketch, TaskSketch
from xaso.modules.roadmap.engine.tables import Block, BlockTask, Question, Tables

DAYS_A_WEEK = 5
WEEKS_TO_FIND_OUT = 2
VILLAGE_HEAD = "truong_thon"
MONTHS_A_QUARTER, MONTHS = 3, 12
LONGEST_TITLE = 200


@dataclass(frozen=True)
class Chosen:
    """A block that is to be done, in its quarter."""

    block: Block
    quarter: int
    is_alternative: bool


@dataclass(frozen=True)
class Around:
    """What the plan needs to know of the commune."""

    commune_name: str
    calendar: Calendar
    follower_id: UUID | None
    """Who accepts the results."""
    villages: tuple[UUID, ...]
    measures: Mapping[str, ItemMeasure]
    baselines: Mapping[str, Decimal]
    """The share in % of today, by the code of the indicator."""
    basis: tuple[str, ...] = ()


def sketch_of(
    tables: Tables,
    first_day: date,
    chosen: Sequence[Chosen],
    unknown: Sequence[str],
    around: Around,
) -> PlanSketch:
    targets = tuple(_targets(chosen, around, last_day(first_day)))
    known = frozenset(target.code for target in targets)
    return PlanSketch(
        title=_title(first_day, around),
        year=first_day.year,
        kind="nam" if first_day.month == 1 else "giai_doan",
        period_from=first_day,
        period_to=last_day(first_day),
        basis=around.basis,
        goals=tuple(_goals(chosen)),
        targets=targets,
        tasks=(
            *(_to_find_out(tables.questions[code], first_day, around) for code in unknown),
            *(
                _task(each, task, known, first_day, around)
                for each in chosen
                for task in tables.tasks_of(each.block.code, is_alternative=each.is_alternative)
            ),
        ),
    )


def last_day(first_day: date) -> date:
    """Of the four quarters that begin on `first_day`."""
    return quarter_start(first_day, 5) - timedelta(days=1)


def quarter_start(first_day: date, quarter: int) -> date:
    """`quarter` counts from 1 at `first_day`."""
    months = first_day.month - 1 + (quarter - 1) * MONTHS_A_QUARTER
    return month_bounds(first_day.year + months // MONTHS, months % MONTHS + 1)[0]


def due_day(calendar: Calendar, start: date, weeks: int) -> date:
    """So many working weeks after the first working day on or after `start`."""
    day = start if calendar.is_working_day(start) else calendar.next_working_day(start)
    for _day in range(weeks * DAYS_A_WEEK):
        day = calendar.next_working_day(day)
    return day


def place_of(block: Block) -> str:
    """Where a task stands in the plan; by it the tasks of a block are found again."""
    return _("Viên gạch %(code)s: %(name)s") % {"code": block.code, "name": block.name}


def target_code(item: str) -> str:
    return f"LT {item}"


def _title(first_day: date, around: Around) -> str:
    words = {"year": first_day.year, "commune": around.commune_name}
    if first_day.month == 1:
        return _("Kế hoạch chuyển đổi số năm %(year)d %(commune)s (theo lộ trình)") % words
    return _("Kế hoạch chuyển đổi số bốn quý từ tháng %(month)d năm %(year)d %(commune)s") % {
        **words,
        "month": first_day.month,
    }


def _goals(chosen: Sequence[Chosen]) -> Iterator[GoalSketch]:
    """One for each pillar: the blocks that stand at the end of the year."""
    pillars = dict.fromkeys(each.block.pillar for each in chosen)
    for pillar in pillars:
        names = [each.block.name for each in chosen if each.block.pillar == pillar]
        yield GoalSketch(pillar, _("Đến cuối kỳ đã có: %(names)s.") % {"names": "; ".join(names)})


def _targets(chosen: Sequence[Chosen], around: Around, by_date: date) -> Iterator[TargetSketch]:
    """What the blocks move and somebody counts. A number nobody has set is left to people."""
    pillar_of = {
        item: each.block.pillar for each in reversed(chosen) for item in each.block.indicators
    }
    for item, measure in around.measures.items():
        if item in pillar_of and measure.value_code and measure.base_code:
            yield TargetSketch(
                pillar=pillar_of[item],
                code=target_code(item),
                name=measure.name,
                unit="%",
                by_date=by_date,
                baseline=around.baselines.get(item),
                target=measure.target_percent,
                value_code=measure.value_code,
                base_code=measure.base_code,
                note=_("Mục %(item)s của bộ chỉ số tham khảo") % {"item": item},
            )


def _task(
    chosen: Chosen, task: BlockTask, known: frozenset[str], first_day: date, around: Around
) -> TaskSketch:
    by_villages = task.role == VILLAGE_HEAD and bool(around.villages)
    codes = [target_code(item) for item in chosen.block.indicators]
    start = quarter_start(first_day, chosen.quarter)
    return TaskSketch(
        pillar=chosen.block.pillar,
        title=task.title,
        product=task.product,
        evidence_kind=task.evidence,
        evidence_count=task.count,
        due=due_day(around.calendar, start, task.weeks),
        follower_id=around.follower_id,
        target_code=next((code for code in codes if code in known), ""),
        place=place_of(chosen.block),
        villages=around.villages if by_villages else (),
        lead_unit=all_roles()[task.role].label,
        source_kind="tu_de_xuat",
    )


def _to_find_out(question: Question, first_day: date, around: Around) -> TaskSketch:
    title = _("Tìm hiểu và ghi lại: %(question)s") % {"question": question.text}
    return TaskSketch(
        pillar="nhan_thuc",
        title=title[:LONGEST_TITLE],
        product=_("Câu trả lời có nguồn"),
        evidence_kind="tep",
        due=due_day(around.calendar, first_day, WEEKS_TO_FIND_OUT),
        follower_id=around.follower_id,
        place=_("Khảo sát lộ trình, câu còn chưa biết"),
        lead_unit=all_roles()["cong_chuc"].label,
        source_kind="tu_de_xuat",
    )
