"""A backup holds everything of one moment, opens with its key alone, and comes back equal or not at all."""

import json
import shutil
from datetime import timedelta

import pytest
from django.db import connection

from conftest import MORNING
from tests.core.backups import (
    KEY_FILE,
    TELLING,
    files_in,
    keep,
    path_of,
    rows_in,
    without_key,
    xaso,
)
from xaso.core.backup import book, sqlite
from xaso.core.backup.archive import Member, write_archive
from xaso.core.backup.keys import ensure_key, key_from_file
from xaso.core.backup.manifest import FULL, QUICK
from xaso.core.backup.refusals import BackupBroken, BackupRefused
from xaso.core.backup.snapshot import make
from xaso.core.backup.unpack import unpack
from xaso.core.units.actions import add_village
from xaso.lib.key_text import write_key

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture(autouse=True)
def place(settings, tmp_path):
    settings.DATA_DIR = tmp_path / "data"
    settings.STORAGE_DIR = tmp_path / "data" / "files"
    settings.DATA_DIR.mkdir()
    (settings.DATA_DIR / "secret_key").write_text("bi-mat")
    return settings.DATA_DIR


@pytest.fixture
def trung(person, gia_phu):
    return person("Trung", gia_phu, "quan_tri")


@pytest.fixture
def full(trung):
    keep(trung, b"%PDF-1.7 " + TELLING.encode() * 2000, MORNING)
    add_village(actor=trung, name="Mẫu Sơn", kind="thon")
    return make(at=MORNING)


def test_a_backup_says_what_it_holds(full):
    assert full.kind == FULL
    assert full.files == 1
    assert full.rows > 500  # the catalogue of communes alone
    assert full.path.stat().st_size == full.bytes
    assert full.path.with_name(full.name + ".sha256").read_text().split() == [
        full.sha256,
        full.name,
    ]
    assert book.last_good() == full


def test_a_backup_comes_back_equal_in_an_empty_folder(full, place, tmp_path):
    code, answer = xaso(
        tmp_path / "new", "restore", str(full.path), "--key", str(place / KEY_FILE)
    )

    assert (code, answer["rows"], answer["files"]) == (0, full.rows, 1)
    assert files_in(tmp_path / "new" / "files") == files_in(place / "files")
    assert (tmp_path / "new" / "secret_key").read_text() == "bi-mat"
    assert key_from_file(tmp_path / "new" / KEY_FILE) == ensure_key(place)


def test_after_a_restore_the_diary_goes_on_with_the_restore(full, place, tmp_path):
    xaso(tmp_path / "new", "restore", str(full.path), "--key", str(place / KEY_FILE))
    code, verified = xaso(tmp_path / "new", "events", "verify")
    events = rows_in(tmp_path / "new" / "xaso.sqlite3")["events_event"]

    assert (code, verified["ok"], verified["checked"]) == (0, True, 2)
    said = {value for row in events for value in row if isinstance(value, str)}
    assert {"units.village.added", "backup.data.restored"} <= said


def test_sessions_end_with_a_restore(full, place, tmp_path, sign_in, trung):
    sign_in(trung)
    later = make(at=MORNING + timedelta(minutes=5))

    xaso(tmp_path / "new", "restore", str(later.path), "--key", str(place / KEY_FILE))

    assert rows_in(tmp_path / "new" / "xaso.sqlite3")["django_session"] == []


def test_the_printed_key_is_enough(full, place, tmp_path):
    stolen = without_key(full.path, tmp_path / "usb")
    typed = " ".join(write_key(ensure_key(place).secret)).lower()

    code, answer = xaso(tmp_path / "new", "restore", str(stolen), "--key", typed)

    assert (code, answer["rows"]) == (0, full.rows)


def test_a_slip_in_the_typed_key_is_named(full, place, tmp_path):
    groups = write_key(ensure_key(place).secret)
    groups[4] = groups[4][:-1] + ("2" if groups[4][-1] != "2" else "3")

    code, answer = xaso(tmp_path / "new", "restore", str(full.path), "--key", " ".join(groups))

    assert (code, answer["error"]["code"]) == (2, "wrong_key_text")
    assert "Nhóm 5" in answer["error"]["message"]
    assert not (tmp_path / "new").exists()


def test_without_a_key_it_says_where_to_look(full, tmp_path):
    stolen = without_key(full.path, tmp_path / "usb")

    code, answer = xaso(tmp_path / "new", "restore", str(stolen))

    assert (code, answer["error"]["code"]) == (2, "key_missing")
    assert "phiếu khóa" in answer["error"]["message"]


def test_the_key_of_another_installation_opens_nothing(full, tmp_path):
    stolen = without_key(full.path, tmp_path / "usb")
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


def test_a_folder_with_data_is_refused_and_left_alone(full, place, tmp_path):
    folder = tmp_path / "new"
    xaso(folder, "restore", str(full.path), "--key", str(place / KEY_FILE))
    before = files_in(folder)

    code, answer = xaso(folder, "restore", str(full.path))

    assert (code, answer["error"]["code"]) == (2, "not_empty")
    assert files_in(folder) == before


