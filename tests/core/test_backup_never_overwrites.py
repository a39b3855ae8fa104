"""A restore never takes the place of data, of another key or of what a cut restore has checked."""

import pytest

from tests.core.backups import KEY_FILE, bring_back, files_in, xaso
from xaso.config.cli import restore_command
from xaso.core.backup import restore
from xaso.core.backup.emptiness import finish_or_forget
from xaso.core.backup.keys import ensure_key, key_from_file
from xaso.core.backup.refusals import BackupRefused

pytestmark = pytest.mark.django_db(transaction=True)


def test_a_restored_folder_opens_to_its_owner_only(full, place, tmp_path):
    code, _answer = bring_back(tmp_path / "new", full.path, key=place)

    assert code == 0
    assert (tmp_path / "new").stat().st_mode & 0o777 == 0o700


def test_the_key_of_other_backups_is_kept_under_its_number(full, place, tmp_path):
    folder = tmp_path / "new"
    folder.mkdir()
    other = ensure_key(folder)

    code, _answer = bring_back(folder, full.path, key=place)

    assert code == 0
    assert key_from_file(folder / KEY_FILE) == ensure_key(place)
    assert key_from_file(folder / f"backup-{other.number}.key") == other


def test_the_program_started_after_a_cut_finds_what_came_back(full, place, tmp_path):
    folder = tmp_path / "new"
    bring_back(folder, full.path, key=place)
    work = folder / ".dang-khoi-phuc"
    work.mkdir()
    (work / "checked").touch()
    (folder / "xaso.sqlite3").rename(work / "xaso.sqlite3")

    code, verified = xaso(folder, "events", "verify")

    assert (code, verified["ok"]) == (0, True)
    assert verified["checked"] > 0
    assert not work.exists()


@pytest.fixture
def cut(tmp_path):
    """The power went while the parts moved in: the database had not moved yet."""
    folder = tmp_path / "new"
    work = folder / ".dang-khoi-phuc"
    work.mkdir(parents=True)
    (work / "checked").touch()
    (work / "xaso.sqlite3").write_text("khôi phục")
    (folder / "files").mkdir()
    return folder


def test_a_restore_cut_while_it_moved_in_is_finished(cut):
    finish_or_forget(cut)

    assert (cut / "xaso.sqlite3").read_text() == "khôi phục"
    assert not (cut / ".dang-khoi-phuc").exists()


def test_a_database_begun_after_the_cut_stays(cut):
    (cut / "xaso.sqlite3").write_text("việc của hôm nay")

    finish_or_forget(cut)

    assert (cut / "xaso.sqlite3").read_text() == "việc của hôm nay"


def test_trouble_after_all_has_moved_in_takes_nothing_away(tmp_path):
    home = tmp_path / "new"
    (home / "files").mkdir(parents=True)
    (home / "xaso.sqlite3").write_text("đã khôi phục")
    before = files_in(home)

    restore_command._leave_nothing(home, home / ".dang-khoi-phuc", is_new=True)

    assert files_in(home) == before


def test_what_is_moving_in_is_not_thrown_away(cut):
    before = files_in(cut)

    restore_command._leave_nothing(cut, cut / ".dang-khoi-phuc", is_new=True)

    assert files_in(cut) == before


def test_a_restore_that_came_to_nothing_leaves_no_folder(tmp_path):
    home = tmp_path / "new"
    (home / ".dang-khoi-phuc").mkdir(parents=True)

    restore_command._leave_nothing(home, home / ".dang-khoi-phuc", is_new=True)

    assert not home.exists()


def test_a_folder_that_got_data_meanwhile_is_left_alone(tmp_path):
    (tmp_path / "xaso.sqlite3").write_text("việc của hôm nay")

    with pytest.raises(BackupRefused, match="dữ liệu khác"):
        restore._must_still_be_empty(tmp_path)


def test_heads_torn_on_the_stick_do_not_stop_a_restore(full, place, tmp_path):
    (full.path.parent / "anchors.jsonl").write_text(
        '{"commune": "02923", "number": 9, "hash": "a"}\n{"com'
    )

    code, answer = bring_back(tmp_path / "new", full.path, key=place)

    assert (code, answer.get("older", [{}])[0].get("commune")) == (0, "02923")
