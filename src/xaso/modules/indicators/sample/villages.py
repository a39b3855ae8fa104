"""Two targets of the year shared out over the villages: one all of them tell, one few have told."""

from __future__ import annotations

from datetime import datetime
from decimal import ROUND_CEILING, Decimal

from xaso.core.sample.story import Story
from xaso.modules.indicators.actions import split_target
from xaso.modules.plans import public as plans

from .numbers import year_of

SHARED_OUT = ("CT21", "CT26")
"""Shares of households: electricity paid without cash, smartphones in the village's group."""


def share_out(story: Story) -> None:
    if "minh" in story.people:
        story.at(-45, "14:20", lambda at: _split(story, at))


def _split(story: Story, at: datetime) -> None:
    for target in plans.targets(story.commune, year_of(story.today), at.date()):
        if target.code in SHARED_OUT and target.target:
            part = target.target / 100
            split_target(
                actor=story.people["minh"],
                target_id=target.id,
                numbers={
                    village.pk: Decimal(village.household_count * part).to_integral_value(
                        rounding=ROUND_CEILING
                    )
                    for village in story.villages.values()
                    if village.household_count
                },
                at=at,
            )
