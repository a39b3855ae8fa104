"""What a person confirms about a row of an annex, and the task that comes of it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any
from uuid import UUID

from xaso.core.people.models import Account
from xaso.core.units.models import Village
from xaso.modules.plans.annex.shapes import AnnexRow
from xaso.modules.plans.models import Plan, Target
from xaso.modules.plans.offers import Offer
from xaso.modules.plans.queries.imports import plain_code

MILLION = 1_000_000


@dataclass(frozen=True)
class RowChoice:
    """Confirmed by a person for the row with this key. A row without a choice is left out.

    `title` mends what the file says; empty keeps it.
    """

    key: str
    title: str = ""
    lead: Account | None = None
    lead_role: str = ""
    villages: tuple[Village, ...] = ()
    follower: Account | None = None
    evidence_kind: str = ""
    evidence_count: int = 1
    due_date: date | None = None
    recurrence: str = ""
    recurrence_day: int | None = None

    @classmethod
    def as_offered(cls, row: AnnexRow, offer: Offer) -> RowChoice:
        """The offer taken as it stands."""
        return cls(
            key=row.key,
            lead=offer.lead,
            lead_role=offer.lead_role,
            villages=offer.villages,
            follower=offer.follower,
            evidence_kind=offer.evidence_kind,
            evidence_count=offer.evidence_count,
            due_date=offer.due_date,
            recurrence=offer.recurrence,
            recurrence_day=offer.recurrence_day,
        )


def from_annex(row: AnnexRow, targets: Mapping[str, Target]) -> dict[str, Any]:
    """The fields of a task that the file itself says, by the annex field they come from."""
    budget = None if row.budget_vnd is None else row.budget_vnd / Decimal(MILLION)
    return {
        "title": {"title": " ".join(row.title.split())},
        "group": {"pillar": row.pillar},
        "lead": {"lead_unit_text": row.lead[:300]},
        "coworkers": {"coworkers_text": "; ".join(row.coworkers)[:500]},
        "due": {
            "due_note": row.due_note[:200],
            "recurrence_until": row.due if row.recurrence else None,
        },
        "product": {"product": row.product[:500]},
        "budget_vnd": {"budget_million": budget},
        "basis": {
            "plan_position": row.basis[:300],
            "target": targets.get(plain_code(row.target_code)) if row.target_code else None,
        },
    }


def new_fields(
    plan: Plan, row: AnnexRow, choice: RowChoice, targets: Mapping[str, Target]
) -> dict[str, Any]:
    fields: dict[str, Any] = {}
    for part in from_annex(row, targets).values():
        fields.update(part)
    fields.update(
        plan=plan,
        lead=choice.lead,
        lead_role=choice.lead_role,
        follower=choice.follower,
        evidence_kind=choice.evidence_kind,
        evidence_count=choice.evidence_count,
        **dues(row, choice),
    )
    fields["title"] = choice.title or fields["title"]
    return fields


def dues(row: AnnexRow, choice: RowChoice) -> dict[str, Any]:
    """Of a repeated task the annex gives the last day; the first follows from the calendar."""
    is_last_day = choice.recurrence != "" and row.recurrence != "" and choice.due_date == row.due
    return {
        "due_date": None if is_last_day else choice.due_date,
        "recurrence": choice.recurrence,
        "recurrence_day": choice.recurrence_day,
    }


def plain(value: Any) -> Any:
    """For the JSON of an imported row."""
    if isinstance(value, Account | Target | Plan):
        return str(value.pk)
    return str(value) if isinstance(value, date | Decimal | UUID) else value
