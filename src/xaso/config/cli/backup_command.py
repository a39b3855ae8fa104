"""A consistent snapshot with files, locked with the installation's key; or the key itself on paper."""

from __future__ import annotations

import argparse
from pathlib import Path

from .answers import Answer, BadInput
from .prepare import setup_django


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--to", type=Path, metavar="THƯ MỤC", help="nơi ghi, ví dụ USB")
    parser.add_argument(
        "--key-sheet", type=Path, metavar="TỆP.pdf", help="in phiếu khóa thay cho sao lưu"
    )
    parser.add_argument("--halves", action="store_true", help="phiếu khóa thành hai nửa")


def run(options: argparse.Namespace) -> Answer:
    setup_django()  # and nothing more: a backup before an upgrade keeps the tables as they are
    return _key_sheet(options) if options.key_sheet else _backup(options.to)


def _backup(folder: Path | None) -> Answer:
    from django.utils import timezone

    from xaso.core.backup.refusals import BackupRefused
    from xaso.core.backup.snapshot import make
    from xaso.core.units.at_work import has_data

    if not has_data():
        raise BadInput("no_data", "Chưa có dữ liệu để sao lưu ở thư mục dữ liệu này.")
    try:
        made = make(folder.resolve() if folder else None, at=timezone.now())
    except BackupRefused as error:
        raise BadInput(error.code, error.message) from error
    data = {
        "path": str(made.path),
        "bytes": made.bytes,
        "rows": made.rows,
        "files": made.files,
        "sha256": made.sha256,
    }
    lines = [f"Đã sao lưu {made.rows} dòng, {made.files} tệp vào {made.path}"]
    if made.damaged:
        lines.append(
            f"Có {made.damaged} tệp trên máy bị thiếu hoặc hỏng nên không có trong bản này."
        )
    return Answer(data, "\n".join(lines))


def _key_sheet(options: argparse.Namespace) -> Answer:
    from xaso.core.backup.folders import data_dir
    from xaso.core.backup.key_sheet import key_sheet
    from xaso.core.backup.keys import ensure_key
    from xaso.core.papers.pdf import PdfUnavailable
    from xaso.lib.durable import put

    key = ensure_key(data_dir())
    try:
        put(options.key_sheet.resolve(), key_sheet(key, in_halves=options.halves))
    except PdfUnavailable as error:
        raise BadInput("no_pdf", str(error)) from error
    except OSError as error:
        raise BadInput(
            "cannot_write", f"Không ghi được {options.key_sheet}: {error.strerror}."
        ) from error
    data = {"path": str(options.key_sheet), "key_number": key.number}
    said = f"Đã ghi phiếu khóa số {key.number}: {options.key_sheet}. In xong thì xóa tệp này."
    return Answer(data, said)
