"""What is stored is carried out: in small transactions, so that nobody who sends meanwhile waits long."""

from __future__ import annotations

import logging
import math
import time
from collections.abc import Callable, Sequence
from datetime import datetime
from typing import NamedTuple
from uuid import UUID

from django.db import InterfaceError, OperationalError, transaction
from django.db.models import BooleanField, Case, QuerySet, Value, When
from django.utils import timezone

from xaso.core.people.sign_ins.at_phone import note_seen
from xaso.core.units.models import Commune

from .corrections import GIVE_UP
from .models import Code, Item, State
from .running import Turn, run

AT_A_TIME_S = 0.1
log = logging.getLogger(__name__)


class CarriedOut(NamedTuple):
    done: int
    left: int
    """For which the time was too short."""


class _Fault(Exception):
    def __init__(self, item_id: UUID) -> None:
        self.item_id = item_id
        super().__init__(str(item_id))


def left_to_carry_out(commune: Commune) -> QuerySet[Item]:
    return Item.objects.of(commune).filter(state=State.HELD, code=Code.STORED)


def carry_out(
    waiting: QuerySet[Item],
    at: datetime,
    before_each: Callable[[], None] = lambda: None,
    within_s: float = math.inf,
) -> CarriedOut:
    """What somebody gave up before it was carried out never is."""
    given_up_first = Case(
        When(kind=GIVE_UP, then=Value(False)), default=Value(True), output_field=BooleanField()
    )
    in_order = waiting.order_by(given_up_first, "received_at", "device", "number")
    ids = left = list(in_order.values_list("pk", flat=True))
    until = time.monotonic() + within_s
    while left and time.monotonic() < until:
        before_each()
        turn = Turn(timezone.localdate(at))
        try:
            left = left[_some(waiting, left, turn) :]
        except _Fault as fault:
            log.exception("event %s", fault.item_id)
            waiting.filter(pk=fault.item_id).update(code=Code.FAULT)
        if turn.seen.times:
            note_seen(turn.seen.times)
    return CarriedOut(len(ids) - len(left), len(left))


@transaction.atomic
def _some(waiting: QuerySet[Item], ids: Sequence[UUID], turn: Turn) -> int:
    """Unless another one has carried it out, corrected or given it up meanwhile."""
    until = time.monotonic() + AT_A_TIME_S
    for count, each in enumerate(ids, 1):
        item = waiting.select_for_update(of=("self",)).filter(pk=each).first()
        try:
            if item is not None:
                run(item, turn)
        except (OperationalError, InterfaceError):
            raise
        except Exception as error:  # a fault of ours stops nothing behind it
            raise _Fault(each) from error
        if time.monotonic() > until:
            return count
    return len(ids)
