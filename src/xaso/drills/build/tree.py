"""The source tree this program runs from, if it runs from one."""

from __future__ import annotations

from pathlib import Path

ROOT = Path(__file__).resolve().parents[4]


def is_source_tree(root: Path) -> bool:
    return (root / "pyproject.toml").exists() and (root / "requirements" / "run.txt").exists()
