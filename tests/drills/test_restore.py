"""R12, R13, S24: the machine is lost, and all of it comes back from the stick and the sheet of paper."""

from __future__ import annotations

import sqlite3
from contextlib import closing

from xaso.drills.contents import compared, contents_of


def test_a_lost_machine_comes_back_whole(drilled):
    outcome = drilled("restore", "--n", "200", "--seed", "20261126")

    assert outcome.passed, outcome.as_text()
    assert outcome.more["files"] > 50
    assert outcome.more["acknowledged"] >= 12


def test_the_drill_finds_a_row_or_a_file_that_did_not_come_back(tmp_path):
    with closing(sqlite3.connect(tmp_path / "xaso.sqlite3")) as line:
        line.execute("CREATE TABLE thon (name)")
        line.executemany("INSERT INTO thon VALUES (?)", [("Mẫu Sơn",), ("Nà Mẫu",)])
        line.commit()
        photo = tmp_path / "files" / "aa" / "bb" / "aabb"
        photo.parent.mkdir(parents=True)
        photo.write_bytes(b"anh")
        before = contents_of(tmp_path)

        line.execute("DELETE FROM thon WHERE name = 'Nà Mẫu'")
        line.commit()
        photo.write_bytes(b"anh khac")

        assert compared(before, before) == []
        assert compared(before, contents_of(tmp_path)) == [
            "thon: 1 rows gone, 0 more",
            "2 files differ",
        ]
