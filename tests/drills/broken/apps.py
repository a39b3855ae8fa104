"""The faults. Each is a mistake somebody could make in earnest."""

from __future__ import annotations

import os
import stat
import threading
import time
from typing import Any

from django.apps import AppConfig


class BrokenConfig(AppConfig):
    name = "tests.drills.broken"
    label = "broken"

    def ready(self) -> None:
        # A trial restore works in a process without our settings: there nothing is broken.
        fault = os.environ.get("XASO_FAULT")
        if fault:
            FAULTS[fault]()


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

    enter = Atomic.__enter__

    def enter_without_savepoint(self: Any) -> None:
        self.savepoint = False
        enter(self)

    Atomic.__enter__ = enter_without_savepoint  # type: ignore[method-assign]
    real = record.event_hash

    def event_hash(event: Any) -> str:
        with connection.cursor() as cursor:
            cursor.execute("COMMIT")
            time.sleep(0.05)
            cursor.execute("BEGIN IMMEDIATE")
        return real(event)

    record.event_hash = event_hash


def deaf_to_full_disk() -> None:
    """A full disk looks like any bug."""
    from xaso.core.ui import errors

    errors.is_no_room = lambda error: False


def no_file_sync() -> None:
    """The bytes of a file are left to the system to write when it likes."""
    from xaso.core.files import storage

    class Careless:
        def __getattr__(self, name: str) -> Any:
            return getattr(os, name)

        def fsync(self, handle: int) -> None:
            if stat.S_ISDIR(os.fstat(handle).st_mode):
                os.fsync(handle)

    storage.os = Careless()


def no_folder_sync() -> None:
    """The file is on the disk, its name is not."""
    from xaso.core.files import storage

    storage._sync_folder = lambda folder: None


def number_from_memory() -> None:
    """Each process counts by itself."""
    from xaso.core.papers import actions

    counted = {"last": 0}

    def next_number(actor: Any, series: str, year: int) -> int:
        counted["last"] += 1
        return counted["last"]

    actions._next_number = next_number


def last_one_wins() -> None:
    """An edit does not look at what stands there now."""
    from xaso.core import edits

    edits._clashes = lambda now, change: False


def code_again() -> None:
    """A code of the phone is good for as long as it is near the time."""
    from xaso.core.people.second_factor import phone_codes, taking

    def takes(row: Any, typed: str, at: Any) -> bool:
        near = phone_codes.steps_around(phone_codes.step_at(at), 1)
        secret = taking.unseal(row.data["secret"])
        return phone_codes.matching_step(secret, typed, near) is not None

    taking._takes_from_phone = takes


def migrates_piecemeal() -> None:
    """Each statement of an upgrade stands by itself."""
    from django.db.backends.sqlite3.features import DatabaseFeatures

    from xaso.config import upgrade

    DatabaseFeatures.can_rollback_ddl = False
    upgrade._in_one_go = lambda migrate: migrate()


def loses_rows() -> None:
    """An upgrade drops what it cannot carry over."""
    from django.db import connection

    from xaso.config import upgrade

    real = upgrade._in_one_go

    def in_one_go(migrate: Any) -> None:
        real(migrate)
        connection.cursor().execute("DELETE FROM papers_numberseries")

    upgrade._in_one_go = in_one_go


def believes_any_clock() -> None:
    """Work by the clock starts whatever the clock says."""
    from xaso.core.jobs import schedule

    schedule.leapt_from = lambda at: None


def patient_doctor() -> None:
    """Nobody is told until three periods have passed."""
    from xaso.core.backup import health

    health.PATIENCE = 3


FAULTS = {
    "answer-first": answer_first,
    "code-again": code_again,
    "believes-any-clock": believes_any_clock,
    "deaf-to-full-disk": deaf_to_full_disk,
    "last-one-wins": last_one_wins,
    "loses-rows": loses_rows,
    "migrates-piecemeal": migrates_piecemeal,
    "no-file-sync": no_file_sync,
    "no-folder-sync": no_folder_sync,
    "no-transaction": no_transaction,
    "number-from-memory": number_from_memory,
    "own-counters": lambda: None,  # in the settings
    "patient-doctor": patient_doctor,
    "synchronous-off": lambda: None,  # in the settings
}
