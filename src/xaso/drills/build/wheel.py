"""The same source in two folders, one of them older, built by the same tools."""

from __future__ import annotations

import hashlib
import os
import shutil
import subprocess
import sys
import tempfile
import zipfile
from pathlib import Path

LEFT_OUT = shutil.ignore_patterns(
    ".git", ".venv", "var", "node_modules", "__pycache__", "*.pyc", "build", "dist", ".*_cache", "tests",
    "static_root", ".hypothesis",
)  # fmt: skip
WITHIN_S = 240
LONG_AGO = 1_600_000_000


def wheel_faults(root: Path) -> tuple[list[str], int, int]:
    """What differs, how many files there are, how many bytes."""
    with tempfile.TemporaryDirectory(prefix="xaso-build-") as place:
        folders = [Path(place) / "one", Path(place) / "a" / "longer" / "other"]
        wheels = [
            _built(root, folder, is_old=number == 1) for number, folder in enumerate(folders)
        ]
        inside = [_inside(wheel) for wheel in wheels]
        size = wheels[0].stat().st_size
        same = _hash(wheels[0]) == _hash(wheels[1])
    names = sorted(inside[0].keys() | inside[1].keys())
    differ = [
        f"the wheel differs in {name}"
        for name in names
        if inside[0].get(name) != inside[1].get(name)
    ]
    if not same and not differ:
        differ.append("the wheel differs in its own order or moments")
    return differ, len(inside[0]), size


def _built(root: Path, folder: Path, *, is_old: bool) -> Path:
    shutil.copytree(root, folder, ignore=LEFT_OUT, symlinks=True)
    if is_old:
        for path in folder.rglob("*"):
            os.utime(path, (LONG_AGO, LONG_AGO))
    env = {
        **{
            name: value
            for name, value in os.environ.items()
            if not name.startswith(("XASO_", "DJANGO_"))
        },
        "PYTHONPATH": str(folder / "src"),
        "XASO_DATA_DIR": str(folder / "data"),
        "XASO_STATIC": "build",
    }
    collect = [
        "-m",
        "django",
        "collectstatic",
        "--noinput",
        "--verbosity",
        "0",
        "--settings",
        "xaso.config.settings",
    ]
    _run([sys.executable, *collect], folder, env)
    wheel = [
        "-m",
        "pip",
        "wheel",
        "--quiet",
        "--no-deps",
        "--no-build-isolation",
        "-w",
        "out",
        ".",
    ]
    _run([sys.executable, *wheel], folder, env)
    return next((folder / "out").glob("*.whl"))


def _run(command: list[str], folder: Path, env: dict[str, str]) -> None:
    done = subprocess.run(  # noqa: S603  our own tools
        command, cwd=folder, env=env, capture_output=True, text=True, timeout=WITHIN_S, check=False
    )
    if done.returncode:
        raise RuntimeError(f"{command}: {done.stderr[-2000:]}")


def _inside(wheel: Path) -> dict[str, str]:
    with zipfile.ZipFile(wheel) as package:
        return {
            name: hashlib.sha256(package.read(name)).hexdigest() for name in package.namelist()
        }


def _hash(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()
