"""Before tables change a copy is kept, and there is a way back to it."""

from __future__ import annotations

import pickle
import shutil
import sqlite3
from collections import namedtuple
from contextlib import closing

import pytest

from xaso.config import upgrade
from xaso.config.cli.answers import BadInput

Usage = namedtuple("Usage", "total used free")


@pytest.fixture
def database(tmp_path, settings, monkeypatch):
    """One table with the word of before in it, written to the log and not yet to the file."""
    path = tmp_path / "xaso.sqlite3"
    monkeypatch.setitem(settings.DATABASES["default"], "NAME", str(path))
    with closing(sqlite3.connect(path)) as line:
        line.execute("PRAGMA journal_mode=WAL")
        line.execute("CREATE TABLE word (said)")
    say(path, "trước")
    return path


def say(path, word):
    with closing(sqlite3.connect(path)) as line, line:
        line.execute("DELETE FROM word")
        line.execute("INSERT INTO word VALUES (?)", [word])


def said(path):
    with closing(sqlite3.connect(path)) as line:
        return line.execute("SELECT said FROM word").fetchone()[0]


def test_the_way_back_leads_to_the_word_of_before_and_keeps_the_one_of_now(database):
    copy = upgrade._keep_copy()
    say(database, "sau")

    aside = upgrade.put_back(copy)

    assert (said(database), said(aside)) == ("trước", "sau")


def test_what_is_only_in_the_log_is_in_the_copy_too(database):
    with closing(sqlite3.connect(database)):  # holds the log open
        say(database, "trong nhật ký")

        assert said(upgrade._keep_copy()) == "trong nhật ký"


def test_while_a_server_is_at_work_the_way_back_is_shut(database):
    copy = upgrade._keep_copy()
    say(database, "sau")

    with closing(sqlite3.connect(database)) as server:
        server.execute("SELECT said FROM word").fetchone()
        with pytest.raises(upgrade.Busy):
            upgrade.put_back(copy)

    assert said(database) == "sau"


def test_the_last_three_copies_are_kept(database, clock):
    made = []
    for _ in range(5):
        clock.shift(60)
        made.append(upgrade._keep_copy())

    assert upgrade.copies() == made[-3:]


def test_without_room_for_the_copy_nothing_is_begun(database, monkeypatch):
    monkeypatch.setattr(shutil, "disk_usage", lambda path: Usage(1, 1, 0))

    with pytest.raises(upgrade.NoRoom):
        upgrade._keep_copy()

    assert upgrade.copies() == []


def test_bad_input_of_a_child_process_arrives_with_its_words():
    error = pickle.loads(pickle.dumps(BadInput("no_room", "Ổ đĩa không đủ chỗ.")))  # noqa: S301

    assert (error.code, error.message) == ("no_room", "Ổ đĩa không đủ chỗ.")
