"""The leader's board: who is late, which village, why, and what there is to decide."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.utils.translation import gettext as _

from xaso.core.units.models import Commune, Village
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
from xaso.modules.plans.queries.lists import LISTED, at_risk, red

MOST_RED, MOST_AT_RISK = 30, 2
REPORTED = (VillageState.CHAP_NHAN, VillageState.DA_GUI)


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
    """The first of them; `numbers.red` says how many there are."""
    at_risk: tuple[TaskCard, ...]
    """The first of those that are not late yet."""


def board(commune: Commune, today: date) -> Board:
    return Board(
        numbers=task_numbers(commune, today),
        villages=tuple(village_numbers(commune, today)),
        red=red_rows(commune, today),
        at_risk=_at_risk(commune, today),
    )


def board_numbers(commune: Commune, today: date) -> TaskNumbers:
    return task_numbers(commune, today)


def village_task_counts(commune: Commune, today: date) -> tuple[VillageNumbers, ...]:
    return tuple(village_numbers(commune, today))


def red_rows(
    commune: Commune,
    today: date,
    limit: int = MOST_RED,
    *,
    only_at_risk: bool = False,
    village_id: UUID | None = None,
) -> tuple[RedRow, ...]:
    """Late tasks and tasks at risk, earliest due date first; four queries however many. Of a village
    those it has not done its part of."""
    which = at_risk if only_at_risk else red
    rows = which(Task.objects.of(commune).for_rows(), today).order_by(*LISTED)
    if village_id:
        owing = TaskVillage.objects.filter(village=village_id, task_order=RUNNING)
        rows = rows.filter(pk__in=owing.exclude(state__in=REPORTED).values("task"))
    return _told(list(rows[:limit]), today)


def whys_of(commune: Commune, cards: Sequence[TaskCard], today: date) -> dict[UUID, RedRow]:
    """Of late tasks at hand: what stands behind those that are still running."""
    running = Task.objects.of(commune).for_rows().filter(state_order=RUNNING)
    tasks = running.filter(pk__in=[card.id for card in cards])
    return {row.task.id: row for row in _told(list(tasks), today)}


def _told(tasks: Sequence[Task], today: date) -> tuple[RedRow, ...]:
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


def _at_risk(commune: Commune, today: date) -> tuple[TaskCard, ...]:
    rows = at_risk(Task.objects.of(commune).for_rows(), today).order_by(*LISTED)
    return tuple(card_of(task, today) for task in rows[:MOST_AT_RISK])


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
    """Two queries; no row of a village is built, a task may have as many as the commune."""
    if not tasks:
        return {}
    villages = {each.pk: each for each in Village.objects.of(tasks[0].commune)}
    names = {pk: str(village) for pk, village in villages.items()}
    rows = TaskVillage.objects.filter(task__in=tasks).exclude(state__in=REPORTED)
    found: dict[UUID, list[LaggingVillage]] = {}
    for task_id, village_id, state, reason in rows.values_list(
        "task_id", "village_id", "state", "reason_code"
    ):
        why = _village_why(state, reason)
        found.setdefault(task_id, []).append(LaggingVillage(village_id, names[village_id], why))
    for lagging in found.values():
        lagging.sort(key=lambda each: villages[each.village_id].name_folded)
    return found


def _village_why(state: str, reason_code: str) -> str:
    if state == VillageState.KHONG_XONG:
        return reason_label(reason_code) if reason_code else _("chưa làm được")
    return _sent_back() if state == VillageState.TRA_LAI else _not_reported()


def _not_reported() -> str:
    return _("chưa báo")


def _sent_back() -> str:
    return _("bị trả lại báo cáo")


def _last_returned(tasks: Sequence[Task]) -> dict[UUID, str]:
    """The newest decision on the lead's results, when it was a return."""
    rows = Submission.objects.filter(task__in=tasks, village=None).order_by("at", "pk")
    newest = {row.task_id: row for row in rows}
    return {pk: row.reason for pk, row in newest.items() if row.state == row.State.TRA_LAI}
