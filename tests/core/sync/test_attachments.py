"""Photos come after the records, piece by piece; a cut line costs the piece alone."""

from __future__ import annotations

import hashlib
from datetime import timedelta

import pytest
from django import forms
from django.test import Client
from django.urls import reverse

from conftest import MORNING
from tests.core.sync.phones import LATER, items, phone_for, send
from xaso.core.files.models import StoredFile
from xaso.core.sync import commands
from xaso.core.sync.models import Attachment, Item
from xaso.drills.work import photo_of

pytestmark = pytest.mark.django_db
PIECE = 1_000


class NoteForm(forms.Form):
    note = forms.CharField()


@pytest.fixture
def told(monkeypatch):
    """A command that takes photos; what it was told stands in the list."""
    heard = []
    command = commands.Command(
        "tests.show",
        1,
        form=lambda _actor, data: NoteForm(data),
        run=lambda **_given: None,
        attach=lambda **given: heard.append((given["made_as"], given["file"])),
    )
    monkeypatch.setitem(commands._accepted, ("tests.show", 1), command)
    return heard


@pytest.fixture
def photo():
    return photo_of(3)[1]


def hash_of(content):
    return hashlib.sha256(content).hexdigest()


def show(phone, pao, *photos, **more):
    named = [{"sha256": hash_of(each), "size": len(each), "type": "image/jpeg"} for each in photos]
    body = {"note": "Ảnh nhà văn hóa", "anh": named, **more}
    return phone.save(str(pao.account_id), "tests.show", body, at=MORNING)


class Line:
    def __init__(self, phone):
        self.phone, self.client = phone, Client(enforce_csrf_checks=True)

    def head(self, sha256):
        path = f"/dong-bo/tep/{sha256}"
        return self.client.head(path, headers=self.phone.headers("HEAD", path))

    def patch(self, sha256, offset, piece):
        path = f"/dong-bo/tep/{sha256}"
        headers = self.phone.headers("PATCH", path, piece, str(offset))
        return self.client.patch(path, piece, "application/octet-stream", headers=headers)

    def all_of(self, content, offset=0):
        while offset < len(content):
            answer = self.patch(hash_of(content), offset, content[offset : offset + PIECE])
            assert answer.status_code == 204, answer.content
            offset = int(answer["Upload-Offset"])


@pytest.fixture
def line(phone):
    return Line(phone)


def test_a_record_is_there_before_its_photo(phone, pao, told, photo):
    show(phone, pao, photo)

    answer = send(phone, LATER)

    assert answer["st"][0][1:] == ["ap_dung", "thieu_anh", "", "còn 1 ảnh"]
    assert told == []


def test_the_photo_comes_in_pieces_and_is_handed_on_whole(phone, pao, told, photo, line):
    key = show(phone, pao, photo)
    send(phone, LATER)

    line.all_of(photo)

    assert [str(made_as) for made_as, _file in told] == [key]
    assert items() == [("tests.show", "ap_dung", "ok")]
    file = StoredFile.objects.get()
    assert (file.media_type, file.kept_by) == ("image/jpeg", pao.account_id)
    assert send(phone, LATER + timedelta(minutes=1), first=1)["st"] == []


def test_after_two_weeks_somebody_is_asked_to_phone_and_may_stop_waiting(
    phone, pao, told, photo, line, person, gia_phu, sign_in, clock
):
    show(phone, pao, photo)
    send(phone, LATER)
    lan, item = person("Lan", gia_phu, "chanh_van_phong"), Item.objects.get()
    client = sign_in(lan)
    look = reverse("desk:phones-to-look-at")
    early = client.get(look).content.decode()
    clock.shift(timedelta(days=15))
    client = sign_in(lan)
    late = client.get(look).content.decode()

    client.post(reverse("desk:phone-item-files", args=[item.pk]), {"reason": "máy mất"})

    assert ("Ảnh chưa tới" in early, "Ảnh chưa tới" in late) == (False, True)
    assert items() == [("tests.show", "ap_dung", "ok")]
    assert Attachment.objects.get().close_reason == "máy mất"
    line.all_of(photo)
    assert len(told) == 1, "it is taken when it comes after all"


