"""A backup holds everything of one moment and comes back equal or not at all."""

from datetime import timedelta

import pytest

from conftest import MORNING
from tests.core.backups import KEY_FILE, bring_back, files_in, rows_in, xaso
from xaso.core.backup import book
from xaso.core.backup.keys import ensure_key, key_from_file
from xaso.core.backup.manifest import FULL
from xaso.core.backup.snapshot import make
from xaso.core.sync.epochs import station_of
from xaso.core.units.actions import add_village

pytestmark = pytest.mark.django_db(transaction=True)


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
    code, answer = bring_back(tmp_path / "new", full.path, key=place)

    assert (code, answer["rows"], answer["files"]) == (0, full.rows, 1)
    assert files_in(tmp_path / "new" / "files") == files_in(place / "files")
    assert (tmp_path / "new" / "secret_key").read_text() == "bi-mat"
    assert key_from_file(tmp_path / "new" / KEY_FILE) == ensure_key(place)


def test_a_note_somebody_laid_into_the_data_folder_comes_back_too(full, place, tmp_path):
    (place / "Ghi chú của Trung (cũ).txt").write_text("Két ở phòng kế toán")
    made = make(at=MORNING + timedelta(minutes=5))

    code, _answer = bring_back(tmp_path / "new", made.path, key=place)

    assert code == 0
    assert (tmp_path / "new" / "Ghi chú của Trung (cũ).txt").read_text() == "Két ở phòng kế toán"


def test_after_a_restore_the_diary_goes_on_with_the_restore(full, place, tmp_path):
    bring_back(tmp_path / "new", full.path, key=place)
    code, verified = xaso(tmp_path / "new", "events", "verify")
    events = rows_in(tmp_path / "new" / "xaso.sqlite3")["events_event"]

    assert (code, verified["ok"], verified["checked"]) == (0, True, 2)
    said = {value for row in events for value in row if isinstance(value, str)}
    assert {"units.village.added", "backup.data.restored"} <= said


def test_phones_are_asked_anew_after_a_restore(place, trung, tmp_path):
    """The commune is the same to them by its keys; its counting is another."""
    station = station_of(trung.commune)
    made = make(at=MORNING)

    bring_back(tmp_path / "new", made.path, key=place)

    ((_commune, *rest),) = rows_in(tmp_path / "new" / "xaso.sqlite3")["sync_station"]
    assert bytes(station.signing_key) in rest
    assert station.epoch.hex not in rest
    assert len(rows_in(tmp_path / "new" / "xaso.sqlite3")["sync_pastepoch"]) == 1


def test_sessions_end_with_a_restore(full, place, tmp_path, sign_in, trung):
    sign_in(trung)
    later = make(at=MORNING + timedelta(minutes=5))

    bring_back(tmp_path / "new", later.path, key=place)

    assert rows_in(tmp_path / "new" / "xaso.sqlite3")["django_session"] == []


def test_a_folder_with_data_is_refused_and_left_alone(full, place, tmp_path):
    folder = tmp_path / "new"
    bring_back(folder, full.path, key=place)
    before = files_in(folder)

    code, answer = bring_back(folder, full.path)

    assert (code, answer["error"]["code"]) == (2, "not_empty")
    assert files_in(folder) == before


@pytest.mark.parametrize("share", [0.0005, 0.3, 0.7, 0.9999])
def test_one_changed_byte_is_found_and_nothing_is_left_behind(full, place, tmp_path, share):
    content = bytearray(full.path.read_bytes())
    content[int(len(content) * share)] ^= 1
    spoilt = tmp_path / full.name
    spoilt.write_bytes(content)

    code, answer = bring_back(tmp_path / "new", spoilt, key=place)

    assert code in {1, 2}
    assert "hỏng" in answer["error"]["message"] or "khóa" in answer["error"]["message"]
    assert not (tmp_path / "new").exists()


def test_check_reads_everything_and_writes_nothing(full, place, tmp_path):
    code, answer = bring_back(tmp_path / "new", full.path, "--check", key=place)

    assert (code, answer["ok"], answer["rows"], answer["files"]) == (0, True, full.rows, 1)
    assert not (tmp_path / "new").exists()


def test_an_older_copy_is_told_against_a_saved_anchor(full, place, trung, tmp_path):
    add_village(actor=trung, name="Nà Mẫu", kind="thon")
    add_village(actor=trung, name="Bản Phùng", kind="thon")
    anchor = tmp_path / "moc.json"
    anchor.write_text('{"commune": "02923", "number": 3, "hash": "0"}')

    code, answer = bring_back(tmp_path / "new", full.path, "--anchor", str(anchor), key=place)

    assert code == 0
    assert answer["older"] == [{"commune": "02923", "events_missing": 2}]


def test_a_restore_cut_off_half_way_is_forgotten(full, place, tmp_path):
    folder = tmp_path / "new"
    (folder / ".dang-khoi-phuc" / "files").mkdir(parents=True)
    (folder / ".dang-khoi-phuc" / "xaso.sqlite3").write_text("nửa chừng")

    code, answer = bring_back(folder, full.path, key=place)

    assert (code, answer["rows"]) == (0, full.rows)
    assert not (folder / ".dang-khoi-phuc").exists()


def test_the_old_machine_does_not_say_where_the_new_database_is(trung, place, tmp_path):
    (place / "xaso.toml").write_text(
        'url = "https://giaphu.example"\ndatabase_url = "postgresql://may-cu/xaso"\n'
    )
    made = make(at=MORNING)

    code, _answer = bring_back(tmp_path / "new", made.path, key=place)
    code_verify, verified = xaso(tmp_path / "new", "events", "verify")

    kept = (tmp_path / "new" / "xaso.toml").read_text()
    assert (code, code_verify, verified["ok"]) == (0, 0, True)
    assert kept.splitlines()[0] == 'url = "https://giaphu.example"'
    assert kept.splitlines()[1].startswith("# database_url")


def test_settings_laid_down_on_the_new_machine_stay(full, place, tmp_path):
    (tmp_path / "new").mkdir()
    (tmp_path / "new" / "xaso.toml").write_text('url = "http://may-moi"\n')

    bring_back(tmp_path / "new", full.path, key=place)

    assert (tmp_path / "new" / "xaso.toml").read_text() == 'url = "http://may-moi"\n'
