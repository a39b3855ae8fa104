"""A PostgreSQL cluster of its own for one run: unix socket only, no root, gone afterwards.

Nobody who connects is above row-level security: the owner of the tables is no superuser.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import quote

ACCOUNT = "postgres"
OWNER, APP = "xaso_owner", "xaso_app"
ROLES = (
    f"CREATE ROLE {OWNER} LOGIN CREATEDB",
    f"CREATE ROLE {APP} LOGIN",
    f"GRANT {APP} TO {OWNER}",
    f"CREATE DATABASE xaso OWNER {OWNER}",
)
EVERY_COMMUNE = quote("-c xaso.xa=*")
"""What a test prepares and looks at belongs to any commune; pages and jobs name theirs."""
FAST = "-c fsync=off -c synchronous_commit=off -c full_page_writes=off -c max_connections=150"


class NotInstalled(Exception):
    pass


@contextmanager
def postgres() -> Iterator[str]:
    """The DATABASE_URL of a fresh server, for tests."""
    programs = _programs()
    folder = Path(tempfile.mkdtemp(prefix="xaso-pg-"))
    if os.getuid() == 0:
        shutil.chown(folder, ACCOUNT)
    data = folder / "data"
    try:
        _run(
            programs / "initdb",
            "-D",
            data,
            "-U",
            ACCOUNT,
            "-A",
            "trust",
            "-E",
            "UTF8",
            "--locale",
            "C",
        )
        options = f"-k {folder} -c listen_addresses='' {FAST}"
        _run(programs / "pg_ctl", "-D", data, "-w", "-l", folder / "log", "-o", options, "start")
        try:
            _make_roles(programs / "psql", folder)
            yield f"postgresql://{OWNER}@/xaso?host={folder}&options={EVERY_COMMUNE}"
        finally:
            _run(programs / "pg_ctl", "-D", data, "-w", "-m", "immediate", "stop")
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def _make_roles(psql: Path, folder: Path) -> None:
    for statement in ROLES:
        _run(psql, "-h", folder, "-U", ACCOUNT, "-d", "postgres", "-c", statement)


def _programs() -> Path:
    found = sorted(Path("/usr/lib/postgresql").glob("*/bin/initdb"))
    if found:
        return found[-1].parent
    on_path = shutil.which("initdb")
    if on_path is None:
        raise NotInstalled("PostgreSQL is not installed")
    return Path(on_path).parent


def _run(program: Path, *arguments: object) -> None:
    command = [str(program), *map(str, arguments)]
    if os.getuid() == 0:
        # initdb and the server refuse to run as root.
        command = ["runuser", "-u", ACCOUNT, "--", *command]
    subprocess.run(command, check=True, stdout=subprocess.DEVNULL, cwd="/")


if __name__ == "__main__":
    with postgres() as url:
        sys.exit(subprocess.run(sys.argv[1:], env={**os.environ, "DATABASE_URL": url}).returncode)
