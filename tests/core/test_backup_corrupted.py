"""Whatever somebody does to a backup, by chance or on purpose: one sentence, exit 1, nothing left behind."""

import gzip
import io
import json
import random
import sqlite3
import tarfile
from contextlib import closing, suppress
from hashlib import sha256

import pyrage
import pytest

from tests.core.backups import KEY_FILE, locked
from xaso.config.cli import main
from xaso.core.backup.archive import SUM_ENDING, file_sha256
from xaso.core.backup.keys import ensure_key
from xaso.core.backup.manifest import FULL, POSTGRESQL, SQLITE

PHOTO = b"%PDF-1.7 " + bytes(range(256)) * 40
DEEP = "[" * 100_000
ODD_VALUES = [None, True, -1, 10**30, 0.5, "x", "../x", "\ud800", "", [], {}, [[1]], {"a": {}}]
ROUNDS = 40


@pytest.fixture
def key(place):
    return ensure_key(place)


@pytest.fixture
def small(tmp_path):
    """A backup as small as can be, that passes."""
    return parts(tmp_path, SQLITE)


@pytest.fixture
def checked(place, tmp_path, monkeypatch, capsys):
    """`xaso restore FILE --check` as it is called, in this process."""
    monkeypatch.setenv("XASO_DATA_DIR", str(tmp_path))

    def check(file):
        code = main(["restore", str(file), "--check", "--key", str(place / KEY_FILE), "--json"])
        return code, json.loads(capsys.readouterr().out)

    return check


def parts(tmp_path, database):
    """The members of a backup with one table of one row, one secret and one file."""
    about = {
        "made_at": "2026-11-24T08:00:00+07:00",
        "kind": FULL,
        "database": database,
        "migrations": [["units", "0001_initial"]],
        "base": None,
        "program": "1.0",
        "format": 1,
    }
    if database == SQLITE:
        name, plain, table = "xaso.sqlite3.gz", a_database(tmp_path), {"rows": 1}
    else:
        name, plain = "tables/units_x.copy.gz", b"1\tM\xe1\xba\xa5u\n"
        table = {"rows": 1, "columns": ["id"], "sha256": digest(plain)}
    manifest = {
        "tables": {"units_x": {"columns": [], "sha256": "", **table}},
        "files": {digest(PHOTO): len(PHOTO)},
        "state": {"secret_key": digest(b"bi-mat")},
        "heads": [{"commune": "02923", "number": 1, "hash": "a" * 64}],
        "database_sha256": digest(plain) if database == SQLITE else "",
        "damaged": [],
    }
    return {
        "about.json": json.dumps(about).encode(),
        name: gzip.compress(plain),
        "state/secret_key": b"bi-mat",
        f"files/{digest(PHOTO)}": PHOTO,
        "manifest.json": json.dumps(manifest).encode(),
    }


def a_database(tmp_path):
    file = tmp_path / "small.sqlite3"
    with closing(sqlite3.connect(file)) as line, line:
        line.execute("CREATE TABLE units_x (id integer, name text)")
        line.execute("INSERT INTO units_x VALUES (1, 'Mẫu Sơn')")
    return file.read_bytes()


def digest(content):
    return sha256(content).hexdigest()


def may_be_as_good(told, what):
    """Whoever writes all anew may change what makes no difference, as the day it was made."""
    if told[0] == 0:
        assert (told[1]["rows"], told[1]["files"]) == (1, 1), what
    else:
        must_be_told(told, what)


def must_be_told(told, what):
    """One Vietnamese sentence with its code."""
    code, answer = told
    assert code == 1, (what, answer)
    assert answer["ok"] is False
    assert answer["error"]["code"] in {"broken", "broken_base"}, what
    assert any(ord(sign) > 127 for sign in answer["error"]["message"]), what


@pytest.mark.parametrize("database", [SQLITE, POSTGRESQL])
def test_as_it_was_written_it_passes(tmp_path, key, checked, database):
    code, answer = checked(locked(tmp_path / "a.xaso", parts(tmp_path, database), key))

    assert (code, answer["ok"], answer["rows"], answer["files"]) == (0, True, 1, 1)


def test_any_byte_of_the_locked_file(tmp_path, key, checked, small):
    chance = random.Random(1)  # noqa: S311
    file = locked(tmp_path / "a.xaso", small, key)
    whole = file.read_bytes()
    cuts = [whole[: chance.randrange(len(whole))] for _ in range(ROUNDS)]
    flips = [flipped(whole, chance, within=200 if n % 2 else None) for n in range(ROUNDS)]

    for spoilt in [b"", *cuts, *flips, whole + b"x"]:
        file.write_bytes(spoilt)
        must_be_told(checked(file), spoilt[:100])


@pytest.mark.parametrize("database", [SQLITE, POSTGRESQL])
def test_any_member_changed_inside_and_locked_anew(tmp_path, key, checked, database):
    whole, chance = parts(tmp_path, database), random.Random(2)  # noqa: S311

    for name, content in whole.items():
        for change in (flipped, cut, blown_up, replaced, lambda *_: b""):
            for _round in range(8):
                forged = {**whole, name: change(content, chance)}
                file = locked(tmp_path / "a.xaso", forged, key)
                may_be_as_good(checked(file), (name, change.__name__, forged[name][:80]))
        without = {each: whole[each] for each in whole if each != name}
        must_be_told(checked(locked(tmp_path / "a.xaso", without, key)), name)


@pytest.mark.parametrize("name", ["about.json", "manifest.json"])
def test_any_value_of_what_a_backup_says_of_itself(tmp_path, key, checked, small, name):
    for forged in odd_ones(json.loads(small[name])):
        file = locked(tmp_path / "a.xaso", {**small, name: json.dumps(forged).encode()}, key)
        may_be_as_good(checked(file), forged)


