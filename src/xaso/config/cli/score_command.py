"""Score a pack from a file of values; nothing is read from or written to the database."""

from __future__ import annotations

import argparse
from pathlib import Path

from .answers import Answer, BadInput
from .prepare import setup_django


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "--pack", required=True, metavar="FILE_OR_CODE", help="mã bộ chỉ số có sẵn, hoặc tệp CSV"
    )
    parser.add_argument(
        "--values", required=True, type=Path, metavar="FILE.csv", help="tệp số liệu"
    )


def run(options: argparse.Namespace) -> Answer:
    text = _read(options.values)
    setup_django()
    from xaso.modules.indicators.public import ScoreRefused, score_file

    try:
        scored = score_file(options.pack, text)
    except ScoreRefused as refusal:
        raise BadInput(refusal.code, refusal.message) from refusal
    return Answer(scored.data, scored.text)


def _read(path: Path) -> str:
    try:
        return path.read_text(encoding="utf-8-sig")
    except OSError as error:
        raise BadInput("values_not_found", f"Không đọc được tệp số liệu {path}.") from error
    except UnicodeDecodeError as error:
        raise BadInput("values_not_utf8", f"Tệp {path.name} không phải UTF-8.") from error
