"""Monthly reports of the sample: last month complete but for two villages, this month under way."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from decimal import Decimal

from xaso.core.sample.story import Story
from xaso.core.units.models import Village
from xaso.modules.teams import actions
from xaso.modules.teams.models import VillageReport
from xaso.modules.teams.months import Month, month_of
from xaso.modules.teams.queries.report_book import due_date
from xaso.modules.teams.report_book import FIRST_FORM
from xaso.modules.teams.report_entry import Entry

SILENT_BEFORE = 2
SENDS, APPROVED = 12, 7
"""So many villages have sent this month; of those the first are approved."""
PHONED, DOUBTFUL = 3, 5
"""Places in the row of villages: typed by the office; more poor households than households."""


def reports_of(story: Story) -> None:
    before, now = month_of(story.today).before(), month_of(story.today)
    keys = sorted(story.villages)
    for number, key in enumerate(keys[:-SILENT_BEFORE]):
        story.at(-27, "10:00", _sends(story, key, before, number))
    story.at(-26, "15:00", lambda at: _approve(story, before, at))
    story.at(-1, "15:10", lambda at: _lock(story, before, at))
    for number, key in enumerate(keys[:SENDS]):
        story.at(-2, "19:20", _sends(story, key, now, number))
    story.at(-1, "09:30", lambda at: _approve(story, now, at, APPROVED))
    story.at(-1, "07:35", lambda at: _remind(story, now, at))


def _sends(story: Story, key: str, month: Month, number: int) -> Callable[[datetime], object]:
    return lambda at: _send(story, key, month, number, at)


def _send(story: Story, key: str, month: Month, number: int, at: datetime) -> None:
    if not _has_begun(month, at):
        return
    village = story.villages[key]
    is_now = month == month_of(story.today)
    actor = story.people["chi" if is_now and number == PHONED else key]
    draft = actions.save_report(
        actor=actor,
        village_id=village.pk,
        form=FIRST_FORM,
        month=month,
        entries=_entries(village, number, is_now),
        at=at,
    )
    actions.send_report(actor=actor, report_id=draft.pk, at=at)


def _entries(village: Village, number: int, is_now: bool) -> dict[str, Entry]:
    """Most stands as last month; what villages seldom know is left empty here and there."""
    households = village.household_count or 90 + number
    if is_now and number % 4:
        same = {f"CT{n:02}": Entry(is_offer=True) for n in range(2, 14)}
        return {**same, "CT01": Entry(Decimal(households + 1))}
    people = households * 43 // 10
    poor = households + 4 if is_now and number == DOUBTFUL - 1 else households // 5
    said = {
        "CT01": households,
        "CT02": people,
        "CT03": poor,
        "CT04": households // 8,
        "CT05": 2 + number % 5,
        "CT06": 6 + number % 9,
        "CT07": people * 3 // 10,
        "CT08": number % 4,
        "CT09": households * 7 // 10,
        "CT10": people * 6 // 10,
        "CT11": people * 9 // 10,
        "CT14": 0,
    }
    left_out = {"CT05"} if number % 6 == 1 else {"CT08"} if number % 7 == 2 else set()
    return {
        **{code: Entry(Decimal(n)) for code, n in said.items() if code not in left_out},
        "CT12": Entry(is_offer=True),
        "CT13": Entry(is_offer=True),
    }


def _approve(story: Story, month: Month, at: datetime, most: int | None = None) -> None:
    rows = VillageReport.objects.of(story.commune).filter(month=month.first, state="da_gui")
    found = list(rows.filter(source="thon").order_by("village__name_folded")[:most])
    if found:
        actions.approve_reports(
            actor=story.people["lan"], report_ids=[row.pk for row in found], at=at
        )


def _lock(story: Story, month: Month, at: datetime) -> None:
    if at.date() >= due_date(story.commune, month):
        actions.lock_month(actor=story.people["minh"], form=FIRST_FORM, month=month, at=at)


def _remind(story: Story, month: Month, at: datetime) -> None:
    if _has_begun(month, at):
        actions.remind_villages(actor=story.people["minh"], at=at)


def _has_begun(month: Month, at: datetime) -> bool:
    return month.first <= at.date()
