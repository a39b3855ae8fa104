"""The drill is worth something: each of four ways to build the sync wrongly turns it red."""

from __future__ import annotations

import pytest

from xaso.core import edits
from xaso.core.sync import pushing
from xaso.core.sync.models import Item
from xaso.drills.sync import line
from xaso.drills.sync.schedule import run_schedules
from xaso.lib.ids import new_id

pytestmark = [pytest.mark.django_db, pytest.mark.drill]


def test_ids_that_do_not_count_double(gia_phu, monkeypatch):
    """What another phone issues again is taken for something new."""
    really_read = pushing._read

    def read_as_new(intake, arrived):
        if Item.objects.filter(pk=arrived.event["id"]).exists():
            arrived.event["id"] = str(new_id())
        return really_read(intake, arrived)

    monkeypatch.setattr(pushing, "_read", read_as_new)
    monkeypatch.setattr(pushing, "known_item", lambda _intake, _arrived: None)

    assert run_schedules(gia_phu, 12, seed=7)["duplicated"] > 0


def test_epochs_nobody_looks_at_lose(gia_phu, monkeypatch):
    monkeypatch.setattr(pushing, "recognise", lambda *_given: None)

    assert run_schedules(gia_phu, 12, seed=3)["lost"] > 0


def test_an_answer_before_the_commit_loses(gia_phu, monkeypatch):
    monkeypatch.setattr(line, "answers_before_commit", lambda: True)

    assert run_schedules(gia_phu, 30, seed=3)["lost"] > 0


def test_clashes_nobody_is_asked_about_overwrite(gia_phu, monkeypatch):
    monkeypatch.setattr(edits, "_clashes", lambda _now, _change: False)

    assert run_schedules(gia_phu, 12, seed=7)["silent_overwrites"] > 0
