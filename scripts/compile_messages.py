"""Compile each message catalogue whose source is newer than what was compiled from it."""

from __future__ import annotations

import os
import sys
from pathlib import Path

from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po

LOCALE = Path(__file__).resolve().parents[1] / "src" / "xaso" / "locale"


def compile_messages(folder: Path = LOCALE) -> list[Path]:
    """The catalogues that were written now; untranslated and doubtful rows are left out."""
    stale = [source for source in sorted(folder.glob("*/LC_MESSAGES/*.po")) if _is_stale(source)]
    for source in stale:
        _compile(source)
    return stale


def _is_stale(source: Path) -> bool:
    target = source.with_suffix(".mo")
    return not target.exists() or target.stat().st_mtime < source.stat().st_mtime


def _compile(source: Path) -> None:
    with source.open("rb") as file:
        catalogue = read_po(file, locale=source.parts[-3], abort_invalid=True)
    target = source.with_suffix(".mo")
    half = target.with_suffix(f".{os.getpid()}.part")
    with half.open("wb") as file:
        write_mo(file, catalogue)
    half.replace(target)


if __name__ == "__main__":
    for made in compile_messages():
        print(made.relative_to(LOCALE))
    sys.exit(0)
