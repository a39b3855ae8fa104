"""Hands events to their handlers: exactly once, in order, and one that fails is not in the way for ever."""

from __future__ import annotations

import time
import traceback
from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import Exists, OuterRef, QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _

from xaso.core.postgres.context import (
    commune_context,
    every_commune,
    is_guarded,
    let_one_write,
)

from .handlers import HANDLERS
from .models import Delivery

WAITS_S = (2, 10, 30, 120)
"""Between the tries; after the last one the event is a dead letter and the next events go on."""
AT_A_TIME_S = 0.2
"""As long as writers of SQLite may be kept waiting."""
LETTERS_OF_DETAIL = 8000


@every_commune()
def deliver_some() -> int:
    """Some deliveries of one commune in one transaction. Returns how often a handler was called,
    successful or not; 0 when nothing is due. A look costs no write lock."""
    if not _due(timezone.now()).exists():
        return 0
    called, began = 0, time.monotonic()
    with transaction.atomic():
        delivery = _next(_due(timezone.now()))
        if delivery and is_guarded():
            let_one_write(delivery.commune_id)
        while delivery:
            _deliver(delivery)
            called += 1
            if time.monotonic() - began > AT_A_TIME_S:
                break
            delivery = _next(_due(timezone.now()).filter(commune=delivery.commune_id))
    return called


def deliver_all() -> int:
    """Until nothing is due; for tests, and commands that end."""
    total = 0
    while called := deliver_some():
        total += called
    return total


def _due(at: datetime) -> QuerySet[Delivery]:
    """The oldest waiting one of each handler and commune, unless it has just failed.

    Two processes on PostgreSQL: the row one of them works on is locked and skipped by the other, and
    still stands as waiting before all later ones, so order holds.
    """
    waiting = Delivery.objects.filter(state=Delivery.State.WAITING)
    before = waiting.filter(
        handler=OuterRef("handler"), commune=OuterRef("commune"), event_id__lt=OuterRef("event_id")
    )
    return waiting.filter(~Exists(before), try_after__lte=at).order_by("event_id", "pk")


def _next(due: QuerySet[Delivery]) -> Delivery | None:
    free = due.select_for_update(skip_locked=True, of=("self",))
    return free.select_related("event").first()


def _deliver(delivery: Delivery) -> None:
    try:
        with transaction.atomic(), commune_context(delivery.commune_id):
            HANDLERS[delivery.handler].work(delivery.event)
    except Exception as error:  # whatever one handler throws, the others get their events
        _failed(delivery, error)
    else:
        delivery.state, delivery.error, delivery.error_detail = Delivery.State.DONE, "", ""
        delivery.done_at = timezone.now()
    delivery.attempts += 1
    delivery.save()


def _failed(delivery: Delivery, error: Exception) -> None:
    known = delivery.handler in HANDLERS
    delivery.error = _sentence(known)
    delivery.error_detail = "".join(traceback.format_exception(error))[-LETTERS_OF_DETAIL:]
    if known and delivery.attempts < len(WAITS_S):
        delivery.try_after = timezone.now() + timedelta(seconds=WAITS_S[delivery.attempts])
    else:
        delivery.state, delivery.done_at = Delivery.State.DEAD, timezone.now()


def _sentence(known: bool) -> str:
    if not known:
        return _("Bản phần mềm này không còn nơi nhận ấy.")
    return _("Phần mềm gặp lỗi khi xử lý tiếp việc này.")
