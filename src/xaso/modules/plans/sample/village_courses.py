"""Tasks of the villages: their heads report a number and a photo, or why it could not be done."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from pathlib import Path

from xaso.core.rights.actor import Actor
from xaso.core.sample.story import Story
from xaso.lib.tables import read_table
from xaso.modules.plans import actions
from xaso.modules.plans.models import Submission, Task

from .pictures import photo
from .rows import Life

REPORTS = Path(__file__).parent / "data" / "village-reports.csv"


@dataclass(frozen=True)
class Report:
    """`days` before the day of the story; `then` is accept, wait or return."""

    village: str
    days: int
    outcome: str
    reason: str
    number: Decimal | None
    then: str
    words: str


def _told(story: Story, task: Task, life: Life, given: int) -> None:
    """As the table says for this course; villages without a row have not reported."""
    for report in _reports(life.course):
        if report.village in story.villages:
            _send(story, task, report, given)


def _everybody(story: Story, task: Task, life: Life, given: int) -> None:
    """All villages in time, all accepted."""
    for order, (key, village) in enumerate(story.villages.items()):
        number = Decimal((village.household_count or 0) * (52 + order * 7 % 31) // 100)
        days = -(life.due - 6 - order % 4)
        _send(story, task, Report(key, days, "XONG", "", number, "accept", ""), given)


def _send(story: Story, task: Task, report: Report, given: int) -> None:
    head, village = story.people[report.village], story.villages[report.village]
    offset = min(0, max(-report.days, given))
    with_photo = report.outcome in {"XONG", "XONG_MOT_PHAN"}

    def send(at: datetime) -> None:
        actions.send_village_report(
            actor=head,
            task_id=task.pk,
            village_id=village.pk,
            outcome=report.outcome,
            reason_code=report.reason,
            number=report.number,
            photos=[photo(f"{task.code}-{report.village}")] if with_photo else [],
            note=report.words,
            at=at,
        )

    story.at(offset, "17:20" if offset < 0 else "06:40", send)
    if report.then != "wait":
        _decide(story, task, report, offset)


def _decide(story: Story, task: Task, report: Report, offset: int) -> None:
    people = {actor.account_id: actor for actor in story.people.values()}
    follower = people[task.follower_id]

    def decide(at: datetime) -> None:
        village = story.villages[report.village]
        waiting = Submission.objects.get(task=task, village=village, state="da_gui")
        _act(follower, waiting, report, at)

    story.at(min(0, offset + 1), "07:50", decide)


def _act(follower: Actor, waiting: Submission, report: Report, at: datetime) -> None:
    if report.then == "accept":
        actions.accept_submission(actor=follower, submission_id=waiting.pk, at=at)
    else:
        actions.return_submission(
            actor=follower, submission_id=waiting.pk, reason=report.words, at=at
        )


def _reports(course: str) -> list[Report]:
    return [
        Report(
            village=row["village"],
            days=int(row["days"]),
            outcome=row["outcome"],
            reason=row["reason"],
            number=Decimal(row["number"]) if row["number"] else None,
            then=row["then"],
            words=row["words"],
        )
        for row in read_table(REPORTS)
        if row["course"] == course
    ]


VILLAGE_COURSES: dict[str, Callable[[Story, Task, Life, int], None]] = {
    "village_done": _everybody,
    "village_chain": _told,
    "village_failing": _told,
    "village_late": _told,
}