def test_a_folder_with_a_key_file_alone_counts_as_empty(full, place, tmp_path):
    (tmp_path / "new").mkdir()
    shutil.copy(place / KEY_FILE, tmp_path / "new" / KEY_FILE)
    stolen = without_key(full.path, tmp_path / "usb")

    code, answer = xaso(tmp_path / "new", "restore", str(stolen))

    assert (code, answer["rows"]) == (0, full.rows)


def test_of_several_keys_beside_the_backup_the_right_one_is_taken(full, place, tmp_path):
    stolen = without_key(full.path, tmp_path / "usb")
    (tmp_path / "other").mkdir()
    ensure_key(tmp_path / "other")
    shutil.copy(tmp_path / "other" / KEY_FILE, tmp_path / "usb" / "a-cu.key")
    shutil.copy(place / KEY_FILE, tmp_path / "usb" / "b-moi.key")

    code, _answer = xaso(tmp_path / "new", "restore", str(stolen))

    assert code == 0
    assert key_from_file(tmp_path / "new" / KEY_FILE) == ensure_key(place)


@pytest.mark.parametrize("share", [0.0005, 0.3, 0.7, 0.9999])
def test_one_changed_byte_is_found_and_nothing_is_left_behind(full, place, tmp_path, share):
    content = bytearray(full.path.read_bytes())
    content[int(len(content) * share)] ^= 1
    spoilt = tmp_path / full.name
    spoilt.write_bytes(content)

    code, answer = xaso(tmp_path / "new", "restore", str(spoilt), "--key", str(place / KEY_FILE))

    assert code in {1, 2}
    assert "hỏng" in answer["error"]["message"] or "khóa" in answer["error"]["message"]
    assert not (tmp_path / "new").exists()


def test_a_quick_backup_leaves_out_what_the_full_one_holds(full, place, trung, tmp_path):
    new = keep(trung, b"%PDF-1.7 anh moi", MORNING)

    quick = make(at=MORNING + timedelta(minutes=5), kind=QUICK)
    code, answer = xaso(
        tmp_path / "new", "restore", str(quick.path), "--key", str(place / KEY_FILE)
    )

    assert (quick.kind, quick.base, quick.files) == (QUICK, full.name, 2)
    assert (code, answer["files"]) == (0, 2)
    assert files_in(tmp_path / "new" / "files") == files_in(place / "files")
    assert path_of(new.sha256).exists()


def test_a_quick_backup_without_its_full_one_says_which_is_missing(full, place, tmp_path):
    quick = make(at=MORNING + timedelta(minutes=5), kind=QUICK)
    alone = without_key(quick.path, tmp_path / "usb")

    code, answer = xaso(tmp_path / "new", "restore", str(alone), "--key", str(place / KEY_FILE))

    assert (code, answer["error"]["code"]) == (2, "base_missing")
    assert full.name in answer["error"]["message"]


def test_without_a_full_one_a_quick_backup_is_made_full(trung):
    made = make(at=MORNING, kind=QUICK)

    assert made.is_full


def test_a_lost_photo_does_not_stop_the_backup_and_is_counted(full, place, trung, tmp_path):
    lost = keep(trung, b"%PDF-1.7 mat", MORNING)
    path_of(lost.sha256).unlink()

    made = make(at=MORNING + timedelta(minutes=5))
    code, answer = xaso(
        tmp_path / "new", "restore", str(made.path), "--key", str(place / KEY_FILE)
    )

    assert (made.files, made.damaged) == (2, 1)
    assert (code, answer["files"], answer["damaged"]) == (0, 1, 1)


def test_check_reads_everything_and_writes_nothing(full, place, tmp_path):
    code, answer = xaso(
        tmp_path / "new", "restore", str(full.path), "--check", "--key", str(place / KEY_FILE)
    )

    assert (code, answer["ok"], answer["rows"], answer["files"]) == (0, True, full.rows, 1)
    assert not (tmp_path / "new").exists()


def test_an_older_copy_is_told_against_a_saved_anchor(full, place, trung, tmp_path):
    add_village(actor=trung, name="Nà Mẫu", kind="thon")
    add_village(actor=trung, name="Bản Phùng", kind="thon")
    anchor = tmp_path / "moc.json"
    anchor.write_text('{"commune": "02923", "number": 3, "hash": "0"}')

    code, answer = xaso(
        tmp_path / "new",
        "restore",
        str(full.path),
        "--key",
        str(place / KEY_FILE),
        "--anchor",
        str(anchor),
    )

    assert code == 0
    assert answer["older"] == [{"commune": "02923", "events_missing": 2}]


