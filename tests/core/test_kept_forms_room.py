"""Half-typed forms take so much room and no more; the oldest go, and the person is told."""

import tracemalloc
from datetime import timedelta

import pytest
from django.contrib.messages import get_messages
from django.core.cache import cache
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.db.utils import OperationalError
from django.urls import reverse

from conftest import MORNING
from xaso.core.law.seed import load_law
from xaso.core.lock import room, typed
from xaso.core.lock.kept import all_kept, keep
from xaso.core.lock.models import KeptForm
from xaso.core.lock.typed import ChosenFile, Typed
from xaso.core.people.models import Account

UNLOCK, ADD = "/mo-khoa/", "/don-vi/thon/them/"
PASSWORD = "suong som tren ruong bac thang"
KB, MB = 1000, 1_000_000


@pytest.fixture(autouse=True)
def law(db):
    load_law()
    cache.clear()


@pytest.fixture
def locked(sign_in, clock):
    """The person's session has rested too long."""

    def lock(actor):
        client = sign_in(actor)
        client.get(reverse("desk:home"))
        clock.move_to(MORNING + timedelta(minutes=16))
        return client

    return lock


def a_form(name, size=0):
    files = (ChosenFile("file", "ảnh.jpg", "image/jpeg", b"x" * size),) if size else ()
    return Typed(ADD, "Thêm thôn", (("name", (name,)),), files)


def put_by(actor, name, size=0, minute=0):
    at = MORNING + timedelta(minutes=minute)
    return keep(account_id=actor.account_id, typed=a_form(name, size), at=at)


def names_of(actor):
    found = all_kept(account_id=actor.account_id, at=MORNING)
    return [each.typed.data["name"] for each in found]


def text(response):
    return response.content.decode()


def test_beyond_the_room_of_one_person_the_oldest_go(lan, minh, monkeypatch):
    monkeypatch.setattr(room, "MOST_BYTES_OF_ONE_PERSON", 30 * KB)
    put_by(minh, "Của Minh", 20 * KB)
    put_by(lan, "một", 12 * KB, minute=1)
    put_by(lan, "hai", 2 * KB, minute=2)

    last = put_by(lan, "ba", 25 * KB, minute=3)

    assert names_of(lan) == ["ba", "hai"]
    assert last.pushed_out == 1
    assert names_of(minh) == ["Của Minh"]


def test_beyond_the_room_of_the_machine_the_oldest_of_all_go(lan, minh, sua, monkeypatch):
    monkeypatch.setattr(room, "MOST_BYTES_OF_THE_MACHINE", 50 * KB)
    for minute, actor in enumerate((minh, lan, sua)):
        put_by(actor, f"của {actor.name}", 15 * KB, minute=minute)

    last = put_by(lan, "mới", 15 * KB, minute=9)

    assert names_of(minh) == []
    assert names_of(lan) == ["mới", "của Lan"]
    assert names_of(sua) == ["của Sua"]
    assert last.pushed_out == 0, "none of Lan's"


def test_a_form_alone_is_kept_however_small_the_room(lan, monkeypatch):
    monkeypatch.setattr(room, "MOST_BYTES_OF_ONE_PERSON", 1)
    monkeypatch.setattr(room, "MOST_BYTES_OF_THE_MACHINE", 1)

    put_by(lan, "một")
    put_by(lan, "hai", minute=1)

    assert names_of(lan) == ["hai"]


def test_the_person_is_told_at_once_that_older_ones_went(lan, locked, monkeypatch):
    monkeypatch.setattr(room, "MOST_OF_ONE_PERSON", 2)
    client = locked(lan)
    for name in ("một", "hai", "ba"):
        sent = client.post(ADD, {"name": name, "kind": "thon"})

    page = text(client.get(sent["Location"]))

    assert "1 biểu mẫu gõ dở cũ nhất của anh chị đã bỏ" in page
    assert "nhiều nhất 2 biểu mẫu" in page


def test_who_signs_in_again_is_told_too(lan, sign_in, clock, client, monkeypatch):
    monkeypatch.setattr(room, "MOST_OF_ONE_PERSON", 1)
    account = Account.objects.get(pk=lan.account_id)
    account.set_password(PASSWORD)
    account.save()
    client.post("/dang-nhap/", {"login": account.username, "password": PASSWORD})
    put_by(lan, "cũ")
    clock.move_to(MORNING + timedelta(hours=13))

    sent = client.post(ADD, {"name": "mới", "kind": "thon"})

    assert "1 biểu mẫu gõ dở cũ nhất" in text(client.get(sent["Location"]))


