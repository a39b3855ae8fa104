"""What the nightly look at every row and file has found, kept for the page of the day."""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from xaso.core.backup.folders import backups_dir
from xaso.lib.durable import put

from .finding import Finding, Level


@dataclass(frozen=True)
class Kept:
    at: datetime
    findings: list[Finding]


def keep(at: datetime, findings: list[Finding]) -> None:
    saved = {"at": at.isoformat(), "findings": [each.as_data for each in findings]}
    put(_path(), json.dumps(saved, ensure_ascii=False).encode())


def last_kept() -> Kept | None:
    try:
        saved = json.loads(_path().read_bytes())
        found = [Finding(**{**each, "level": Level(each["level"])}) for each in saved["findings"]]
        return Kept(datetime.fromisoformat(saved["at"]), found)
    except (OSError, ValueError, KeyError, TypeError):
        return None


def _path() -> Path:
    return backups_dir() / "doctor.json"
