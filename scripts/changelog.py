"""CHANGELOG.md from the notes in news.d: one short Vietnamese paragraph a file, in the order of the names.

The notes stand under "Sắp phát hành" until a release; `--release DAY` puts them under the version
of pyproject.toml and empties news.d.
"""

from __future__ import annotations

import argparse
import sys
import tomllib
from datetime import date
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
NEWS = ROOT / "news.d"
CHANGELOG = ROOT / "CHANGELOG.md"
HEAD = "# Có gì mới\n"
COMING = "## Sắp phát hành\n"


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--release", type=date.fromisoformat, metavar="DAY", help="YYYY-MM-DD")
    day = parser.parse_args().release
    if day is None:
        CHANGELOG.write_text(changelog(), encoding="utf-8")
        return 0
    version = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]["version"]
    text = _whole(f"## {version} ({day.day}/{day.month}/{day.year})\n")
    CHANGELOG.write_text(text, encoding="utf-8")
    for path in _files():
        path.unlink()
    return 0


def changelog() -> str:
    return _whole(COMING)


def notes() -> dict[str, str]:
    """File name to its paragraph."""
    return {path.name: path.read_text(encoding="utf-8").strip() for path in _files()}


def _whole(heading: str) -> str:
    lines = [f"- {' '.join(note.split())}" for note in notes().values()]
    newest = [heading + "\n" + "\n".join(lines) + "\n"] if lines else []
    return "\n".join([HEAD, *newest, *_released()])


def _released() -> list[str]:
    """The sections of earlier releases, kept as they are."""
    text = CHANGELOG.read_text(encoding="utf-8") if CHANGELOG.exists() else ""
    sections = ["## " + section for section in text.split("\n## ")[1:]]
    return [section.rstrip() + "\n" for section in sections if not section.startswith(COMING)]


def _files() -> list[Path]:
    return sorted(NEWS.glob("*.md"))


if __name__ == "__main__":
    sys.exit(main())
