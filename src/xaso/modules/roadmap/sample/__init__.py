"""The overall model in the sample communes: a survey a quarter ago, one now, a roadmap, sheets."""

from __future__ import annotations

from datetime import date, datetime
from decimal import Decimal
from pathlib import Path

from xaso.core.rights.actor import Actor
from xaso.core.sample.story import Story
from xaso.lib.tables import read_table
from xaso.modules.roadmap import actions
from xaso.modules.roadmap.catalogue import tables
from xaso.modules.roadmap.given import Promise, Said
from xaso.modules.roadmap.models import AwarenessCount, Roadmap, Survey
from xaso.modules.roadmap.queries.surveys import answers_of
from xaso.modules.roadmap.sketching import quarter_start

__all__ = ["tell"]
DATA = Path(__file__).parent / "data"
FIRST_SURVEY, SHEETS_BEFORE, SHEETS_AFTER, NOW = -92, -60, -20, 0


def tell(story: Story) -> None:
    if "minh" not in story.people:
        return
    office = story.people["minh"]
    story.at(FIRST_SURVEY, "14:00", lambda at: _survey(office, "before", at))
    story.at(SHEETS_BEFORE, "15:00", lambda at: _sheets(story, "truoc", at))
    story.at(SHEETS_AFTER, "15:00", lambda at: _sheets(story, "sau", at))
    story.at(NOW, "07:20", lambda at: _this_quarter(office, at))


def _survey(office: Actor, column: str, at: datetime) -> Survey:
    """What the program knew stays; the rest is what people of the office said."""
    survey = actions.open_survey(actor=office, at=at)
    known = answers_of(survey)
    said = {
        row["question"]: Said(Decimal(row[column]) if row[column] else None)
        for row in read_table(DATA / "answers.csv")
        if row["question"] not in known
    }
    actions.save_answers(actor=office, survey_id=survey.pk, said=said, at=at)
    return actions.finish_survey(actor=office, survey_id=survey.pk, at=at)


def _this_quarter(office: Actor, at: datetime) -> Roadmap | None:
    """Three months apart may still be one quarter; then the survey of it is there already."""
    day = at.date()
    rows = Survey.objects.of(office.commune)
    this = rows.filter(year=day.year, quarter=(day.month + 2) // 3).first()
    survey = this or _survey(office, "now", at)
    start = date(day.year, (day.month - 1) // 3 * 3 + 1, 1)
    roadmap = actions.propose_roadmap(
        actor=office, survey_id=survey.pk, first_day=quarter_start(start, 2), at=at
    )
    actions.draft_needs(actor=office, roadmap_id=roadmap.pk)
    promises = [Promise(item.code, item.promise, None) for item in tables().commitments]
    actions.save_promises(actor=office, roadmap_id=roadmap.pk, promises=promises)
    return roadmap


def _sheets(story: Story, stage: str, at: datetime) -> None:
    for row in read_table(DATA / "sheets.csv"):
        village = story.villages.get(row["village"])
        rights = row[stage].split()
        actions.count_sheets(
            actor=story.people["minh"],
            stage=AwarenessCount.Stage(stage),
            group=row["group"],
            village_id=village.pk if village else None,
            held_on=at.date(),
            sheets=int(row["sheets"]),
            right={
                question.code: int(count)
                for question, count in zip(tables().awareness, rights, strict=True)
            },
            at=at,
        )
