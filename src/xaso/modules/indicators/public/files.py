"""A pack scored from a file of values, for scripts; the tables are not asked."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Any

from xaso.modules.indicators.packs.load import load_pack
from xaso.modules.indicators.scoring.given import BadValueError
from xaso.modules.indicators.scoring.pack import BadPackError, Pack
from xaso.modules.indicators.values import read_values, score_json, score_text

from .importing import PackUnreadable, pack_of_workbook


class ScoreRefused(Exception):
    """`message` says which group, item or line is wrong."""

    def __init__(self, code: str, message: str) -> None:
        super().__init__(message)
        self.code = code
        self.message = message


@dataclass(frozen=True)
class FileScore:
    data: dict[str, Any]
    text: str


def score_file(pack: str, values: str) -> FileScore:
    """`pack` is a code or the path of a CSV or XLSX file, `values` the text of one. Raises ScoreRefused."""
    try:
        loaded = _loaded(pack)
        given = read_values(loaded, values)
        return FileScore(score_json(loaded, given), score_text(loaded, given))
    except BadPackError as error:
        raise ScoreRefused(error.code or "bad_pack", str(error.message)) from error
    except BadValueError as error:
        raise ScoreRefused(error.code or "bad_values", str(error.message)) from error


def _loaded(pack: str) -> Pack:
    """A province's workbook is a pack too; while it has problems, only its good lines score."""
    path = Path(pack)
    if path.suffix.lower() != ".xlsx" or not path.is_file():
        return load_pack(pack)
    try:
        return pack_of_workbook(path.read_bytes(), path.stem)
    except PackUnreadable as error:
        raise ScoreRefused("bad_pack", error.message) from error
