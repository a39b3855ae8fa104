"""What a backup says of itself: `about.json` is its first part, `manifest.json` its last."""

from __future__ import annotations

import json
import re
from dataclasses import asdict, dataclass, field
from datetime import datetime
from importlib.metadata import version
from typing import Any

from django.utils.translation import gettext as _

from xaso.lib.dates import iso_local

from .folders import is_state
from .misread import as_written
from .refusals import BackupRefused

PLAIN_NAME = re.compile(r"[A-Za-z0-9_][A-Za-z0-9_.\-]{0,199}")
DIGEST = re.compile(r"[0-9a-f]{64}")
DIGEST_OR_NONE = re.compile(r"([0-9a-f]{64})?")
PROGRAM = re.compile(r"[0-9A-Za-z.+\-]{1,60}")
FIRST_YEAR, LAST_YEAR = 1970, 2999
MOST = 10**15
FORMAT = 1
ABOUT, MANIFEST = "about.json", "manifest.json"
FULL, QUICK = "day-du", "nhanh"
SQLITE, POSTGRESQL = "sqlite", "postgresql"


@dataclass(frozen=True)
class About:
    """Enough to know whether and how the rest can be used."""

    made_at: datetime
    kind: str
    """FULL holds every file; QUICK only those that the full one named in `base` does not hold."""
    database: str
    migrations: list[list[str]]
    """App and name of each one applied, in the order of their application."""
    base: dict[str, str] | None = None
    program: str = field(default_factory=lambda: version("xaso"))
    format: int = FORMAT

    def as_json(self) -> bytes:
        return _json({**asdict(self), "made_at": self.made_at.isoformat()})

    @classmethod
    def from_json(cls, content: bytes) -> About:
        with as_written():
            return _about(json.loads(content))


@dataclass(frozen=True)
class Table:
    rows: int
    columns: list[str] = field(default_factory=list)
    sha256: str = ""
    """Of the rows as they were copied; empty where the database is one file."""


@dataclass(frozen=True)
class Manifest:
    tables: dict[str, Table]
    files: dict[str, int]
    """SHA-256 and size of each file the rows name, those of the base included."""
    state: dict[str, str]
    """Name and SHA-256 of what lay in the data folder beside database and files."""
    heads: list[dict[str, Any]]
    """The end of each commune's chain of events."""
    database_sha256: str = ""
    damaged: list[str] = field(default_factory=list)
    """Files the rows name that were missing or changed on the machine itself."""

    @property
    def rows(self) -> int:
        return sum(table.rows for table in self.tables.values())

    def as_json(self) -> bytes:
        return _json(asdict(self))

    @classmethod
    def from_json(cls, content: bytes) -> Manifest:
        with as_written():
            return _manifest(json.loads(content))


def stamp(moment: datetime) -> str:
    """In names of files, in local time: 2026-11-26-020000."""
    return iso_local(moment)[:19].replace("T", "-").replace(":", "")


def _json(value: Any) -> bytes:
    return json.dumps(value, ensure_ascii=False, indent=1).encode()


def too_new(program: str) -> BackupRefused:
    return BackupRefused(
        "too_new",
        _(
            "Bản sao lưu do Xã Số bản %(version)s tạo, mới hơn bản trên máy này. Cài bản đó rồi làm lại."
        )
        % {"version": program},
    )


def _about(saved: dict[str, Any]) -> About:
    """Nothing that stands in a file is believed before it was looked at: names go into SQL and paths."""
    program = _text(saved["program"], PROGRAM)
    if _number(saved["format"]) > FORMAT:
        raise too_new(program)
    about = About(
        made_at=_moment(saved["made_at"]),
        kind=_one_of(saved["kind"], FULL, QUICK),
        database=_one_of(saved["database"], SQLITE, POSTGRESQL),
        migrations=[[_text(part, PLAIN_NAME) for part in each] for each in saved["migrations"]],
        base=_base(saved["base"]),
        program=program,
        format=saved["format"],
    )
    _must((about.kind == QUICK) == (about.base is not None))
    _must(all(len(each) == 2 for each in about.migrations))
    return about


def _base(saved: dict[str, Any] | None) -> dict[str, str] | None:
    if saved is None:
        return None
    return {"name": _text(saved["name"], PLAIN_NAME), "sha256": _text(saved["sha256"], DIGEST)}


def _manifest(saved: dict[str, Any]) -> Manifest:
    return Manifest(
        tables={_text(name, PLAIN_NAME): _table(each) for name, each in _items(saved["tables"])},
        files={_text(name, DIGEST): _number(size) for name, size in _items(saved["files"])},
        state={_state(name): _text(d, DIGEST) for name, d in _items(saved["state"])},
        heads=[_head(each) for each in saved["heads"]],
        database_sha256=_text(saved["database_sha256"], DIGEST_OR_NONE),
        damaged=[_text(each, DIGEST) for each in saved["damaged"]],
    )


def _table(saved: dict[str, Any]) -> Table:
    return Table(
        rows=_number(saved["rows"]),
        columns=[_text(each, PLAIN_NAME) for each in saved["columns"]],
        sha256=_text(saved["sha256"], DIGEST_OR_NONE),
    )


def _head(saved: dict[str, Any]) -> dict[str, Any]:
    return {
        "commune": _text(saved["commune"], PLAIN_NAME),
        "number": _number(saved["number"]),
        "hash": _text(saved["hash"], DIGEST_OR_NONE),
    }


def _items(value: Any) -> Any:
    _must(isinstance(value, dict))
    return value.items()


def _state(name: str) -> str:
    _must(is_state(name))
    return name


def _text(value: Any, pattern: re.Pattern[str]) -> str:
    _must(isinstance(value, str) and pattern.fullmatch(value) is not None)
    return str(value)


def _number(value: Any) -> int:
    _must(type(value) is int and 0 <= value < MOST)
    return int(value)


def _one_of(value: Any, *known: str) -> str:
    _must(value in known)
    return str(value)


def _moment(text: Any) -> datetime:
    moment = datetime.fromisoformat(text)
    _must(moment.tzinfo is not None and FIRST_YEAR <= moment.year <= LAST_YEAR)
    return moment


def _must(is_so: bool) -> None:
    if not is_so:
        raise ValueError("not what a backup says of itself")
