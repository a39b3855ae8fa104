"""A full disk: nothing half there, a page in plain words, what was typed comes back."""

from __future__ import annotations

import errno
from contextlib import ExitStack
from datetime import timedelta

import pytest
from django.contrib.sessions.backends.db import SessionStore
from django.db import connection
from django.db.utils import OperationalError
from django.utils import timezone

from conftest import MORNING
from xaso.core.events.kept import KeptMiddleware, is_kept, note_kept
from xaso.core.law.seed import load_law
from xaso.core.people.models import Account, SignIn
from xaso.core.people.sign_ins.coming_in import SEEN_EVERY_SECONDS
from xaso.core.ui.no_room import is_no_room
from xaso.modules.plans.models import Task

GIVE = "/ke-hoach/viec/giao/"
PASSWORD = "suong som tren ruong bac thang"
AS_MANY_AS_IT_LIKES = 2**30
TYPED = {"title": "Rà soát nhà văn hóa", "evidence_count": "1", "source_kind": "tu_de_xuat",
         "evidence_kind": "anh", "priority": "2", "product": "Danh sách 12 nhà văn hóa"}  # fmt: skip


@pytest.fixture
def full_disk(transactional_db):
    """SQLite may take no further page, as when the disk has none."""
    if connection.vendor != "sqlite":
        pytest.skip("the limit of pages is SQLite's")
    with connection.cursor() as cursor:
        cursor.execute("CREATE TABLE filler (x BLOB)")
        yield lambda: _fill(cursor)
        cursor.execute(f"PRAGMA max_page_count = {AS_MANY_AS_IT_LIKES}")
        cursor.execute("DROP TABLE filler")


def _fill(cursor):
    cursor.execute("PRAGMA max_page_count = 1")
    while True:
        try:
            cursor.execute("INSERT INTO filler VALUES (zeroblob(100))")
        except OperationalError:
            return


@pytest.fixture
def browser(sign_in, lan):
    browser = sign_in(lan)
    browser.raise_request_exception = False
    return browser


def test_a_full_disk_is_said_in_words_and_gives_back_what_was_typed(full_disk, browser):
    full_disk()

    answers = [browser.post(GIVE, TYPED) for _ in range(40)]

    page = answers[-1].content.decode()
    assert answers[-1].status_code == 507
    assert "Ổ đĩa của máy chủ đã đầy" in page
    assert "<blockquote>Danh sách 12 nhà văn hóa</blockquote>" in page
    assert 'name="product" value="Danh sách 12 nhà văn hóa"' in page
    kept = [answer for answer in answers if answer.status_code == 302]
    assert Task.objects.count() == len(kept)


def test_pages_are_read_while_the_disk_is_full(full_disk, browser):
    full_disk()

    assert browser.get("/ke-hoach/viec/").status_code == 200


@pytest.fixture
def no_write(transactional_db):
    """Every write is refused, as on a disk where not even a note finds room."""

    def refuse(execute, sql, *rest):
        if sql.startswith(("UPDATE", "INSERT", "DELETE")):
            raise OperationalError("database or disk is full")
        return execute(sql, *rest)

    with ExitStack() as stack:
        yield lambda: stack.enter_context(connection.execute_wrapper(refuse))


@pytest.fixture
def at_work(transactional_db, client, lan, clock):
    """Lan came in with her password and gave a task five minutes ago; its message is unread."""
    load_law()
    account = Account.objects.get(pk=lan.account_id)
    account.set_password(PASSWORD)
    account.save(update_fields=["password"])
    sent = {"login": account.username, "password": PASSWORD}
    assert client.post("/dang-nhap/", sent).status_code == 302
    assert client.post(GIVE, TYPED).status_code == 302
    clock.move_to(MORNING + timedelta(seconds=SEEN_EVERY_SECONDS + 1))
    return client


def test_pages_are_read_on_a_full_disk_by_somebody_seen_long_ago(no_write, at_work):
    """Neither the note that Lan is at work finds room, nor that she has read the message."""
    no_write()

    answers = [at_work.get("/ke-hoach/viec/") for _ in range(2)]

    assert [answer.status_code for answer in answers] == [200, 200]


def test_a_session_that_was_ended_reads_nothing_on_a_full_disk_either(no_write, at_work):
    SignIn.objects.update(ended_at=timezone.now(), session_key="")
    no_write()
    at_work.raise_request_exception = False

    answer = at_work.get("/ke-hoach/viec/")

    assert answer.status_code == 507
    assert TYPED["title"] not in answer.content.decode()


def test_a_password_is_not_written_into_the_page(full_disk, client):
    full_disk()
    client.raise_request_exception = False

    answer = client.post("/dang-nhap/", {"login": "lan", "password": "bi mat cua Lan"})

    assert "bi mat cua Lan" not in answer.content.decode()


@pytest.mark.parametrize(
    ("error", "is_it"),
    [
        (OSError(errno.ENOSPC, "No space left on device"), True),
        (OperationalError("database or disk is full"), True),
        (OperationalError('could not extend file "base/1/2": No space left on device'), True),
        (OperationalError("database is locked"), False),
        (OSError(errno.EACCES, "Permission denied"), False),
        (None, False),
    ],
)
def test_only_a_full_disk_counts_as_one(error, is_it):
    assert is_no_room(error) is is_it


def test_the_reason_is_found_behind_another_error():
    reason = OSError(errno.ENOSPC, "No space left on device")
    told = ValueError("the file was not kept")
    told.__cause__ = reason

    assert is_no_room(told)


@pytest.fixture
def sessions_fail(monkeypatch):
    """The action is committed; what tells the person so cannot be written any more."""

    def break_them(error):
        def save(self, must_create=False):
            raise error

        monkeypatch.setattr(SessionStore, "save", save)

    return break_them


@pytest.mark.django_db(transaction=True)
def test_a_failure_after_the_work_is_done_does_not_say_that_it_was_lost(browser, sessions_fail):
    sessions_fail(OperationalError("disk I/O error"))

    answer = browser.post(GIVE, TYPED)

    assert answer.status_code == 500
    assert "Việc vừa rồi đã được lưu" in answer.content.decode()
    assert Task.objects.count() == 1


@pytest.mark.django_db(transaction=True)
def test_a_disk_that_fills_up_after_the_work_is_done_offers_no_second_sending(
    browser, sessions_fail
):
    sessions_fail(OperationalError("database or disk is full"))

    page = browser.post(GIVE, TYPED).content.decode()

    assert "Việc vừa rồi đã được lưu" in page
    assert "Gửi lại</button>" not in page


def test_the_next_request_does_not_borrow_the_success_of_the_last(rf):
    seen = []
    KeptMiddleware(lambda request: note_kept("plans.task.drafted"))(rf.post("/"))

    KeptMiddleware(lambda request: seen.append(is_kept()))(rf.post("/"))

    assert seen == [False]