def test_a_restore_cut_off_half_way_is_forgotten(full, place, tmp_path):
    folder = tmp_path / "new"
    (folder / ".dang-khoi-phuc" / "files").mkdir(parents=True)
    (folder / ".dang-khoi-phuc" / "xaso.sqlite3").write_text("nửa chừng")

    code, answer = xaso(folder, "restore", str(full.path), "--key", str(place / KEY_FILE))

    assert (code, answer["rows"]) == (0, full.rows)
    assert not (folder / ".dang-khoi-phuc").exists()


def test_a_full_disk_is_said_before_anything_is_written(trung, place, monkeypatch):
    monkeypatch.setattr("shutil.disk_usage", lambda _: shutil._ntuple_diskusage(10, 10, 1_000))

    with pytest.raises(BackupRefused, match="Ổ đĩa còn 0 MB"):
        make(at=MORNING)

    assert [path.name for path in (place / "backups").glob("*.xaso*")] == []
    assert "Ổ đĩa" in book.read_book().trouble


def test_two_backups_at_once_wait_for_nobody(trung):
    with book.alone(), pytest.raises(BackupRefused, match="lần sao lưu khác"):
        make(at=MORNING)


@pytest.mark.django_db
def test_a_database_that_stays_locked_ends_the_backup_with_a_sentence(trung, monkeypatch):
    """In a test that holds its own transaction every job used to wait here for ever."""
    monkeypatch.setattr(sqlite, "LOCKED_FOR_S", 0.5)
    if connection.vendor != "sqlite":
        pytest.skip("only SQLite locks a database as a whole")

    with pytest.raises(BackupRefused, match="chương trình khác giữ"):
        make(at=MORNING)


def test_what_a_cut_left_behind_is_swept_before_the_next_one(full, place):
    home = place / "backups"
    (home / ".dang-ghi-abc").write_text("nửa tệp")
    (home / "xaso-cu-day-du.xaso.sha256").write_text("mồ côi")

    make(at=MORNING + timedelta(minutes=5))

    assert not (home / ".dang-ghi-abc").exists()
    assert not (home / "xaso-cu-day-du.xaso.sha256").exists()


def test_the_key_is_read_by_its_owner_alone(place):
    ensure_key(place)

    assert (place / KEY_FILE).stat().st_mode & 0o777 == 0o600


def test_the_old_machine_does_not_say_where_the_new_database_is(trung, place, tmp_path):
    (place / "xaso.toml").write_text(
        'url = "https://giaphu.example"\ndatabase_url = "postgresql://may-cu/xaso"\n'
    )
    made = make(at=MORNING)

    code, _answer = xaso(
        tmp_path / "new", "restore", str(made.path), "--key", str(place / KEY_FILE)
    )
    code_verify, verified = xaso(tmp_path / "new", "events", "verify")

    kept = (tmp_path / "new" / "xaso.toml").read_text()
    assert (code, code_verify, verified["ok"]) == (0, 0, True)
    assert kept.splitlines()[0] == 'url = "https://giaphu.example"'
    assert kept.splitlines()[1].startswith("# database_url")


def test_settings_laid_down_on_the_new_machine_stay(full, place, tmp_path):
    (tmp_path / "new").mkdir()
    (tmp_path / "new" / "xaso.toml").write_text('url = "http://may-moi"\n')

    xaso(tmp_path / "new", "restore", str(full.path), "--key", str(place / KEY_FILE))

    assert (tmp_path / "new" / "xaso.toml").read_text() == 'url = "http://may-moi"\n'


@pytest.mark.parametrize(
    "name",
    [
        "../evil",
        "state/../evil",
        "state/xaso.sqlite3",
        "state/.bashrc",
        "state/checked",
        "state/backup.key",
        "state/backups",
        "state/json.py",
        "files/../../evil",
        "/etc/evil",
        "other/evil",
    ],
)
def test_a_forged_part_is_written_nowhere(place, tmp_path, name):
    forged = locked(place, tmp_path, {name: b"evil"})

    with pytest.raises(BackupBroken):
        unpack(forged, ensure_key(place).identity, tmp_path / "out")

    assert files_in(tmp_path / "out") == {}
    assert not list(tmp_path.rglob("evil"))


def test_names_of_tables_in_a_forged_backup_never_become_sql(place, tmp_path):
    table = {'x"; DROP TABLE people_account; --': {"rows": 0, "columns": [], "sha256": ""}}
    manifest = {"tables": table, "files": {}, "state": {}, "heads": []}
    about = {"made_at": "2026-11-24T08:00:00+07:00", "kind": FULL, "database": "postgresql"}
    parts = {"about.json": {**about, "migrations": []}, "manifest.json": manifest}
    content = {name: json.dumps(part).encode() for name, part in parts.items()}

    with pytest.raises(BackupBroken):
        unpack(locked(place, tmp_path, content), ensure_key(place).identity, tmp_path / "out")


def locked(place, tmp_path, parts):
    """Whoever knows the public key can lock a file of his own."""
    (tmp_path / "out").mkdir()
    members = [Member(name, len(content), (content,)) for name, content in parts.items()]
    write_archive(tmp_path / "forged.xaso", members, ensure_key(place).recipient)
    return tmp_path / "forged.xaso"
