"""The commune scores itself by the reference pack this year, and has answered a part of it."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from xaso.core.figures import Period
from xaso.core.sample.story import Story
from xaso.lib.dates import year_bounds
from xaso.modules.indicators.actions import answer_item, follow_pack

from .numbers import teller_of

PACKS = ("xaso-1.0", "qd766", "qd2361-partial")
ANSWERS: dict[str, dict[str, Any]] = {
    "1.1": {"level": "truong"},
    "1.4": {"level": "tin_hang_thang"},
    "1.5": {"level": "phat_hang_tuan"},
    "2.1": {"yes": True},
    "2.2": {"level": "dung_han"},
    "2.5": {"parts": [True, True, False]},
    "4.1": {"yes": True},
    "5.2": {"yes": False},
}


def follow(story: Story) -> None:
    year = Period(*year_bounds(story.today.year))
    teller = teller_of(story)

    def begin(at: datetime) -> None:
        for pack in PACKS:
            follow_pack(actor=teller, pack_code=pack, period=year, at=at)

    def answer(at: datetime) -> None:
        for item, said in ANSWERS.items():
            answer_item(
                actor=teller, pack_code=PACKS[0], item_code=item, period=year, at=at, **said
            )

    story.at(-3, "09:00", begin)
    if "lan" in story.people:
        story.at(-2, "10:00", answer)
