"""The sample annex and what became of each of its tasks, moved to the days of the story."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, timedelta
from pathlib import Path

from xaso.core.sample.story import Story
from xaso.lib.dates import write_date
from xaso.lib.tables import read_table
from xaso.modules.plans.annex.sample import SampleTask, sample_tasks

LIVES = Path(__file__).parent / "data" / "lives.csv"
TOLD_AS_OF_DAYS = 297
"""The earliest task of the table was due so many days before the day of the story."""
SPARE = 0.9
OTHERS = 14
"""Communes beside the first take every n-th row until they have so many."""


@dataclass(frozen=True)
class Life:
    """`due` in days from the day of the story; `course` says what happened, `words` why."""

    task: SampleTask
    due: int
    course: str
    amount: int
    lead: str
    follower: str
    evidence_kind: str
    evidence_count: int
    words: str

    @property
    def by_villages(self) -> bool:
        return self.lead == "thon"


def plan_year(today: date) -> int:
    """In January and February the plan of the year before is still being finished."""
    return today.year if today.month > 2 else today.year - 1


def days_of_plan(today: date) -> int:
    return (today - date(plan_year(today), 1, 1)).days


def lives(story: Story) -> list[Life]:
    """All 80 rows in Gia Phú, fewer elsewhere; due dates written as the annex writes them."""
    told = {row["stt"]: row for row in read_table(LIVES)}
    found = [_life(task, told[task.stt], story.today) for task in sample_tasks()]
    return found if "lan" in story.people else _fewer(found)


def _life(task: SampleTask, row: dict[str, str], today: date) -> Life:
    due = _moved(int(row["due_offset"]), today)
    course, _colon, amount = row["life"].partition(":")
    text = write_date(today + timedelta(days=due)) if course != "draft" else task.due_text
    return Life(
        task=replace(task, due_text=text),
        due=due,
        course=course,
        amount=int(amount or 0),
        lead=row["lead"],
        follower=row["follower"],
        evidence_kind=row["evidence_kind"],
        evidence_count=int(row["evidence_count"]),
        words=row["words"],
    )


def _moved(offset: int, today: date) -> int:
    """Past days are drawn together when the plan is younger than the table."""
    if offset >= 0:
        return offset
    share = min(1.0, SPARE * days_of_plan(today) / TOLD_AS_OF_DAYS)
    return min(-1, round(offset * share))


def _fewer(found: list[Life]) -> list[Life]:
    step = len(found) // OTHERS
    return [life for life in found[::step] if life.course != "draft"][:OTHERS]