def test_after_a_cut_it_goes_on_at_the_byte(phone, pao, told, photo, line):
    show(phone, pao, photo)
    send(phone, LATER)
    line.patch(hash_of(photo), 0, photo[:PIECE])

    told_so_far = line.head(hash_of(photo))
    again = line.patch(hash_of(photo), 0, photo[:PIECE])

    assert told_so_far["Upload-Offset"] == str(PIECE)
    assert told_so_far["Upload-Length"] == str(len(photo))
    assert (again.status_code, again["Upload-Offset"]) == (409, str(PIECE))
    line.all_of(photo, PIECE)
    assert len(told) == 1


def test_what_came_in_whole_is_not_asked_for_again(phone, pao, told, photo, line):
    show(phone, pao, photo)
    send(phone, LATER)
    line.all_of(photo)

    answer = line.head(hash_of(photo))

    assert answer["Upload-Offset"] == answer["Upload-Length"] == str(len(photo))
    assert "X-Safe" not in answer
    assert line.patch(hash_of(photo), 0, photo[:10])["Upload-Offset"] == str(len(photo))


def test_a_whole_with_the_wrong_hash_begins_anew(phone, pao, told, photo, line):
    show(phone, pao, photo)
    send(phone, LATER)
    wrong = bytes([photo[0] ^ 1]) + photo[1:]

    answer = line.patch(hash_of(photo), 0, wrong)

    assert (answer.status_code, answer["Upload-Offset"]) == (409, "0")
    line.all_of(photo)
    assert len(told) == 1


def test_a_photo_nobody_spoke_of_is_not_taken(phone, pao, told, photo, line, admin, sua):
    show(phone, pao, photo)
    send(phone, LATER)
    other = Line(phone_for(admin, sua, MORNING))

    assert line.head("0" * 64).status_code == 404
    assert other.head(hash_of(photo)).status_code == 404
    assert other.patch(hash_of(photo), 0, photo[:10]).status_code == 404


def test_more_than_was_announced_is_refused(phone, pao, told, photo, line):
    show(phone, pao, photo)
    send(phone, LATER)

    answer = line.patch(hash_of(photo), 0, photo + b"x")

    assert (answer.status_code, answer["Upload-Offset"]) == (409, "0")


def test_what_is_no_photo_is_said_to_be_none(phone, pao, told, line):
    page = b"<html>" * 100
    show(phone, pao, page)
    send(phone, LATER)

    answer = line.patch(hash_of(page), 0, page)

    assert answer.status_code == 422
    assert not StoredFile.objects.exists()
    assert told == []


@pytest.mark.parametrize(
    "named",
    ["x", [1], [{"sha256": "x", "size": 1}], [{"sha256": "0" * 64, "size": 0}],
     [{"sha256": "0" * 64, "size": 9_000_000}], [{"sha256": "0" * 64, "size": 1}] * 11],
)  # fmt: skip
def test_a_list_of_photos_that_makes_no_sense_is_refused(phone, pao, told, named):
    show(phone, pao, anh=named)

    answer = send(phone, LATER)

    assert answer["st"][0][1:3] == ["tu_choi", "sai_du_lieu"]
    assert not Attachment.objects.exists()


@pytest.mark.parametrize("offset", ["", "-1", "x", "1" * 10])
def test_a_piece_without_its_place_is_broken(phone, pao, told, photo, line, offset):
    show(phone, pao, photo)
    send(phone, LATER)

    assert line.patch(hash_of(photo), offset, photo[:10]).status_code == 400


def test_a_photo_in_a_verified_copy_elsewhere_is_safe(phone, pao, told, photo, line, monkeypatch):
    from xaso.core.sync import attachments

    show(phone, pao, photo)
    send(phone, LATER)
    line.all_of(photo)
    monkeypatch.setattr(attachments, "copied_elsewhere_until", lambda: LATER + timedelta(days=1))

    assert line.head(hash_of(photo))["X-Safe"] == "1"
