"""Khôi phục thử: the newest backup is restored into a scratch place by the very command a clerk would use."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
import tempfile
import time
from datetime import datetime
from pathlib import Path
from typing import Any

from django.utils.translation import gettext as _

from .book import add_trial, read_book
from .folders import backups_dir, data_dir, free_bytes
from .keys import KEY_FILE
from .records import Snapshot, Trial
from .refusals import BackupRefused
from .turns import trying_alone

WITHIN_S = 3 * 3600
SCRATCH = ".khoi-phuc-thu-"
"""Not swept by whoever makes a backup at the same time; one left behind goes at the next trial."""
NOT_HANDED_ON = ("XASO_", "DATABASE_")
"""The scratch place is one of its own: SQLite in its own folder, whatever this installation uses."""


def try_restore(at: datetime) -> Trial:
    """Kept in the book whether it went well or not."""
    newest = read_book().last_good
    if newest is None:
        raise BackupRefused("nothing", _("Chưa có bản sao lưu nào để khôi phục thử."))
    with trying_alone():
        for left in backups_dir().glob(f"{SCRATCH}*"):
            shutil.rmtree(left, ignore_errors=True)
        _must_have_room(newest)
        scratch = Path(tempfile.mkdtemp(dir=backups_dir(), prefix=SCRATCH))
        began = time.monotonic()
        try:
            answer = _restored(newest, scratch)
        finally:
            shutil.rmtree(scratch, ignore_errors=True)
    trial = _judged(newest, answer, at, time.monotonic() - began)
    add_trial(trial)
    return trial


def _restored(newest: Snapshot, scratch: Path) -> dict[str, Any]:
    words = ["restore", str(newest.path), "--key", str(data_dir() / KEY_FILE), "--json"]
    try:
        done = subprocess.run(  # noqa: S603  our own program
            [sys.executable, "-m", "xaso", *words],
            env={**_environment(), "XASO_DATA_DIR": str(scratch / "data")},
            stdin=subprocess.DEVNULL,
            capture_output=True,
            text=True,
            timeout=WITHIN_S,
            check=False,
        )
    except subprocess.TimeoutExpired:
        return {"error": {"message": _("Khôi phục thử mãi chưa xong nên đã dừng lại.")}}
    try:
        answer: dict[str, Any] = json.loads(done.stdout)
    except ValueError:
        last = (done.stderr.strip().splitlines() or [str(done.returncode)])[-1]
        return {"error": {"message": last[:300]}}
    return answer


def _environment() -> dict[str, str]:
    kept = {
        name: value for name, value in os.environ.items() if not name.startswith(NOT_HANDED_ON)
    }
    static = os.environ.get("XASO_STATIC")
    return {**kept, **({"XASO_STATIC": static} if static else {})}


def _judged(newest: Snapshot, answer: dict[str, Any], at: datetime, seconds: float) -> Trial:
    rows, files = int(answer.get("rows", 0)), int(answer.get("files", 0))
    error = answer.get("error", {}).get("message", "")
    counted = (newest.rows, newest.files - newest.damaged)
    equal = not error and (rows, files) == (counted if newest.rows else (rows, files))
    if equal:
        said = _("Khôi phục thử đạt: dữ liệu đọc lại đủ và đúng từng dòng, từng tệp.")
    else:
        said = error or _("Khôi phục thử ra số dòng hoặc số tệp khác với bản sao lưu.")
    return Trial(
        at=at,
        snapshot=newest.name,
        made_at=newest.made_at,
        rows=rows,
        files=files,
        equal=equal,
        seconds=round(seconds, 1),
        said=said,
    )


def _must_have_room(newest: Snapshot) -> None:
    full = next((e for e in read_book().snapshots if e.name == newest.base), None)
    wanted = 2 * newest.bytes + (full.bytes if full else 0)
    if free_bytes(backups_dir()) < wanted:
        raise BackupRefused("disk_full", _("Ổ đĩa không đủ chỗ để khôi phục thử."))
