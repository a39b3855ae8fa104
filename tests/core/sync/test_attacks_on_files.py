"""Files in bad hands: half done by the dozen, too long, on a full disk, of a phone that is gone."""

from __future__ import annotations

from datetime import timedelta

import pytest

from tests.core.sync.phones import LATER, device_of, phone_for, send, set_apart
from tests.core.sync.test_attachments import Line, hash_of, show
from tests.core.sync.test_attachments import line as line
from tests.core.sync.test_attachments import photo as photo
from tests.core.sync.test_attachments import told as told
from xaso.core.sync import attachments

pytestmark = pytest.mark.django_db
SOON = LATER + timedelta(minutes=5)


def test_a_device_leaves_only_so_many_files_half_done(phone, pao, told, line):
    for start in range(0, 30, 10):
        show(phone, pao, *(b"%d" % each * 500 for each in range(start, start + 10)))
    send(phone, LATER)
    for each in range(30):
        content = b"%d" % each * 500
        assert line.patch(hash_of(content), 0, content[:100]).status_code == 204

    left = list(attachments._partial(device_of(phone), "x").parent.glob(f"{phone.device.hex}-*"))

    assert len(left) == attachments.MOST_UNFINISHED
    assert line.head(hash_of(b"29" * 500))["Upload-Offset"] == "100"
    assert line.head(hash_of(b"0" * 500))["Upload-Offset"] == "0"


def test_a_file_that_grew_too_long_begins_anew(phone, pao, told, photo, line):
    show(phone, pao, photo)
    send(phone, LATER)
    line.patch(hash_of(photo), 0, photo[:100])
    attachments._partial(device_of(phone), hash_of(photo)).write_bytes(photo + b"x")

    assert line.patch(hash_of(photo), len(photo) + 1, b"x")["Upload-Offset"] == "0"
    line.all_of(photo)
    assert len(told) == 1


def test_a_full_disk_is_told_in_the_words_of_the_line(phone, pao, told, photo, line, monkeypatch):
    show(phone, pao, photo)
    send(phone, LATER)

    def full(*_given):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(attachments, "_write", full)

    answer = line.patch(hash_of(photo), 0, photo[:100])

    assert (answer.status_code, answer.json()["code"]) == (507, "het_cho")


def test_photos_of_an_event_issued_again_come_from_the_new_phone(phone, pao, told, photo, admin):
    show(phone, pao, photo)
    send(phone, LATER)
    fresh = phone_for(admin, pao, LATER)
    fresh.issue_again(phone.kept[0].content)
    send(fresh, SOON)

    Line(fresh).all_of(photo)

    assert len(told) == 1
    assert set_apart() == []
