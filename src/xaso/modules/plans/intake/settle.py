"""One row of the annex with what was said about it: what would be taken, and what still lacks."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from xaso.core.people.models import Account
from xaso.modules.plans.actions import RowChoice
from xaso.modules.plans.annex.problems import DAY_OFF, LONGEST_TITLE
from xaso.modules.plans.annex.shapes import AnnexRow, Problem
from xaso.modules.plans.five_clear import Unclear, unclear
from xaso.modules.plans.models import Task
from xaso.modules.plans.offers import evidence_for
from xaso.modules.plans.queries.imports import ReviewRow

from .choosers import NOBODY, Lead
from .groups import DUE_DOUBTS, due_is_open, due_key, is_on_a_day_off, unit_key
from .said import NOTHING_SAID, DueSaid, RowSaid, Said

READY, DRAFT, BAD, SKIPPED, CHANGED, SAME = "ready", "draft", "bad", "skipped", "changed", "same"
TAKEN = frozenset({READY, DRAFT, CHANGED, SAME})
LEAD_DOUBTS = frozenset({"no_lead", "unknown_lead"})
TITLE_DOUBTS = frozenset({"no_title", "title_too_long"})


@dataclass(frozen=True)
class SettledRow:
    index: int
    read: ReviewRow
    state: str
    choice: RowChoice
    lead: Lead
    missing: tuple[Unclear, ...]
    doubts: tuple[Problem, ...]
    """What of the reader's doubts nobody has answered yet."""
    offered_kind: str
    is_twin: bool

    @property
    def row(self) -> AnnexRow:
        return self.read.row


def settle(index: int, read: ReviewRow, said: Said, *, is_confirmed: bool) -> SettledRow:
    """Without confirmation only what was said about the row itself counts, and what the file
    says without doubt."""
    own = said.rows.get(read.row.key, NOTHING_SAID)
    choice, lead = _choice(read, said, own, is_confirmed=is_confirmed)
    missing = tuple(unclear(_as_task(read.row, choice), village_count=len(choice.villages)))
    is_twin = any(problem.code == "duplicate_row" for problem in read.row.problems)
    return SettledRow(
        index=index,
        read=read,
        state=_state(read, own, choice, missing, is_twin=is_twin),
        choice=choice,
        lead=lead,
        missing=missing if read.change == "new" else (),
        doubts=tuple(_doubts(read, choice, own)),
        offered_kind=evidence_for(read.row.product, by_villages=lead.role != ""),
        is_twin=is_twin,
    )


def _choice(
    read: ReviewRow, said: Said, own: RowSaid, *, is_confirmed: bool
) -> tuple[RowChoice, Lead]:
    row = read.row
    unit = said.units.get(unit_key(row.lead)) if is_confirmed else None
    lead = own.lead or (unit.lead if unit else NOBODY)
    follower: Account | None = own.follower or (unit.follower if unit else None)
    kind, count = _evidence(row, said, own, by_villages=lead.role != "", is_confirmed=is_confirmed)
    due = _due(read, said, own, is_confirmed=is_confirmed)
    choice = RowChoice(
        key=row.key,
        title=own.title,
        lead=lead.account,
        lead_role=lead.role,
        villages=lead.villages,
        follower=follower,
        evidence_kind=kind,
        evidence_count=count,
        due_date=due.due,
        recurrence=due.recurrence,
        recurrence_day=row.due_day if due.recurrence == row.recurrence else None,
    )
    return choice, lead


def _evidence(
    row: AnnexRow, said: Said, own: RowSaid, *, by_villages: bool, is_confirmed: bool
) -> tuple[str, int]:
    offered = evidence_for(row.product, by_villages=by_villages)
    kind, count = said.kinds.get(offered, (offered, 1)) if is_confirmed else ("", 1)
    return own.evidence_kind or kind, own.evidence_count or count


def _due(read: ReviewRow, said: Said, own: RowSaid, *, is_confirmed: bool) -> DueSaid:
    if own.due or own.recurrence:
        return DueSaid(own.due, own.recurrence)
    if not due_is_open(read):
        moves = said.moves_days_off and is_confirmed and is_on_a_day_off(read)
        return DueSaid(_before_day_off(read.row) if moves else read.row.due, read.row.recurrence)
    nothing = DueSaid(None, "")
    return said.dues.get(due_key(read.row), nothing) if is_confirmed else nothing


def _before_day_off(row: AnnexRow) -> date | None:
    found = (each.suggestion for each in row.problems if each.code == DAY_OFF)
    return next((date.fromisoformat(day) for day in found if day), row.due)


def _as_task(row: AnnexRow, choice: RowChoice) -> Task:
    return Task(
        title=choice.title or row.title,
        lead=choice.lead,
        lead_role=choice.lead_role,
        follower=choice.follower,
        evidence_kind=choice.evidence_kind,
        evidence_count=choice.evidence_count,
        due_date=choice.due_date,
        recurrence=choice.recurrence,
    )


def _state(
    read: ReviewRow, own: RowSaid, choice: RowChoice, missing: Iterable[Unclear], *, is_twin: bool
) -> str:
    if is_twin if own.is_skipped is None else own.is_skipped:
        return SKIPPED
    if not 0 < len(choice.title or read.row.title) <= LONGEST_TITLE:
        return BAD
    if read.change != "new":
        return CHANGED if read.change == "changed" else SAME
    return DRAFT if list(missing) else READY


def _doubts(read: ReviewRow, choice: RowChoice, own: RowSaid) -> Iterable[Problem]:
    answered: set[str] = {DAY_OFF}
    if choice.lead or choice.lead_role or read.change != "new":
        answered |= LEAD_DOUBTS
    if choice.due_date or choice.recurrence:
        answered |= DUE_DOUBTS
    if own.title:
        answered |= TITLE_DOUBTS
    if choice.evidence_kind:
        answered |= {"no_product"}
    return (problem for problem in read.row.problems if problem.code not in answered)
