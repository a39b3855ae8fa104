"""Backups in tests: a data folder of one's own, and the restore command as people start it."""

from __future__ import annotations

import gzip
import json
import os
import sqlite3
import subprocess
import sys
from contextlib import closing
from hashlib import sha256
from pathlib import Path
from typing import Any

from xaso.core.backup.archive import Member, write_archive
from xaso.core.backup.keys import KEY_FILE, BackupKey, ensure_key
from xaso.core.backup.reading import read_archive
from xaso.core.backup.sqlite import table_names
from xaso.core.files.models import StoredFile
from xaso.core.files.storage import path_of, write_durably
from xaso.core.jobs.kinds import KINDS, Running
from xaso.core.jobs.models import Job
from xaso.core.people.models import Account
from xaso.lib.ids import new_id

TELLING = "Hộ bà Giàng Thị Mẩy chưa có sóng"
"""Stands in the rows and in a file: nobody may find it in a backup without the key."""

PASSWORD = "chin-con-trau-06"


def keep(actor: Any, content: bytes, at: Any) -> StoredFile:
    return StoredFile.objects.create(
        id=new_id(),
        commune=actor.commune,
        sha256=write_durably(content),
        name=f"{TELLING}.pdf"[:120],
        media_type="application/pdf",
        size_bytes=len(content),
        kept_at=at,
    )


def with_password(actor: Any) -> Any:
    account = Account.objects.get(pk=actor.account_id)
    account.set_password(PASSWORD)
    account.save()
    return actor


def run_job(name: str, at: Any) -> str:
    """What the clock would start, here and now."""
    return KINDS[name].work(Running(Job(name=name), at))


def xaso(
    folder: Path, *words: str, url: str = "", typed: str = "", **more: str
) -> tuple[int, dict[str, Any]]:
    """`xaso WORDS --json` on a data folder of its own; the exit code and the answer."""
    ours = ("XASO_", "DATABASE_")
    env = {name: value for name, value in os.environ.items() if not name.startswith(ours)}
    if url:
        env["DATABASE_URL"] = url
    done = subprocess.run(
        [sys.executable, "-m", "xaso", *words, "--json"],
        env={**env, "XASO_STATIC": "plain", "XASO_DATA_DIR": str(folder), **more},
        input=typed,
        capture_output=True,
        text=True,
        check=False,
    )
    return done.returncode, json.loads(done.stdout or f'{{"crash": {json.dumps(done.stderr)}}}')


def bring_back(
    folder: Path, backup: Path, *words: str, key: Path | None = None, url: str = ""
) -> tuple[int, dict[str, Any]]:
    """`xaso restore` into `folder`; `key` is the data folder whose key file is given along."""
    given = ["--key", str(key / KEY_FILE)] if key else []
    return xaso(folder, "restore", str(backup), *given, *words, url=url)


def rows_in(database: Path) -> dict[str, list[Any]]:
    """Every row of every table, but for what a restore writes itself."""
    with closing(sqlite3.connect(database)) as line:
        return {
            name: sorted(line.execute(f'SELECT * FROM "{name}"').fetchall(), key=repr)  # noqa: S608
            for name in table_names(line)
        }


def files_in(folder: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def without_key(backup: Path, folder: Path) -> Path:
    """The backup alone on a stick, as it would be stolen."""
    folder.mkdir()
    copied = folder / backup.name
    copied.write_bytes(backup.read_bytes())
    return copied


def parts_of(backup: Path, key: BackupKey) -> dict[str, bytes]:
    found: dict[str, bytes] = {}
    read_archive(
        backup, key.identity, lambda head, content: found.update({head.name: content.read()})
    )
    return found


def locked(place: Path, parts: dict[str, bytes], key: BackupKey) -> Path:
    """Whoever knows the public key can lock a file of his own."""
    members = [Member(name, len(content), (content,)) for name, content in parts.items()]
    write_archive(place, members, key.recipient)
    return place


def with_rows(full: Any, tmp_path: Path, place: Path, *statements: str) -> Path:
    """The backup with its database changed, locked anew by somebody who has the key."""
    key, database = ensure_key(place), tmp_path / "forged.sqlite3"
    parts = parts_of(full.path, key)
    database.write_bytes(gzip.decompress(parts["xaso.sqlite3.gz"]))
    with closing(sqlite3.connect(database)) as line:
        line.execute("PRAGMA ignore_check_constraints = ON")
        for statement in statements:
            line.execute(statement)
        line.commit()
        names = table_names(line)
        counts = {n: line.execute(f'SELECT count(*) FROM "{n}"').fetchone()[0] for n in names}  # noqa: S608
    manifest = json.loads(parts["manifest.json"])
    plain = {"columns": [], "sha256": ""}
    manifest["tables"] = {name: {"rows": rows, **plain} for name, rows in counts.items()}
    manifest["database_sha256"] = sha256(database.read_bytes()).hexdigest()
    parts["xaso.sqlite3.gz"] = gzip.compress(database.read_bytes(), 1)
    parts["manifest.json"] = json.dumps(manifest).encode()
    return locked(tmp_path / "forged.xaso", parts, key)


__all__ = [
    "KEY_FILE",
    "PASSWORD",
    "TELLING",
    "bring_back",
    "files_in",
    "keep",
    "locked",
    "parts_of",
    "path_of",
    "rows_in",
    "run_job",
    "with_password",
    "with_rows",
    "without_key",
    "xaso",
]
