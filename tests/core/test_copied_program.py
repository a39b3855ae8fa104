"""The folder of the program copied to a stick and from there to a bare PC sets itself up anew."""

import os
import shutil
import subprocess
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
MAKE = shutil.which("make") or ""
pytestmark = pytest.mark.skipif(not MAKE, reason="needs make")


@pytest.fixture
def program(tmp_path):
    """As far as `make setup` looks at it."""
    folder = tmp_path / "xaso"
    (folder / ".venv" / "bin").mkdir(parents=True)
    (folder / "requirements").mkdir()
    for name in ("Makefile", "pyproject.toml", "requirements/run.txt"):
        shutil.copy(ROOT / name, folder / name)
    (folder / ".venv" / "bin" / "python").symlink_to("/usr/bin/env")
    (folder / ".venv" / ".run").touch()
    os.utime(folder / ".venv" / ".run", (2**32, 2**32))
    return folder


@pytest.mark.parametrize(("where", "is_made_anew"), [("here", False), ("elsewhere", True)])
def test_an_environment_of_another_place_is_made_anew(program, where, is_made_anew):
    place = program if where == "here" else program.parent / "may-cu"
    (program / ".venv" / "bin" / "xaso").write_text(f"#!{place}/.venv/bin/python\n")

    assert ("-m venv .venv" in would_do(program)) is is_made_anew


def test_where_there_is_none_it_is_made(program):
    shutil.rmtree(program / ".venv")

    assert "-m venv .venv" in would_do(program)


def would_do(folder):
    return subprocess.run(
        [MAKE, "-n", "setup"], cwd=folder, capture_output=True, text=True, check=True
    ).stdout
