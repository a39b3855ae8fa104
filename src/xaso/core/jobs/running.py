"""What a job sees of itself while it runs."""

from __future__ import annotations

import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from typing import TYPE_CHECKING, Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from xaso.core.people.models import Account
from xaso.core.rights.actor import Actor, system_actor
from xaso.core.rights.signed_in import actor_for

from .lease import end, note_progress

if TYPE_CHECKING:
    from xaso.core.units.models import Commune

    from .models import Job

PROGRESS_EVERY_S = 1.0


class LeaseLost(Exception):
    """Another worker may have the job by now: nothing of ours may be committed any more."""


class Stopped(Exception):
    """The server is stopping; the job goes back into the queue."""


class Running:
    def __init__(self, job: Job, at: datetime, stopping: threading.Event | None = None) -> None:
        self.job = job
        self.at = at
        self.stopping = stopping or threading.Event()
        self.has_ended = False
        self._told_at = 0.0

    @property
    def commune(self) -> Commune | None:
        """None for scheduled work of the whole installation."""
        return self.job.commune

    @property
    def arguments(self) -> dict[str, Any]:
        return dict(self.job.arguments)

    @property
    def actor(self) -> Actor:
        """Who asked, with the rights of today; the system of the commune when scheduled."""
        if self.job.asked_by:
            account = Account.objects.select_related("commune").get(pk=self.job.asked_by)
            if not account.is_active:
                raise ValidationError(_("Người yêu cầu việc này đã bị khóa tài khoản."))
            return actor_for(account)
        if self.job.commune is None:
            raise RuntimeError(f"{self.job.name} runs for no commune, so it has no actor")
        return system_actor(self.job.commune)

    def progress(self, done: int, total: int, note: str = "") -> None:
        """Call it often: it writes at most once a second, and it is where a stop is heard."""
        if self.stopping.is_set() and not self.has_ended:
            raise Stopped
        if time.monotonic() - self._told_at < PROGRESS_EVERY_S and done < total:
            return
        self._told_at = time.monotonic()
        if not note_progress(self.job.pk, self.job.worker, timezone.now(), done, total, note):
            raise LeaseLost

    @contextmanager
    def finishing(self) -> Iterator[None]:
        """What is written inside and the end of the job commit together, or neither does."""
        with transaction.atomic():
            yield
            if not end(self.job.pk, self.job.worker, timezone.now()):
                raise LeaseLost
        self.has_ended = True
