"""What was kept is read by nobody else, holds no password, and is gone after a day."""

from datetime import timedelta

import pytest
from django.contrib.sessions.models import Session
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from django.urls import reverse

from conftest import MORNING
from tests.core.locked import (
    ADD,
    FILE,
    PASSWORD,
    WORDS,
    enter,
    law,
    rests,
    signed_in,
    text,
)
from xaso.core.jobs.kinds import KINDS, Running
from xaso.core.jobs.models import Job
from xaso.core.lock import kept, room
from xaso.core.lock.models import KeptForm
from xaso.core.lock.sealing import seal, unseal
from xaso.core.people.models import Account

__all__ = ["law", "signed_in"]
"""Fixtures of these stories."""


def test_another_person_at_the_same_browser_never_sees_the_words(signed_in, minh, lan, clock):
    client = signed_in(minh)
    rests(clock, hours=13)
    sent = client.post(ADD, {"name": WORDS, "kind": "thon"})

    key = KeptForm.objects.get().pk
    Account.objects.filter(pk=lan.account_id).update(
        password=Account.objects.get(pk=minh.account_id).password
    )
    back = enter(client, lan, sent)
    pages = [back["Location"], reverse("lock:kept-forms"), reverse("lock:kept-form", args=[key])]

    assert all(WORDS not in text(client.get(page, follow=True)) for page in pages)
    assert client.post(reverse("lock:kept-drop", args=[key])).status_code == 404
    assert "gõ dở chưa gửi" not in text(client.get(reverse("desk:home")))
    assert KeptForm.objects.exists()


def test_nothing_is_kept_when_nobody_can_know_whose_it_is(signed_in, minh, clock):
    client = signed_in(minh)
    rests(clock, hours=13)
    Session.objects.all().delete()
    del client.cookies["xaso_last"]

    answer = client.post(ADD, {"name": WORDS})

    assert answer.status_code == 401
    assert "Quay lại của trình duyệt" in text(answer)
    assert not KeptForm.objects.exists()


def test_a_visitor_makes_us_keep_nothing(client, minh):
    client.post(ADD, {"name": WORDS})

    assert not KeptForm.objects.exists()


@pytest.mark.parametrize("hours", [1, 13])
def test_a_form_sent_by_a_strangers_page_is_not_kept(signed_in, minh, clock, hours):
    cookies = signed_in(minh).cookies
    rests(clock, hours=hours)
    forged = Client(enforce_csrf_checks=True)
    forged.cookies = cookies

    answer = forged.post(ADD, {"name": WORDS, "csrfmiddlewaretoken": "a" * 64})

    assert answer.status_code == 403
    assert not KeptForm.objects.exists()


def test_the_database_holds_no_word_of_it(signed_in, minh, clock):
    client = signed_in(minh)
    rests(clock, minutes=16)

    client.post(f"{ADD}?next=/thu-xem/", {"name": WORDS, "file": SimpleUploadedFile(*FILE)})

    dump = "\n".join(stored_texts())
    assert KeptForm.objects.count() == 1
    for word in (WORDS, WORDS[:12], "Sín Chải", FILE[0], ADD, "thu-xem", "csrfmiddlewaretoken"):
        assert word not in dump


def stored_texts():
    """Everything that stands in any table, bytes read as text wherever they are text."""
    for table in connection.introspection.table_names():
        with connection.cursor() as cursor:
            cursor.execute(f'SELECT * FROM "{table}"')  # noqa: S608
            for row in cursor.fetchall():
                for cell in row:
                    raw = isinstance(cell, bytes | memoryview)
                    yield bytes(cell).decode("utf-8", "ignore") if raw else str(cell)


def test_passwords_are_never_kept(signed_in, minh, clock):
    client = signed_in(minh)
    rests(clock, minutes=16)

    client.post(ADD, {"name": "Nà Mẫu", "password": "bí mật", "new_password1": "bí mật"})
    client.post("/doi-mat-khau/", {"oldpassword": PASSWORD, "password1": "bí mật"})

    found = kept.all_kept(account_id=minh.account_id, at=MORNING)
    assert [dict(each.typed.fields) for each in found] == [{"name": ("Nà Mẫu",)}]


def test_after_a_day_it_is_gone(signed_in, minh, clock):
    client = signed_in(minh)
    rests(clock, minutes=16)
    client.post(ADD, {"name": WORDS})
    kept_at = MORNING + timedelta(minutes=16)

    early = kept.drop_old(at=kept_at + timedelta(hours=23, minutes=59))
    shown = kept.all_kept(account_id=minh.account_id, at=kept_at + timedelta(hours=24))
    late = kept.drop_old(at=kept_at + timedelta(hours=24))

    assert (early, shown, late) == (0, [], 1)
    assert not KeptForm.objects.exists()


def test_the_clock_removes_what_is_too_old(signed_in, minh, clock):
    client = signed_in(minh)
    rests(clock, minutes=16)
    client.post(ADD, {"name": WORDS})
    kind = KINDS["lock.drop_old_forms"]

    said = kind.work(Running(Job(name=kind.name), MORNING + timedelta(days=2)))

    assert said == "Đã xóa 1 biểu mẫu gõ dở."
    assert kind.cron
    assert not KeptForm.objects.exists()


def test_one_person_fills_no_disk(signed_in, minh, clock):
    client = signed_in(minh)
    rests(clock, minutes=16)

    for number in range(room.MOST_OF_ONE_PERSON + 3):
        client.post(ADD, {"name": f"Thôn {number}"})

    found = kept.all_kept(account_id=minh.account_id, at=MORNING)
    assert len(found) == room.MOST_OF_ONE_PERSON
    assert {"Thôn 14"} <= {each.typed.data["name"] for each in found}


def test_sealed_words_open_only_where_they_were_put(settings):
    sealed = seal(["bí ".encode(), "mật".encode()], "form 1")

    settings.SECRET_KEY = "another installation"

    assert unseal(bytes(sealed), "form 1") is None
    settings.SECRET_KEY = "another installation"
    again = seal(["bí ".encode(), "mật".encode()], "form 1")
    assert unseal(bytes(again), "form 2") is None
    assert unseal(bytes(again[:-1]), "form 1") is None
    assert unseal(bytes(again), "form 1").decode() == "bí mật"


def test_a_row_moved_to_another_person_does_not_open(signed_in, minh, lan, clock):
    client = signed_in(minh)
    rests(clock, minutes=16)
    client.post(ADD, {"name": WORDS})

    KeptForm.objects.update(account_id=lan.account_id)

    assert kept.all_kept(account_id=lan.account_id, at=MORNING) == []
