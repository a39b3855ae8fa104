"""A throwaway installation: its own folder, its own server, its own people. Nobody's data is near.

with ground(sample=("02923",)) as place:
    place.serve()
    minh = place.sign_in("minh.giaphu")
    minh.submit("/ke-hoach/viec/giao/", {"title": "Rà soát hộ nghèo"})
    place.query("select count(*) from plans_task")
"""

from __future__ import annotations

import atexit
import json
import os
import shutil
import sqlite3
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Mapping, Sequence
from contextlib import closing, contextmanager
from functools import cache
from pathlib import Path
from typing import Any

from .browser import Browser
from .server import Server

GIA_PHU = "02923"
PASSWORD = "ruong-bac-thang-2026"  # noqa: S105  of the sample people, printed by `xaso demo`
ADMIN = "Nguyễn Văn Trung"
OURS = ("XASO_", "DATABASE_URL", "DJANGO_")
"""What the operator's own installation listens to; none of it reaches the throwaway one."""
COMMAND_WITHIN_S = 300
_tried_with: dict[str, str] = {}


class CommandFailed(Exception):
    pass


class Ground:
    def __init__(
        self, folder: Path, *, env: Mapping[str, str] | None = None, wrapper: Sequence[str] = ()
    ) -> None:
        self.folder, self.data_dir = folder, folder / "data"
        self.wrapper = list(wrapper)
        self.env = {**_clean_environment(), "XASO_DATA_DIR": str(self.data_dir), **(env or {})}
        self.admin: dict[str, Any] = {}
        """What `xaso start` said when the commune is bare: username, one_time_password."""
        self._server: Server | None = None

    @property
    def database(self) -> Path:
        return self.data_dir / "xaso.sqlite3"

    @property
    def server(self) -> Server:
        if self._server is None:
            raise RuntimeError("serve() first")
        return self._server

    def run(self, *words: str, fine: Sequence[int] = (0,)) -> dict[str, Any]:
        """`xaso WORDS --json`; the exit code must be among `fine`."""
        done = self.said(*words, "--json")
        if done.returncode not in fine:
            raise CommandFailed(f"{words}: exit {done.returncode} {done.stdout} {done.stderr}")
        answer: dict[str, Any] = json.loads(done.stdout)
        return answer

    @property
    def env_now(self) -> dict[str, str]:
        """With the fault a test has put in, if any."""
        return {**self.env, **_tried_with}

    def said(self, *words: str) -> subprocess.CompletedProcess[str]:
        return subprocess.run(  # noqa: S603  our own program
            [*self.wrapper, sys.executable, "-m", "xaso", *words],
            env=self.env,
            capture_output=True,
            text=True,
            timeout=COMMAND_WITHIN_S,
            check=False,
        )

    def serve(
        self,
        *,
        workers: int = 1,
        wrapper: Sequence[str] = (),
        env: Mapping[str, str] | None = None,
    ) -> float:
        """Start the server; seconds until it answered. A second call is a restart of the same kind."""
        if self._server is None:
            self._server = Server(
                env={**self.env, **(env or {}), **_tried_with},
                log=self.folder / "server.log",
                wrapper=[*self.wrapper, *wrapper],
                workers=workers,
            )
        return self._server.start()

    def forget_server(self) -> None:
        """Stop it; the next `serve` may be of another kind."""
        if self._server is not None:
            self._server.stop()
            self._server = None

    def browser(self) -> Browser:
        return Browser(self.server.port)

    def sign_in(self, username: str, password: str = PASSWORD) -> Browser:
        browser = self.browser()
        browser.sign_in(username, password)
        return browser

    def query(self, sql: str, *values: Any) -> list[tuple[Any, ...]]:
        """Read what is really there, past the program. `?` stands for each value."""
        url = self.env.get("DATABASE_URL", "")
        if url:
            return _ask_postgres(url, sql, values)
        if self.wrapper:
            return _ask_inside(self.wrapper, self.database, sql, values)
        return _ask_sqlite(self.database, sql, values)


