"""The locks: each line proves the file it asks for."""

from __future__ import annotations

import json
import re
import subprocess
from collections.abc import Iterator
from importlib import metadata
from pathlib import Path

LINE = re.compile(r"^([A-Za-z0-9._-]+)(?:\[[^\]]*\])?==([^\s;\\]+)")
OTHERS = re.compile(
    r"\.(min\.js|min\.css|woff2?|ttf|otf|eot|whl|jar|exe|dll|so|swf)$|/(vendor|node_modules)/"
)
REGISTRY = re.compile(r"https?://|--(extra-)?index-url|--trusted-host|file:|git\+", re.I)


def lock_faults(root: Path) -> tuple[int, list[str]]:
    """How many parts are pinned, and what is not."""
    pinned, faults = 0, list[str]()
    for lock in sorted((root / "requirements").glob("*.txt")):
        for name, version, text in _requirements(lock):
            pinned += 1
            faults += [f"{lock.name}: {name} {each}" for each in _unpinned(text)]
            faults += _other_version(lock, name, version)
    packages = json.loads((root / "package-lock.json").read_text("utf-8"))["packages"]
    for name, each in packages.items():
        if name:
            pinned += 1
            if not each.get("integrity", "").startswith("sha512-"):
                faults.append(f"package-lock.json: {name} has no integrity")
    return pinned, faults


def vendored(root: Path) -> list[str]:
    """Nothing others made is kept in the repository."""
    done = subprocess.run(  # noqa: S603  a program of the system, our own folder
        ["git", "-C", str(root), "ls-files"],  # noqa: S607
        capture_output=True,
        text=True,
        check=False,
    )
    return [
        f"kept in the repository: {name}"
        for name in done.stdout.splitlines()
        if OTHERS.search(name)
    ]


def _requirements(lock: Path) -> Iterator[tuple[str, str, str]]:
    for text in lock.read_text("utf-8").replace("\\\n", " ").splitlines():
        if text.strip() and not text.lstrip().startswith("#"):
            found = LINE.match(text)
            yield (found[1], found[2], text) if found else (text[:60], "", text)


def _unpinned(text: str) -> list[str]:
    found = []
    if not re.search(r"--hash=sha256:[0-9a-f]{64}", text):
        found.append("has no hash")
    if LINE.match(text) is None:
        found.append("has no exact version")
    if REGISTRY.search(text):
        found.append("names where it comes from")
    return found


def _other_version(lock: Path, name: str, version: str) -> list[str]:
    try:
        installed = metadata.version(name)
    except metadata.PackageNotFoundError:
        return []  # for another machine, or not wanted here
    return (
        []
        if installed == version
        else [f"{lock.name}: {name} {version} is locked, {installed} runs"]
    )
