"""A throwaway installation with a commune of a given size, and its server."""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from xaso.drills.ground import Ground
from xaso.lib.ids import new_id

FILLED_WITHIN_S = 3600


class NotFilled(Exception):
    pass


@dataclass
class Filled:
    ground: Ground
    told: dict[str, Any]
    """What fill.py printed: whom to sign in as, which rows to open."""

    def ask(self, module: str, *words: str) -> Any:
        """A measure that runs beside the data, in the environment of the installation."""
        return told_by(self.ground.env, module, *words)


def told_by(env: Mapping[str, str], module: str, *words: str) -> Any:
    """What our own `module` prints as JSON, run in the environment of an installation."""
    done = subprocess.run(  # noqa: S603  our own program
        [sys.executable, "-m", module, *words],
        env=env,
        stdout=subprocess.PIPE,
        text=True,
        timeout=FILLED_WITHIN_S,
        check=False,
    )
    if done.returncode:
        raise NotFilled(f"{module}: exit {done.returncode}")
    return json.loads(done.stdout)


@contextmanager
def filled(tasks: int, seed: int, server_url: str = "") -> Iterator[Filled]:
    """Served. `server_url`: a PostgreSQL server where an own database may be made, and dropped
    afterwards."""
    with (
        database(server_url) as url,
        stored("--tasks", str(tasks), "--seed", str(seed), database_url=url) as place,
    ):
        place.ground.serve()
        yield place


@contextmanager
def stored(*words: str, database_url: str = "") -> Iterator[Filled]:
    """`words` go to fill.py."""
    folder = Path(tempfile.mkdtemp(prefix="xaso-bench-"))
    env = {"DATABASE_URL": database_url} if database_url else {}
    place = Filled(Ground(folder, env=env), {})
    try:
        place.told = place.ask("xaso.bench.fill", *words)
        yield place
    finally:
        place.ground.forget_server()
        shutil.rmtree(folder, ignore_errors=True)


@contextmanager
def database(server_url: str) -> Iterator[str]:
    if not server_url:
        yield ""
        return
    import psycopg

    name = f"xaso_bench_{new_id().hex}"
    with psycopg.connect(server_url, autocommit=True) as line:
        line.execute(f"CREATE DATABASE {name}".encode())
        try:
            yield urlsplit(server_url)._replace(path=f"/{name}").geturl()
        finally:
            line.execute(f"DROP DATABASE {name} WITH (FORCE)".encode())
