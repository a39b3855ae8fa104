"""A backup opens with its key alone: from the paper, from a file, or not."""

import os
import shutil

import pytest

from tests.core.backups import KEY_FILE, TELLING, bring_back, without_key, xaso
from xaso.core.backup.keys import ensure_key, key_from_file
from xaso.lib.key_text import halves, write_key

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def stolen(full, tmp_path):
    return without_key(full.path, tmp_path / "usb")


@pytest.fixture
def printed(full, place):
    """As somebody types it from the paper."""
    return " ".join(write_key(ensure_key(place).secret)).lower()


def test_the_printed_key_in_a_file_is_enough(full, stolen, printed, tmp_path):
    (tmp_path / "phieu.txt").write_text(printed)

    code, answer = xaso(
        tmp_path / "new", "restore", str(stolen), "--key", str(tmp_path / "phieu.txt")
    )

    assert (code, answer["rows"]) == (0, full.rows)


def test_the_printed_key_from_another_program_is_enough(full, stolen, printed, tmp_path):
    code, answer = xaso(tmp_path / "new", "restore", str(stolen), "--key", "-", typed=printed)

    assert (code, answer["rows"]) == (0, full.rows)


def test_the_printed_key_in_the_environment_is_enough(full, stolen, printed, tmp_path):
    code, answer = xaso(tmp_path / "new", "restore", str(stolen), XASO_BACKUP_KEY=printed)

    assert (code, answer["rows"]) == (0, full.rows)


def test_each_half_may_lie_in_a_file_of_its_own(full, place, stolen, tmp_path):
    for name, groups in zip("ab", halves(ensure_key(place).secret, os.urandom), strict=True):
        (tmp_path / name).write_text("\n".join(groups))
    both = [word for name in "ab" for word in ("--key", str(tmp_path / name))]

    code, answer = xaso(tmp_path / "new", "restore", *both, str(stolen))

    assert (code, answer["rows"]) == (0, full.rows)


@pytest.mark.parametrize("how", ["quoted", "bare", "joined", "age"])
def test_the_key_itself_is_not_taken_from_the_command_line(place, stolen, printed, tmp_path, how):
    """Whoever lists the programs that run would read it there."""
    words = {
        "quoted": [printed],
        "bare": printed.split(),
        "joined": [printed.replace(" ", ".")],
        "age": [ensure_key(place).line],
    }[how]

    code, answer = xaso(tmp_path / "new", "restore", str(stolen), "--key", *words)

    assert (code, answer["error"]["code"]) == (2, "key_in_command")
    assert "máy sẽ hỏi" in answer["error"]["message"]
    assert not any(word in answer["error"]["message"] for word in words)
    assert not (tmp_path / "new").exists()


def test_a_key_file_that_is_not_there_is_answered_the_same_way(stolen, tmp_path):
    code, answer = xaso(tmp_path / "new", "restore", str(stolen), "--key", "/usb/khoa.key")

    assert (code, answer["error"]["code"]) == (2, "key_in_command")
    assert "Không thấy tệp khóa" in answer["error"]["message"]


def test_without_the_name_of_a_backup_it_says_how_to_call(tmp_path):
    code, answer = xaso(tmp_path / "new", "restore")

    assert (code, answer["error"]["code"]) == (2, "usage")
    assert "xaso restore FILE" in answer["error"]["message"]


def test_a_slip_in_the_typed_key_is_named(full, place, tmp_path):
    groups = write_key(ensure_key(place).secret)
    groups[4] = groups[4][:-1] + ("2" if groups[4][-1] != "2" else "3")

    code, answer = xaso(
        tmp_path / "new", "restore", str(full.path), "--key", "-", typed=" ".join(groups)
    )

    assert (code, answer["error"]["code"]) == (2, "wrong_key_text")
    assert "Nhóm 5" in answer["error"]["message"]
    assert not (tmp_path / "new").exists()


def test_without_a_key_it_says_where_to_look(stolen, tmp_path):
    code, answer = bring_back(tmp_path / "new", stolen)

    assert (code, answer["error"]["code"]) == (2, "key_missing")
    assert "phiếu khóa" in answer["error"]["message"]


def test_the_key_of_another_installation_opens_nothing(stolen, tmp_path):
    (tmp_path / "other").mkdir()
    ensure_key(tmp_path / "other")

    code, answer = xaso(
        tmp_path / "new", "restore", str(stolen), "--key", str(tmp_path / "other" / KEY_FILE)
    )

    assert (code, answer["error"]["code"]) == (2, "wrong_key")


def test_a_stolen_backup_shows_nothing(full):
    content = full.path.read_bytes()

    assert content.startswith(b"age-encryption.org/v1")
    for shown in (TELLING.encode(), "Mẫu Sơn".encode(), b"SQLite format", b"manifest", b"bi-mat"):
        assert shown not in content


def test_a_folder_with_a_key_file_alone_counts_as_empty(full, place, tmp_path):
    (tmp_path / "new").mkdir()
    shutil.copy(place / KEY_FILE, tmp_path / "new" / KEY_FILE)
    stolen = without_key(full.path, tmp_path / "usb")

    code, answer = bring_back(tmp_path / "new", stolen)

    assert (code, answer["rows"]) == (0, full.rows)


def test_of_several_keys_beside_the_backup_the_right_one_is_taken(full, place, tmp_path):
    stolen = without_key(full.path, tmp_path / "usb")
    (tmp_path / "other").mkdir()
    ensure_key(tmp_path / "other")
    shutil.copy(tmp_path / "other" / KEY_FILE, tmp_path / "usb" / "a-cu.key")
    shutil.copy(place / KEY_FILE, tmp_path / "usb" / "b-moi.key")

    code, _answer = bring_back(tmp_path / "new", stolen)

    assert code == 0
    assert key_from_file(tmp_path / "new" / KEY_FILE) == ensure_key(place)


def test_the_key_is_read_by_its_owner_alone(place):
    ensure_key(place)

    assert (place / KEY_FILE).stat().st_mode & 0o777 == 0o600
