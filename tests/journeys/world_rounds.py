"""A round of scoring at every step of its way, for the browser's small world."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from typing import Any
from uuid import UUID

from tests.core.world import Side
from xaso.modules.indicators import actions
from xaso.modules.indicators.models import Round
from xaso.modules.indicators.periods import year_period

FIRST_YEAR = 2027
Step = Callable[[Side, UUID, datetime], Any]


def stop_rounds_at_every_step(side: Side, at: datetime) -> None:
    """Each in a year of its own; the newest, which lists show first, wait for somebody else."""
    for place, steps in enumerate(WAYS):
        opened = actions.open_round(
            actor=side.people["chanh_van_phong"],
            pack_code=side["own_pack"].code,
            period=year_period(FIRST_YEAR + place),
            at=at,
        )
        for step in steps:
            step(side, opened.pk, at)


def _enter(side: Side, pk: UUID, at: datetime) -> None:
    office, step = side.people["chanh_van_phong"], {"round_id": pk, "at": at}
    actions.start_round(actor=office, **step)
    actions.hand_in_items(actor=office, codes=_codes(pk), reason="chưa có số", **step)
    actions.finish_entry(actor=office, **step)


def _approve(side: Side, pk: UUID, at: datetime) -> None:
    actions.approve_round(actor=side.people["chu_tich"], round_id=pk, at=at)


def _send(side: Side, pk: UUID, at: datetime) -> None:
    actions.send_to_council(actor=side.people["chanh_van_phong"], round_id=pk, at=at)


def _ask_back(side: Side, pk: UUID, at: datetime) -> None:
    council, step = side.people["hoi_dong"], {"round_id": pk, "at": at}
    actions.review_item(
        actor=council, code=_codes(pk)[0], verdict="hoi_lai", text="Gửi thêm ảnh.", **step
    )
    actions.ask_for_more(actor=council, **step)


def _conclude(side: Side, pk: UUID, at: datetime) -> None:
    council, step = side.people["hoi_dong"], {"round_id": pk, "at": at}
    for code in _codes(pk):
        actions.review_item(actor=council, code=code, verdict="dong_y", **step)
    actions.conclude_round(actor=council, **step)


def _ask_for_lock(side: Side, pk: UUID, at: datetime) -> None:
    actions.ask_for_lock(actor=side.people["chanh_van_phong"], round_id=pk, at=at)


def _lock(side: Side, pk: UUID, at: datetime) -> None:
    actions.lock_round(actor=side.people["chu_tich"], round_id=pk, at=at)


def _codes(pk: UUID) -> list[str]:
    return list(Round.objects.get(pk=pk).items.values_list("code", flat=True))


WAYS: tuple[tuple[Step, ...], ...] = (
    (),
    (_enter, _approve),
    (_enter, _approve, _send, _ask_back),
    (_enter, _approve, _send, _conclude),
    (_enter, _approve, _send, _conclude, _ask_for_lock),
    (_enter, _approve, _send, _conclude, _ask_for_lock, _lock),
    (_enter, _approve, _send),
    (_enter,),
)
