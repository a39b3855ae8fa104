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
AT_A_TIME = 50
LETTERS_OF_DETAIL = 8000
KEPT = ("state", "attempts", "try_after", "error", "error_detail", "done_at")


@every_commune()
def deliver_some() -> int:
    """The next events of one handler and commune, in one transaction. Returns how often the handler
    was called, successful or not; 0 when nothing is due. A look costs no write lock."""
    if not _due(timezone.now()).exists():
        return 0
    called, began = 0, time.monotonic()
    with transaction.atomic():
        for delivery in _next_of_one_stream(timezone.now()):
            called += 1
            goes_on = _deliver(delivery)
            if not goes_on or time.monotonic() - began > AT_A_TIME_S:
                break
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


def _next_of_one_stream(at: datetime) -> list[Delivery]:
    """The first one is locked; nobody else takes the later ones while it waits."""
    first = _due(at).select_for_update(skip_locked=True, of=("self",)).first()
    if first is None:
        return []
    if is_guarded():
        let_one_write(first.commune_id)
    stream = Delivery.objects.filter(
        state=Delivery.State.WAITING,
        handler=first.handler,
        commune=first.commune_id,
        event_id__gte=first.event_id,
    )
    return list(stream.select_related("event").order_by("event_id")[:AT_A_TIME])


def _deliver(delivery: Delivery) -> bool:
    """False when the event must be tried again before later ones may go."""
    try:
        with transaction.atomic(), commune_context(delivery.commune_id):
            HANDLERS[delivery.handler].work(delivery.event)
    except Exception as error:  # whatever one handler throws, the others get their events
        _failed(delivery, error)
    else:
        delivery.state, delivery.error, delivery.error_detail = Delivery.State.DONE, "", ""
        delivery.done_at = timezone.now()
    delivery.attempts += 1
    delivery.save(update_fields=KEPT)
    return delivery.state != Delivery.State.WAITING


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