def test_a_form_that_had_to_go_says_so_where_it_would_have_been(minh, sign_in):
    there = put_by(minh, "một")
    KeptForm.objects.all().delete()
    client = sign_in(minh)

    stand_in = client.get(reverse("lock:kept-form", args=[there.key]))
    own_page = client.get(f"{ADD}?da-giu={there.key}")

    assert stand_in.status_code == 404
    assert all("Bản gõ dở này không còn" in text(each) for each in (stand_in, own_page))


def test_nothing_is_said_of_what_is_no_key(minh, sign_in):
    answer = sign_in(minh).get(f"{ADD}?da-giu=xyz")

    assert answer.status_code == 200
    assert not list(get_messages(answer.wsgi_request))
    assert "Bản gõ dở" not in text(answer)


def test_words_no_person_types_are_not_kept_and_the_page_says_so(lan, locked, monkeypatch):
    monkeypatch.setattr(typed, "MOST_WORD_BYTES", 500)
    client = locked(lan)

    answer = client.post(ADD, {"name": "x" * 501, "kind": "thon"})

    assert answer.status_code == 413
    assert "dài quá mức phần mềm giữ được" in text(answer)
    assert "Quay lại của trình duyệt" in text(answer)
    assert "Mở khóa" in text(answer)
    assert not KeptForm.objects.exists()


def test_files_of_earlier_tries_do_not_pile_up(lan, locked, monkeypatch):
    monkeypatch.setattr(typed, "MOST_FILE_BYTES", 1000)
    client = locked(lan)
    first = {"name": "Nà Mẫu", "anh-1": SimpleUploadedFile("một.jpg", b"1" * 800)}
    client.post(ADD, first)
    key = KeptForm.objects.get().pk

    second = {"name": "Nà Mẫu", "anh-2": SimpleUploadedFile("hai.jpg", b"2" * 800)}
    client.post(f"{ADD}?da-giu={key}", second)

    [found] = all_kept(account_id=lan.account_id, at=MORNING)
    assert [file.name for file in found.typed.files] == ["hai.jpg"]
    assert found.typed.left_out == ("một.jpg",)


def test_sealing_takes_no_more_memory_than_the_form_once_more(lan):
    form = a_form("Nà Mẫu", 10 * MB)
    keep(account_id=lan.account_id, typed=a_form("trước"), at=MORNING)

    tracemalloc.start()
    keep(account_id=lan.account_id, typed=form, at=MORNING)
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()

    assert peak < (13 if connection.vendor == "sqlite" else 80) * MB, "psycopg spells bytes out"


def test_a_list_of_kept_forms_opens_one_at_a_time(lan):
    for minute in range(3):
        put_by(lan, f"{minute}", 9 * MB, minute=minute)

    tracemalloc.start()
    found = all_kept(account_id=lan.account_id, at=MORNING)
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()

    assert [each.typed.data["name"] for each in found] == ["2", "1", "0"]
    assert peak < 30 * MB


@pytest.fixture
def full_disk(transactional_db):
    """SQLite may take no further page, as when the disk has none."""
    if connection.vendor != "sqlite":
        pytest.skip("the limit of pages is SQLite's")
    with connection.cursor() as cursor:
        cursor.execute("CREATE TABLE filler (x BLOB)")
        yield lambda: _fill(cursor)
        cursor.execute(f"PRAGMA max_page_count = {2**30}")
        cursor.execute("DROP TABLE filler")


def _fill(cursor):
    cursor.execute("PRAGMA max_page_count = 1")
    while True:
        try:
            cursor.execute("INSERT INTO filler VALUES (zeroblob(100))")
        except OperationalError:
            return


def test_on_a_full_disk_the_words_come_back_on_the_page(full_disk, lan, locked):
    client = locked(lan)
    client.raise_request_exception = False
    words = "Đường vào thôn còn 4 km đất " * 400
    full_disk()

    answer = client.post(ADD, {"name": words, "kind": "thon"})

    assert answer.status_code == 507
    assert words.strip() in text(answer)