@contextmanager
def ground(
    *,
    sample: Sequence[str] = (GIA_PHU,),
    database_url: str = "",
    env: Mapping[str, str] | None = None,
) -> Iterator[Ground]:
    """The sample communes named, or with `sample=()` one bare commune and its admin.

    `database_url` names an empty throwaway PostgreSQL database; without it SQLite in the folder.
    """
    more = {**(env or {}), **({"DATABASE_URL": database_url} if database_url else {})}
    with empty_ground(env=more) as place:
        _settle(place, tuple(sample))
        yield place


@contextmanager
def empty_ground(*, env: Mapping[str, str] | None = None) -> Iterator[Ground]:
    """Nothing is there yet, not even tables."""
    folder = Path(tempfile.mkdtemp(prefix="xaso-drill-"))
    place = Ground(folder, env=env)
    try:
        yield place
    finally:
        place.forget_server()
        shutil.rmtree(folder, ignore_errors=True)


@contextmanager
def tried_with(env: Mapping[str, str]) -> Iterator[None]:
    """Every throwaway server inside is started with this as well: how a test breaks the program to
    see a drill go red."""
    _tried_with.update(env)
    try:
        yield
    finally:
        _tried_with.clear()


def _settle(place: Ground, sample: tuple[str, ...]) -> None:
    if "DATABASE_URL" in place.env:
        place.admin = _make(place, sample)
        return
    prepared, place.admin = _prepared(sample, place.env.get("XASO_STATIC", ""))
    shutil.copytree(prepared, place.data_dir)


@cache
def _prepared(sample: tuple[str, ...], static: str) -> tuple[Path, dict[str, Any]]:
    """Made once in a process and copied for each drill; removed when the process ends."""
    del static  # part of the key alone
    folder = Path(tempfile.mkdtemp(prefix="xaso-drill-prepared-"))
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
    place = Ground(folder)
    return place.data_dir, _make(place, sample)


def _make(place: Ground, sample: tuple[str, ...]) -> dict[str, Any]:
    if not sample:
        return place.run("start", "--commune", GIA_PHU, "--admin", ADMIN)
    chosen = [word for code in sample for word in ("--commune", code)]
    made = place.run("demo", *chosen)
    place.run("worker", "--once")  # what the sample's events set off is over before a drill begins
    return made


def _clean_environment() -> dict[str, str]:
    kept = {name: value for name, value in os.environ.items() if not name.startswith(OURS)}
    static = os.environ.get("XASO_STATIC")
    return {**kept, "PYTHONUNBUFFERED": "1", **({"XASO_STATIC": static} if static else {})}


def _ask_sqlite(path: Path, sql: str, values: Sequence[Any]) -> list[tuple[Any, ...]]:
    with closing(sqlite3.connect(path, timeout=30)) as line:
        return line.execute(sql, values).fetchall()


ASK = (
    "import json, sqlite3, sys; path, sql, values = json.load(sys.stdin);"
    "print(json.dumps(sqlite3.connect(path, timeout=30).execute(sql, values).fetchall()))"
)


def _ask_inside(
    wrapper: Sequence[str], path: Path, sql: str, values: Sequence[Any]
) -> list[tuple[Any, ...]]:
    """In the mount namespace where the database lies."""
    done = subprocess.run(  # noqa: S603  our own program
        [*wrapper, sys.executable, "-c", ASK],
        input=json.dumps([str(path), sql, values]),
        stdout=subprocess.PIPE,
        text=True,
        check=True,
    )
    return [tuple(row) for row in json.loads(done.stdout)]


def _ask_postgres(url: str, sql: str, values: Sequence[Any]) -> list[tuple[Any, ...]]:
    import psycopg

    with psycopg.connect(url) as line:
        return line.execute(sql.replace("?", "%s").encode(), values).fetchall()
