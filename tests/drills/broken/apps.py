"""The faults. Each is a mistake somebody could make in earnest."""

from __future__ import annotations

import os
import threading
import time
from typing import Any

from django.apps import AppConfig


class BrokenConfig(AppConfig):
    name = "tests.drills.broken"
    label = "broken"

    def ready(self) -> None:
        FAULTS[os.environ["XASO_FAULT"]]()


def answer_first() -> None:
    """The person is told "kept" and the work is done a moment later."""
    from django.shortcuts import redirect

    from xaso.core.pages.pages import ActionPage

    real = ActionPage.form_valid

    def form_valid(self: Any, form: Any) -> Any:
        threading.Timer(0.3, real, (self, form)).start()
        return redirect("/")

    ActionPage.form_valid = form_valid  # type: ignore[method-assign]


def no_transaction() -> None:
    """The row is committed before its event."""
    from django.db import connection
    from django.db.transaction import Atomic

    from xaso.core.events import record

    start = Atomic.__init__
    Atomic.__init__ = lambda self, using, _savepoint, durable: start(self, using, False, durable)
    real = record.event_hash

    def event_hash(event: Any) -> str:
        with connection.cursor() as cursor:
            cursor.execute("COMMIT")
            time.sleep(0.05)
            cursor.execute("BEGIN IMMEDIATE")
        return real(event)

    record.event_hash = event_hash


FAULTS = {
    "answer-first": answer_first,
    "no-transaction": no_transaction,
    "synchronous-off": lambda: None,  # in the settings
}
