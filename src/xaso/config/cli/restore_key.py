"""The key of a restore: out of a file, from another program, or typed by whoever sits there.

Never out of the command line itself, which everybody on the machine can list and the shell keeps.
"""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING

from .answers import BadInput

if TYPE_CHECKING:
    from xaso.core.backup.refusals import BackupRefused

STDIN = "-"
LONGEST = 10_000
ABOUT_KEY = {"key_missing", "wrong_key_text", "wrong_key"}


def given_key(names: list[str]) -> str:
    """What the named files say; `-` is the standard input. Empty when none is named."""
    return "\n".join(_read(name) for name in names)


def asked_again(error: BackupRefused, key: str, *, as_json: bool) -> str:
    """At a terminal a missing or mistyped key is asked for; anything else ends the command."""
    if error.code not in ABOUT_KEY or as_json or not sys.stdin.isatty():
        raise BadInput(error.code, error.message) from error
    if error.code == "key_missing":
        print(
            "Lấy phiếu khóa sao lưu trong két của xã, tắt bộ gõ tiếng Việt, gõ 14 nhóm trên phiếu."
        )
    else:
        print(error.message)
    asked_half = key if "Gõ thêm nửa" in error.message else ""
    typed = input(
        "Khóa (chữ hoa, chữ thường, dấu cách thế nào cũng được; Enter để thôi): "
    ).strip()
    if not typed:
        raise BadInput(error.code, error.message) from error
    return f"{asked_half} {typed}".strip()


def _read(name: str) -> str:
    if name == STDIN:
        return "" if sys.stdin.isatty() else sys.stdin.read(LONGEST)
    if not _is_file(Path(name).expanduser()):
        raise BadInput(
            "key_in_command",
            "Không thấy tệp khóa đó. Sau --key là tên một tệp, không gõ khóa ngay trong lệnh vì người "
            "khác trên máy xem được. Bỏ --key thì máy sẽ hỏi khóa; hoặc ghi khóa vào một tệp rồi gõ "
            "--key TÊN-TỆP; hoặc --key - để đọc từ chương trình khác.",
        )
    try:
        with Path(name).expanduser().open(encoding="utf-8") as file:
            return file.read(LONGEST)
    except (OSError, UnicodeDecodeError) as error:
        raise BadInput("key_unreadable", f"Không đọc được tệp khóa {name}.") from error


def _is_file(path: Path) -> bool:
    try:
        return path.is_file()
    except (OSError, ValueError):  # typed groups may be longer than any name of a file
        return False
