"""The book of backups lost or spoilt: made anew from what lies there, and said aloud."""

import json
import shutil
from dataclasses import replace
from datetime import timedelta

import pytest

from conftest import MORNING
from tests.core.backups import keep, run_job
from xaso.core.backup import book, health
from xaso.core.backup.begin import begin
from xaso.core.backup.keys import ensure_key
from xaso.core.backup.manifest import QUICK
from xaso.core.backup.records import Second
from xaso.core.backup.snapshot import make
from xaso.core.backup.trial import try_restore
from xaso.core.doctor.finding import Level

pytestmark = pytest.mark.django_db(transaction=True)
SPOILT = ["{hỏng", "", "null", "[]", "{}", "[" * 100_000, '{"snapshots": [{"path": 1}]}']


@pytest.fixture
def written(full, trung, place):
    """A book with all that a book can hold."""
    begin(MORNING - timedelta(days=3))
    keep(trung, b"%PDF-1.7 moi", MORNING)
    make(at=MORNING + timedelta(minutes=5), kind=QUICK)
    book.change(stowed_key="BQ9DT4", second=Second(folder="/media/usb", set_at=MORNING))
    return book.read_book()


@pytest.fixture
def home(place):
    return place / "backups"


@pytest.mark.parametrize("content", SPOILT)
def test_of_a_spoilt_book_nothing_is_lost(written, home, content):
    (home / book.BOOK).write_text(content)

    now = book.read_book()

    assert replace(now, rebuilt_at=None) == written


def test_the_spoilt_book_is_kept_aside_and_the_new_one_is_written_at_once(written, home):
    (home / book.BOOK).write_text("{hỏng")

    run_job("backup.snapshot", MORNING + timedelta(minutes=10))

    assert [path.read_text() for path in home.glob("book-hong*.json")] == ["{hỏng"]
    assert json.loads((home / book.BOOK).read_text())["stowed_key"] == "BQ9DT4"
    assert book.read_book().second == written.second


def test_another_spoilt_book_does_not_take_the_place_of_the_first(written, home):
    for words in ("{một", "{hai"):
        (home / book.BOOK).write_text(words)
        book.change()

    assert {path.read_text() for path in home.glob("book-hong*.json")} == {"{một", "{hai"}


@pytest.mark.parametrize("content", [*SPOILT, None])
def test_without_any_book_the_backups_that_lie_there_are_listed(written, home, content):
    for name in (book.BOOK, book.COPY):
        (home / name).unlink()
        if content is not None:
            (home / name).write_text(content)

    found = book.read_book().snapshots

    assert found == tuple(replace(each, rows=0, files=0) for each in written.snapshots)


def test_a_backup_made_after_the_copy_of_the_book_is_found_as_well(written, home):
    before = (home / book.COPY).read_bytes()
    newest = make(at=MORNING + timedelta(minutes=10), kind=QUICK)
    (home / book.BOOK).write_text("{hỏng")
    (home / book.COPY).write_bytes(before)

    found = book.read_book()

    assert found.last_good == replace(newest, rows=0, files=0)
    assert found.snapshots[:-1] == written.snapshots


def test_backups_of_another_machine_that_lie_there_are_not_listed_and_not_touched(
    written, home, settings, tmp_path
):
    ours = settings.DATA_DIR
    settings.DATA_DIR = tmp_path / "may-khac"
    settings.DATA_DIR.mkdir()
    theirs = make(at=MORNING + timedelta(days=1))
    settings.DATA_DIR = ours
    shutil.copy(theirs.path, home)
    for name in (book.BOOK, book.COPY):
        (home / name).unlink()

    make(at=MORNING + timedelta(days=2), kind=QUICK)

    assert theirs.name not in {each.name for each in book.read_book().snapshots}
    assert (home / theirs.name).read_bytes() == theirs.path.read_bytes()


def test_work_goes_on_after_the_book_was_lost(written, trung, home):
    """No new full backup is needed, the trial passes, and the counts come with the next one."""
    for name in (book.BOOK, book.COPY):
        (home / name).unlink()
    keep(trung, b"%PDF-1.7 sau do", MORNING)

    trial = try_restore(MORNING)
    make(at=MORNING + timedelta(minutes=15), kind=QUICK)

    now = book.read_book()
    assert trial.equal
    assert trial.rows > 500
    assert now.last_good.base == written.last_full.name
    assert now.last_good.rows > 500


def test_the_page_and_the_doctor_say_so_for_a_week(written, home, trung, sign_in):
    (home / book.BOOK).write_text("{hỏng")
    book.change()

    page = sign_in(trung).get("/sao-luu/").content.decode()
    [told] = [each for each in health.findings(MORNING) if each.code == "backup_book_rebuilt"]

    assert told.level is Level.NOTICE
    assert "2 bản" in told.message
    assert told.message in page
    assert "chưa đếm" not in page
    assert not [
        each
        for each in health.findings(MORNING + timedelta(days=8))
        if each.code == "backup_book_rebuilt"
    ]


def test_a_book_the_disk_does_not_give_is_a_problem_of_the_first_page(written, home):
    (home / book.BOOK).unlink()
    (home / book.BOOK).mkdir()

    wrong = health.alarm(MORNING)

    assert book.read_book().snapshots == written.snapshots
    assert "Ổ đĩa" in wrong.message


def test_a_book_that_names_files_elsewhere_is_not_believed(written, home, place):
    saved = json.loads((home / book.BOOK).read_text())
    saved["snapshots"][0]["path"] = "../secret_key"
    (home / book.BOOK).write_text(json.dumps(saved))

    assert book.read_book().snapshots == written.snapshots


def test_a_book_of_a_newer_program_is_read_without_what_is_new(written, home):
    saved = json.loads((home / book.BOOK).read_text())
    saved["later"] = saved["snapshots"][0]["later"] = 1
    (home / book.BOOK).write_text(json.dumps(saved))

    assert book.read_book() == written


def test_before_the_first_backup_there_is_nothing_to_tell(place):
    (place / "backups").mkdir()
    (place / "backups" / "cua-may-cu-day-du.xaso").write_bytes(b"age-encryption.org/v1 ...")

    assert book.read_book() == book.Book()
    assert not [each for each in health.findings(MORNING) if each.code == "backup_book_rebuilt"]


def test_the_key_alone_tells_which_backups_are_ours(written, home, place):
    """Without it none is listed, and none is taken away."""
    for name in (book.BOOK, book.COPY):
        (home / name).unlink()
    (place / "backup.key").rename(place / "backup.key.cat")

    assert book.read_book().snapshots == ()
    assert ensure_key(place) is not None
    assert len(list(home.glob("*.xaso"))) == 2


def test_what_nobody_has_counted_is_not_shown_as_nothing(written, home, trung, sign_in):
    for name in (book.BOOK, book.COPY):
        (home / name).unlink()

    page = sign_in(trung).get("/sao-luu/").content.decode()

    assert page.count("chưa đếm") == 4
