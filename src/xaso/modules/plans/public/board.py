"""The leader's board: who is late, which village, why, and what there is to decide."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.utils.translation import gettext as _

from xaso.core.units.models import Commune
from xaso.lib.dates import write_date
from xaso.modules.plans.cards import TaskCard, card_of
from xaso.modules.plans.lists import reason_label
from xaso.modules.plans.models import (
    RUNNING,
    Extension,
    ExtensionResult,
    Submission,
    Task,
    TaskVillage,
    VillageState,
)
from xaso.modules.plans.queries.counts import (
    TaskNumbers,
    VillageNumbers,
    task_numbers,
    village_numbers,
)
from xaso.modules.plans.queries.lists import red_first

MOST_RED = 30


@dataclass(frozen=True)
class LaggingVillage:
    village_id: UUID
    name: str
    why: str
    """"chưa báo", or the reason the village gave, or "bị trả lại"."""


@dataclass(frozen=True)
class RedRow:
    task: TaskCard
    villages: tuple[LaggingVillage, ...]
    why: str
    decide: str
    """What a leader has to decide, in words; empty when there is nothing but to chase."""
    extension_id: UUID | None


@dataclass(frozen=True)
class Board:
    numbers: TaskNumbers
    villages: tuple[VillageNumbers, ...]
    red: tuple[RedRow, ...]


def board(commune: Commune, today: date) -> Board:
    return Board(
        numbers=task_numbers(commune, today),
        villages=tuple(village_numbers(commune, today)),
        red=red_rows(commune, today),
    )


def village_task_counts(commune: Commune, today: date) -> tuple[VillageNumbers, ...]:
    return tuple(village_numbers(commune, today))


def red_rows(commune: Commune, today: date, limit: int = MOST_RED) -> tuple[RedRow, ...]:
    """Late tasks and tasks at risk, earliest due date first; four queries however many."""
    running = Task.objects.of(commune).for_rows().filter(state_order=RUNNING)
    tasks = [
        task
        for task in red_first(running, today, "", limit).rows
        if card_of(task, today).colour == "red"
    ]
    villages = _lagging(tasks)
    asked = {
        row.task_id: row
        for row in Extension.objects.filter(task__in=tasks, result=ExtensionResult.CHO)
    }
    returned = _last_returned(tasks)
    return tuple(
        _row(task, villages.get(task.pk, ()), asked.get(task.pk), returned, today)
        for task in tasks
    )


def _row(
    task: Task,
    villages: Sequence[LaggingVillage],
    asked: Extension | None,
    returned: dict[UUID, str],
    today: date,
) -> RedRow:
    return RedRow(
        task=card_of(task, today),
        villages=tuple(villages),
        why=_why(task, villages, returned.get(task.pk, "")),
        decide=_decide(task, villages, asked),
        extension_id=asked.pk if asked else None,
    )


def _why(task: Task, villages: Sequence[LaggingVillage], returned: str) -> str:
    """The lead's own words first, then what the rows show."""
    if task.hindrance:
        return task.hindrance
    if returned:
        return _("Kết quả bị trả lại: %(reason)s") % {"reason": returned}
    if villages:
        reasons = Counter(village.why for village in villages).most_common(3)
        return "; ".join(
            _("%(count)s thôn %(why)s") % {"count": count, "why": why} for why, count in reasons
        )
    if task.progress == 0:
        return _("Chưa bắt đầu, chưa báo vướng mắc")
    return _("Mới đạt %(progress)s %%, chưa báo vướng mắc") % {"progress": task.progress}


def _decide(task: Task, villages: Sequence[LaggingVillage], asked: Extension | None) -> str:
    if asked:
        return _("Cho gia hạn đến %(day)s hay không") % {"day": write_date(asked.to_date)}
    if any(village.why not in {_not_reported(), _sent_back()} for village in villages):
        return _("Gỡ lý do các thôn nêu, hoặc cho dừng việc")
    if task.hindrance:
        return _("Gỡ vướng mắc người chủ trì nêu")
    return ""


def _lagging(tasks: Sequence[Task]) -> dict[UUID, list[LaggingVillage]]:
    rows = (
        TaskVillage.objects.filter(task__in=tasks)
        .exclude(state__in=[VillageState.CHAP_NHAN, VillageState.DA_GUI])
        .select_related("village")
        .order_by("village__name_folded")
    )
    found: dict[UUID, list[LaggingVillage]] = {}
    for row in rows:
        lagging = LaggingVillage(row.village_id, str(row.village), _village_why(row))
        found.setdefault(row.task_id, []).append(lagging)
    return found


def _village_why(row: TaskVillage) -> str:
    if row.state == VillageState.KHONG_XONG:
        return reason_label(row.reason_code) if row.reason_code else _("chưa làm được")
    return _sent_back() if row.state == VillageState.TRA_LAI else _not_reported()


def _not_reported() -> str:
    return _("chưa báo")


def _sent_back() -> str:
    return _("bị trả lại báo cáo")


def _last_returned(tasks: Sequence[Task]) -> dict[UUID, str]:
    """The newest decision on the lead's results, when it was a return."""
    rows = Submission.objects.filter(task__in=tasks, village=None).order_by("at", "pk")
    newest = {row.task_id: row for row in rows}
    return {pk: row.reason for pk, row in newest.items() if row.state == row.State.TRA_LAI}
