"""Papers of the sample: last month's report with its number and signed copy, and open drafts."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

from xaso.core.files.storage import read
from xaso.core.papers.actions import attach_signed, give_number
from xaso.core.papers.models import OfficialPaper
from xaso.core.rights.actor import Actor
from xaso.core.sample.story import Story
from xaso.desk.papers.drafting import draft
from xaso.desk.papers.registry import kind_named

__all__ = ["tell"]


def tell(story: Story) -> None:
    if "mai" not in story.people:
        return
    box: dict[str, OfficialPaper] = {}
    last_month = story.today.replace(day=1) - timedelta(days=1)
    ended = (last_month - story.today).days
    clerk, officer = story.people["mai"], story.people["minh"]

    def write(at: datetime) -> None:
        box["report"] = _draft(officer, "bao-cao", f"{last_month:%Y-%m}", at)

    def number(at: datetime) -> None:
        give_number(
            actor=clerk,
            paper_id=box["report"].pk,
            paper_date=at.date(),
            basis_checked=True,
            at=at,
        )

    def signed(at: datetime) -> None:
        box["report"].refresh_from_db()
        if box["report"].pdf:
            attach_signed(
                actor=clerk,
                paper_id=box["report"].pk,
                name="bao-cao-da-ky.pdf",
                content=read(box["report"].pdf.sha256),
                at=at,
            )

    story.at(ended, "17:10", write)
    story.at(ended, "17:20", number)
    story.at(min(0, ended + 2), "09:30", signed)
    this_month = f"{story.today:%Y-%m}"
    story.at(0, "07:58", lambda at: _draft(officer, "bao-cao", this_month, at))
    story.at(-1, "15:30", lambda at: _draft(officer, "tu-cham", f"{at:%Y}", at))


def _draft(actor: Actor, kind: str, period: str, at: datetime) -> Any:
    return draft(actor=actor, kind=kind_named(kind), period=period, at=at)
