"""The bytes and the names on the way to them are on the disk before a row speaks of them."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from xaso.core.files.storage import path_of, write_durably

CONTENT = b"%PDF-1.7 bien ban"


@pytest.fixture
def synced(monkeypatch):
    """What the system was asked to put on the disk, in order."""
    asked: list[Path] = []
    really = os.fsync

    def fsync(handle):
        asked.append(Path(os.readlink(f"/proc/self/fd/{handle}")))
        really(handle)

    monkeypatch.setattr(os, "fsync", fsync)
    return asked


def folders(sha256, settings):
    place = path_of(sha256)
    return [place.parent, place.parent.parent, settings.STORAGE_DIR, settings.STORAGE_DIR.parent]


def test_a_new_file_is_synced_before_the_folders_that_name_it(synced, settings):
    sha256 = write_durably(CONTENT)

    assert synced[0].parent == path_of(sha256).parent
    assert synced[1:] == folders(sha256, settings)


def test_who_sends_the_same_bytes_a_moment_later_waits_for_the_names_too(synced, settings):
    sha256 = write_durably(CONTENT)
    synced.clear()

    write_durably(CONTENT)

    assert synced == folders(sha256, settings)


def test_a_folder_somebody_has_just_made_is_not_trusted(synced, settings):
    place = path_of(write_durably(CONTENT))
    place.unlink()
    synced.clear()

    write_durably(CONTENT)

    assert synced[1:] == folders(place.name, settings)
