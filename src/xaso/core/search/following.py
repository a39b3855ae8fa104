"""The ear of the search: what an event touched is found as it is now."""

from __future__ import annotations

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from xaso.core.events.handlers import handles
from xaso.core.events.models import Event
from xaso.core.events.touched import touched
from xaso.core.jobs.enqueue import put_in_queue
from xaso.core.jobs.kinds import KINDS as JOBS
from xaso.core.units.models import Commune

from .jobs import LOOK_OVER
from .keeping import refresh
from .kinds import KINDS, kinds_heard
from .models import Entry


def listen() -> None:
    """Once all apps have said what they offer."""
    handles(*kinds_heard(), label=_("Ghi mục tìm kiếm"))(follow)


def follow(event: Event) -> None:
    for kind in KINDS.values():
        ids = touched(kind.heard, event)
        if ids is None:
            ask_to_look_over(event.commune, key=str(event.pk))
        elif ids:
            refresh(event.commune, kind, ids)


def ask_to_look_over(commune: Commune, key: str = "") -> None:
    at = timezone.now()
    with transaction.atomic():
        put_in_queue(
            JOBS[LOOK_OVER],
            commune=commune,
            at=at,
            run_after=at,
            unique_key=f"{LOOK_OVER}:{commune.pk}:{key}",
        )


def fill_where_empty() -> None:
    """At a start: a commune that was in use before it had a search, or came back from a backup."""
    filled = Entry.objects.values("commune").distinct()
    for commune in Commune.objects.filter(opened_at__isnull=False).exclude(pk__in=filled):
        ask_to_look_over(commune)
