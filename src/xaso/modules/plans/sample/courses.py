"""What became of a task: each course of the table as steps of the story."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime
from decimal import Decimal
from uuid import UUID

from xaso.core.rights.actor import Actor
from xaso.core.sample.story import Story
from xaso.modules.plans import actions
from xaso.modules.plans.actions import GivenEvidence
from xaso.modules.plans.models import Submission, Task

from .pictures import photo
from .rows import Life
from .village_courses import VILLAGE_COURSES

Course = Callable[["Telling"], None]
LEAD_TIME = 25


class Telling:
    """One task and the people around it."""

    def __init__(self, story: Story, task: Task, life: Life, given: int) -> None:
        self.story, self.task, self.life = story, task, life
        self.given = given
        people = {actor.account_id: actor for actor in story.people.values()}
        self.lead: Actor = people.get(task.lead_id) or people[task.follower_id]
        self.follower: Actor = people[task.follower_id]

    def at(self, offset: int, clock_time: str, step: Callable[[datetime], object]) -> None:
        """Never before the day the task was given, never in the future."""
        self.story.at(min(0, max(offset, self.given)), clock_time, step)

    def start(self) -> None:
        def step(at: datetime) -> None:
            actions.start_task(actor=self.lead, task_id=self.task.pk)

        self.at(min(self.life.due - LEAD_TIME, -40), "08:40", step)

    def progress(self, offset: int, percent: int, words: str = "") -> None:
        def step(at: datetime) -> None:
            actions.report_progress(
                actor=self.lead,
                task_id=self.task.pk,
                progress=percent,
                hindrance=words,
                at=at,
            )

        self.at(offset, "16:00", step)

    def hand_in(self, offset: int, clock_time: str = "15:00") -> None:
        def step(at: datetime) -> None:
            actions.submit_evidence(
                actor=self.lead, task_id=self.task.pk, evidence=self.evidence(), at=at
            )

        self.at(offset, clock_time, step)

    def accept(self, offset: int) -> None:
        def step(at: datetime) -> None:
            actions.accept_submission(actor=self.follower, submission_id=self.waiting(), at=at)

        self.at(offset, "16:30", step)

    def send_back(self, offset: int) -> None:
        def step(at: datetime) -> None:
            actions.return_submission(
                actor=self.follower,
                submission_id=self.waiting(),
                reason=self.life.words,
                at=at,
            )

        self.at(offset, "16:45", step)

    def waiting(self) -> UUID:
        return Submission.objects.get(task=self.task, state="da_gui", village=None).pk

    def evidence(self) -> list[GivenEvidence]:
        return [self._piece(number) for number in range(self.task.evidence_count)]

    def _piece(self, number: int) -> GivenEvidence:
        kind, code = self.task.evidence_kind, self.task.code
        if kind == "so_van_ban":
            return GivenEvidence(kind=kind, text=f"{self.task.number or 0:02d}/BC-UBND")
        if kind == "duong_dan":
            return GivenEvidence(kind=kind, url=f"https://xa-mau.example/{code.lower()}")
        if kind == "so_lieu":
            amount = 20 + (self.task.number or 0) * 3 % 90
            return GivenEvidence(kind=kind, number=Decimal(amount), unit="lượt")
        return GivenEvidence(kind=kind, upload=photo(f"{code}-{number}"))


def live(story: Story, task: Task, life: Life, at: datetime) -> None:
    """What follows once a task is given; a draft stays what it is."""
    if life.course == "draft":
        return
    given = (at.date() - story.today).days
    telling = Telling(story, task, life, given)
    if life.course in VILLAGE_COURSES:
        VILLAGE_COURSES[life.course](story, task, life, given)
    else:
        COURSES[life.course](telling)


def _done(telling: Telling) -> None:
    telling.start()
    telling.hand_in(telling.life.due - 2)
    telling.accept(telling.life.due - 1)


def _done_late(telling: Telling) -> None:
    telling.start()
    telling.hand_in(telling.life.due + 6)
    telling.accept(telling.life.due + 8)


def _returned_done(telling: Telling) -> None:
    telling.start()
    telling.hand_in(telling.life.due - 3)
    telling.send_back(telling.life.due - 2)
    telling.hand_in(telling.life.due + 2)
    telling.accept(telling.life.due + 3)


def _waiting(telling: Telling) -> None:
    telling.start()
    telling.hand_in(-1)


def _running(telling: Telling) -> None:
    if telling.life.amount:
        telling.start()
        telling.progress(-4, telling.life.amount)


def _late(telling: Telling) -> None:
    if telling.life.amount:
        telling.start()
        telling.progress(-3, telling.life.amount, telling.life.words)


def _late_returned(telling: Telling) -> None:
    telling.start()
    telling.hand_in(telling.life.due - 1)
    telling.send_back(telling.life.due + 3)


def _late_asking(telling: Telling) -> None:
    _late(telling)
    telling.at(-1, "17:00", lambda at: _ask(telling, telling.story.day(14), at))


def _late_extended(telling: Telling) -> None:
    telling.start()
    due, story = telling.life.due, telling.story
    telling.at(due - 3, "09:00", lambda at: _ask(telling, story.day(-5), at))
    telling.at(due - 2, "10:00", lambda at: _grant(telling, at))
    telling.progress(-2, telling.life.amount, telling.life.words)


def _paused(telling: Telling) -> None:
    telling.start()
    telling.progress(-30, telling.life.amount)

    def step(at: datetime) -> None:
        actions.pause_task(
            actor=telling.follower,
            task_id=telling.task.pk,
            reason=telling.life.words,
            today=at.date(),
        )

    telling.at(-20, "09:00", step)


def _cancelled(telling: Telling) -> None:
    def step(at: datetime) -> None:
        actions.cancel_task(
            actor=telling.follower,
            task_id=telling.task.pk,
            reason=telling.life.words,
            today=at.date(),
        )

    telling.at(telling.life.due - 20, "09:00", step)


def _ask(telling: Telling, to_date: date, at: datetime) -> None:
    actions.ask_extension(
        actor=telling.lead,
        task_id=telling.task.pk,
        to_date=to_date,
        reason=telling.life.words,
        at=at,
    )


def _grant(telling: Telling, at: datetime) -> None:
    asked = telling.task.extensions.get(result="cho")
    actions.decide_extension(actor=telling.follower, extension_id=asked.pk, granted=True, at=at)


COURSES: dict[str, Course] = {
    "done": _done,
    "done_late": _done_late,
    "returned_done": _returned_done,
    "waiting": _waiting,
    "running": _running,
    "late": _late,
    "late_returned": _late_returned,
    "late_asking": _late_asking,
    "late_extended": _late_extended,
    "paused": _paused,
    "cancelled": _cancelled,
}