@pytest.mark.parametrize(
    "content", [DEEP, "9" * 5000, "NaN", "\ufeff{}", '{"format": 1}', "\x00", '{"format": "2"}']
)
@pytest.mark.parametrize("name", ["about.json", "manifest.json"])
def test_what_no_reader_of_json_expects(tmp_path, key, checked, small, name, content):
    file = locked(tmp_path / "a.xaso", {**small, name: content.encode()}, key)

    must_be_told(checked(file), content[:20])


def test_any_byte_of_the_tar_around_the_members(tmp_path, key, checked, small):
    """Sizes, kinds and names in its heads are forged too, with a check sum that fits."""
    chance, plain = random.Random(3), as_tar(small)  # noqa: S311

    for _round in range(4 * ROUNDS):
        forged = with_forged_head(plain, chance)
        may_be_as_good(checked(lock_bytes(tmp_path / "a.xaso", forged, key)), forged[:300])
    for _round in range(ROUNDS):
        forged = plain[: chance.randrange(plain.index(b"manifest.json"))]
        must_be_told(checked(lock_bytes(tmp_path / "a.xaso", forged, key)), len(forged))


@pytest.mark.parametrize("size", [-1, 499_999_999, 10**11, 8**11 - 1, 2**63])
@pytest.mark.parametrize("name", ["about.json", "xaso.sqlite3.gz", "manifest.json"])
def test_a_member_that_says_it_is_larger_than_it_is(tmp_path, key, checked, small, name, size):
    content = as_tar(small, {name: size})

    must_be_told(checked(lock_bytes(tmp_path / "a.xaso", content, key)), (name, size))


@pytest.mark.parametrize("kind", [*"1234567SLKxgX", "\x00", "Z"])
def test_a_member_that_is_no_file(tmp_path, key, checked, small, kind):
    content = as_tar(small, kinds={"manifest.json": kind.encode()})

    code, _answer = checked(lock_bytes(tmp_path / "a.xaso", content, key))

    assert code == (0 if kind == "\x00" else 1)


def test_nothing_is_written_outside_and_nothing_stays(tmp_path, key, checked, small):
    before = sorted(path.name for path in tmp_path.iterdir() if path.name != "a.xaso")
    (scratch := tmp_path / "scratch").mkdir()
    for forged in ({}, {**small, "manifest.json": b"{}"}):
        checked(locked(tmp_path / "a.xaso", forged, key))
    (tmp_path / f"a.xaso{SUM_ENDING}").unlink()
    scratch.rmdir()

    assert sorted(p.name for p in tmp_path.iterdir() if p.name != "a.xaso") == before


def flipped(content, chance, within=None):
    position = chance.randrange(min(len(content), within or len(content)))
    spoilt = bytearray(content)
    spoilt[position] ^= 1 << chance.randrange(8)
    return bytes(spoilt)


def cut(content, chance):
    return content[: chance.randrange(len(content))]


def blown_up(content, chance):
    position = chance.randrange(len(content) + 1)
    return content[:position] + chance.randbytes(chance.randrange(1, 3000)) + content[position:]


def replaced(content, chance):
    return chance.randbytes(chance.randrange(1, 5000))


def odd_ones(saved):
    """The same with each value in turn taken away or made odd."""
    for path in paths_of(saved):
        for value in ODD_VALUES:
            yield changed(saved, path, value)
        yield changed(saved, path, ..., drop=True)


def paths_of(value, path=()):
    if path:
        yield path
    if isinstance(value, dict | list):
        below = value.items() if isinstance(value, dict) else enumerate(value)
        for name, each in below:
            yield from paths_of(each, (*path, name))


def changed(saved, path, value, drop=False):
    copy = json.loads(json.dumps(saved))
    at = copy
    for step in path[:-1]:
        at = at[step]
    if drop:
        del at[path[-1]]
    else:
        at[path[-1]] = value
    return copy


def as_tar(members, sizes=None, kinds=None):
    """With sizes and kinds that are not so."""
    made = b""
    for name, content in members.items():
        head = tarfile.TarInfo(name)
        head.size, head.type = len(content), (kinds or {}).get(name, tarfile.REGTYPE)
        block = bytearray(head.tobuf(tarfile.USTAR_FORMAT))
        if name in (sizes or {}):
            block[124:136] = tarfile.itn(sizes[name], 12, tarfile.GNU_FORMAT)
        made += summed(block) + content + bytes(-len(content) % 512)
    return made + bytes(1024)


def with_forged_head(plain, chance):
    """Some bytes of one of the heads, and a check sum that fits them."""
    places = [n for n in range(0, len(plain), 512) if plain[n + 257 : n + 262] == b"ustar"]
    place = chance.choice(places)
    block = bytearray(plain[place : place + 512])
    for _ in range(chance.randrange(1, 4)):
        block[chance.choice([*range(100), *range(124, 136), 156, *range(157, 500)])] = (
            chance.randrange(256)
        )
    return plain[:place] + summed(block) + plain[place + 512 :]


def summed(block):
    block[148:156] = b"        "
    block[148:156] = b"%06o\0 " % sum(block)
    return bytes(block)


def lock_bytes(place, content, key):
    with place.open("wb") as target:
        pyrage.encrypt_io(io.BytesIO(content), target, [key.recipient])
    with suppress(FileNotFoundError):
        place.with_name(place.name + SUM_ENDING).unlink()
    place.with_name(place.name + SUM_ENDING).write_text(f"{file_sha256(place)}  {place.name}\n")
    return place
