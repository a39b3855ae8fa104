"""What people were told, kept outside the server: the only witness a drill believes."""

from __future__ import annotations

import hashlib
import sqlite3
import threading
import time
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from contextlib import closing
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from typing import Any

Ask = Callable[[str], list[tuple[Any, ...]]]
"""Runs one SELECT on what is really there."""


@dataclass(frozen=True)
class Write:
    kind: str
    """A key of WHERE."""
    marker: str
    sent_at: float
    told_at: float = 0.0
    sha256: str = ""
    """Of a file sent with it that is kept as it came."""


WHERE = {
    "task": "select title, count(*) from plans_task where title like 'xd-%' group by title",
    "evidence": "select text, count(*) from plans_evidence where text like 'xd-%' group by text",
    "report": "select note, count(*) from plans_submission where note like 'xd-%' group by note",
    "accept": "select 'accept ' || id, 1 from plans_submission where state = 'chap_nhan'",
    "number": "select 'number ' || id, 1 from papers_officialpaper where state <> 'nhap'",
}
WITHOUT_EVENT = {
    "task": """select t.title from plans_task t where t.title like 'xd-%' and (select count(*)
        from events_event e where e.subject_id = t.id and e.kind = 'plans.task.drafted') <> 1""",
    "evidence": """select s.note from plans_submission s where (select count(*) from plans_evidence p
        where p.submission_id = s.id and p.text like 'xd-%') not in (0, (select count(*)
        from events_event e where e.kind = 'plans.task.evidence_sent' and e.subject_id = s.task_id))""",
    "report": """select s.note from plans_submission s where s.note like 'xd-%' and (select count(*)
        from events_event e where e.kind = 'plans.village_report.sent' and e.subject_id = s.task_id
        and replace(json_extract(e.data, '$.submission'), '-', '') = s.id) <> 1""",
}
"""Rows whose event is missing or there twice: half a write."""


@dataclass
class Ledger:
    told: list[Write] = field(default_factory=list)
    unanswered: list[Write] = field(default_factory=list)
    """The line broke: the person does not know, so both is honest."""
    refused: list[tuple[Write, int]] = field(default_factory=list)
    """Told that it was not kept, with the status: must not be there."""
    lock: threading.Lock = field(default_factory=threading.Lock)
    heard: threading.Condition = field(init=False)

    def __post_init__(self) -> None:
        self.heard = threading.Condition(self.lock)

    def acknowledge(self, write: Write) -> None:
        with self.heard:
            self.told.append(write)
            self.heard.notify_all()

    def leave_open(self, write: Write) -> None:
        with self.lock:
            self.unanswered.append(write)

    def refuse(self, write: Write, status: int) -> None:
        with self.heard:
            self.refused.append((write, status))
            self.heard.notify_all()

    def wait_for(self, count: int, seconds: float) -> bool:
        """Until that many writes are acknowledged in all."""
        with self.heard:
            return self.heard.wait_for(lambda: len(self.told) >= count, seconds)


@dataclass(frozen=True)
class Judgement:
    lost: list[str]
    doubled: list[str]
    phantom: list[str]
    """There though refused, or never sent at all."""
    half: list[str]
    """Without its event, or with two."""
    missing_files: list[str]

    def faults(self) -> list[str]:
        named = {
            "half written": self.half,
            "record without its file": self.missing_files,
            "there though refused": self.phantom,
        }
        return [f"{what}: {each}" for what, found in named.items() for each in found[:5]]


def judge(
    ask: Ask,
    files: Callable[[str], bytes | None],
    told: Iterable[Write],
    unanswered: Iterable[Write],
) -> Judgement:
    """`files` gives the bytes that lie under a SHA-256, or None."""
    kept: Counter[str] = Counter()
    for sql in WHERE.values():
        kept.update(dict(ask(sql)))
    told = list(told)
    known = {write.marker for write in told} | {write.marker for write in unanswered}
    lost_files = [w.marker for w in told if w.sha256 and _sha256(files(w.sha256)) != w.sha256]
    return Judgement(
        lost=[write.marker for write in told if not kept[write.marker]],
        doubled=[marker for marker, count in kept.items() if count > 1],
        phantom=[marker for marker in kept if marker not in known and marker.startswith("xd-")],
        half=[str(row[0]) for sql in WITHOUT_EVENT.values() for row in ask(sql)],
        missing_files=lost_files + missing_files(ask, files),
    )


def missing_files(ask: Ask, files: Callable[[str], bytes | None]) -> list[str]:
    """Rows that speak of a file whose bytes are not there, or are others."""
    hashes = [sha256 for (sha256,) in ask("select distinct sha256 from files_storedfile")]
    return [sha256 for sha256 in hashes if _sha256(files(sha256)) != sha256]


def judge_folder(folder: Path, ledger: Ledger) -> Judgement:
    """The data folder of a server that stands still."""
    with closing(sqlite3.connect(folder / "xaso.sqlite3", timeout=30)) as line:
        ask = partial(rows_of, line)
        return judge(ask, partial(kept_bytes, folder), ledger.told, ledger.unanswered)


def rows_of(line: sqlite3.Connection, sql: str) -> list[tuple[Any, ...]]:
    return line.execute(sql).fetchall()


def rows_of_file(folder: Path, sql: str) -> list[tuple[Any, ...]]:
    with closing(sqlite3.connect(folder / "xaso.sqlite3", timeout=30)) as line:
        return rows_of(line, sql)


def kept_bytes(folder: Path, sha256: str) -> bytes | None:
    path = folder / "files" / sha256[:2] / sha256[2:4] / sha256
    return path.read_bytes() if path.exists() else None


def damage(folder: Path) -> Sequence[str]:
    """What SQLite itself finds wrong."""
    try:
        with closing(sqlite3.connect(folder / "xaso.sqlite3", timeout=30)) as line:
            found = [str(row[0]) for row in line.execute("pragma integrity_check")]
    except sqlite3.DatabaseError as error:
        return [str(error)]
    return [] if found == ["ok"] else found


def now() -> float:
    return time.time()


def _sha256(content: bytes | None) -> str:
    return "" if content is None else hashlib.sha256(content).hexdigest()
