"""A backup into an empty data folder, checked row by row and file by file; or only the check."""

from __future__ import annotations

import argparse
import os
import shutil
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING, Any

from xaso.config.environment import data_dir
from xaso.lib.numbers import write_number

from .answers import FINDING, Answer, BadInput
from .prepare import setup_django
from .restore_key import asked_again, given_key

if TYPE_CHECKING:
    from xaso.core.backup.refusals import BackupBroken
    from xaso.core.backup.restore import Restored
    from xaso.core.backup.unpack import Unpacked
    from xaso.core.events.chain import Anchor

USAGE = "xaso restore FILE [--key TỆP] [--anchor TỆP] [--check] [--json]"
CHOOSES_DATA_FOLDER = True
"""Django's settings must not be read before this command has said where the data lie."""


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.usage = USAGE
    parser.add_argument("file", nargs="?", metavar="FILE", help="bản sao lưu .xaso")
    parser.add_argument(
        "--key",
        action="extend",
        nargs="+",
        default=[],
        metavar="TỆP",
        help="tệp có khóa, hoặc - để đọc từ chương trình khác; không có thì máy hỏi",
    )
    parser.add_argument("--anchor", type=Path, metavar="TỆP", help="mốc nhật ký đã lưu để so")
    parser.add_argument("--check", action="store_true", help="chỉ kiểm tra, không ghi gì")


def run(options: argparse.Namespace) -> Answer:
    file = _file_of(options)
    home = data_dir()
    key = given_key(options.key)
    return _check(file, home, key) if options.check else _restore(file, home, key, options)


def _file_of(options: argparse.Namespace) -> Path:
    """`--key` takes all that follows it, so that a key typed there is seen: the file may be the last."""
    name = options.file or (options.key.pop() if options.key else "")
    if not name:
        raise BadInput("usage", f"Lệnh hoặc tùy chọn chưa đúng. Cách gọi: {USAGE}")
    file = Path(name).resolve()
    if not file.is_file():
        raise BadInput("file_not_found", f"Không thấy tệp {name}. Xem lại tên và thư mục.")
    return file


def _restore(file: Path, home: Path, key: str, options: argparse.Namespace) -> Answer:
    is_new = not home.exists()
    work = _work_folder(home)
    try:
        answer = _into(file, home, work, key, options)
    except BaseException:
        _leave_nothing(home, work, is_new=is_new)
        raise
    if answer.exit_code == FINDING:
        _leave_nothing(home, work, is_new=is_new)
    return answer


def _leave_nothing(home: Path, work: Path, *, is_new: bool) -> None:
    """Of a restore that came to nothing. What has moved in, or is about to, is data by now."""
    from xaso.core.backup.emptiness import data_in, is_moving_in

    if not is_moving_in(home):
        shutil.rmtree(home if is_new and not data_in(home) else work, ignore_errors=True)


def _work_folder(home: Path) -> Path:
    """Empty, and made so that Django never touches the folder itself before all is well."""
    from xaso.core.backup.emptiness import UNDER_WAY, data_in, finish_or_forget

    finish_or_forget(home)
    names = data_in(home)
    if names:
        raise BadInput(
            "not_empty",
            f"Thư mục dữ liệu {home} đã có dữ liệu ({', '.join(names[:3])}). Chỉ khôi phục vào "
            "thư mục trống: đổi tên thư mục cũ để giữ lại, rồi chạy lại.",
        )
    work = home / UNDER_WAY
    home.mkdir(mode=0o700, parents=True, exist_ok=True)
    work.mkdir(mode=0o700)
    if (home / "xaso.toml").exists():
        shutil.copy(home / "xaso.toml", work)
    return work


def _into(file: Path, home: Path, work: Path, key: str, options: argparse.Namespace) -> Answer:
    os.environ["XASO_DATA_DIR"] = str(work)
    setup_django()
    from django.utils import timezone

    from xaso.core.backup.refusals import BackupBroken, BackupRefused
    from xaso.core.backup.restore import restore

    anchors = _anchors(file, options.anchor)
    while True:
        try:
            restored = restore(file, home, key, at=timezone.now(), anchors=anchors)
            return _told(file, restored)
        except BackupBroken as error:
            return _broken(error)
        except BackupRefused as error:
            key = asked_again(error, key, as_json=options.json)
            work.mkdir(exist_ok=True)


def _check(file: Path, home: Path, key: str) -> Answer:
    scratch = Path(tempfile.mkdtemp(prefix="xaso-check-"))
    os.environ["XASO_DATA_DIR"] = str(scratch)
    try:
        setup_django()
        from xaso.core.backup.refusals import BackupBroken, BackupRefused
        from xaso.core.backup.restore import check

        unpacked = check(file, scratch, key, data_dir=home)
    except BackupBroken as error:
        return _broken(error)
    except BackupRefused as error:
        raise BadInput(error.code, error.message) from error
    finally:
        shutil.rmtree(scratch, ignore_errors=True)
    return _checked(file, unpacked)


def _broken(error: BackupBroken) -> Answer:
    data = {"ok": False, "error": {"code": error.code, "message": error.message}}
    return Answer(data, error.message, FINDING)


def _checked(file: Path, unpacked: Unpacked) -> Answer:
    manifest = unpacked.manifest
    data = {"ok": True, **_figures(file, manifest.rows, len(manifest.files), unpacked.about)}
    said = f"Bản sao lưu nguyên vẹn: {manifest.rows} dòng, {len(manifest.files)} tệp."
    return Answer(data, said)


def _told(file: Path, restored: Restored) -> Answer:
    older = [{"commune": e.commune, "events_missing": e.events_missing} for e in restored.older]
    data = {
        **_figures(file, restored.rows, restored.files, restored.about),
        "damaged": restored.damaged,
        "older": older,
    }
    lines = [
        f"Đã khôi phục {write_number(restored.rows)} dòng, {write_number(restored.files)} tệp; "
        "đối chiếu đủ và đúng 100 %.",
        f"Bản này sao lưu lúc {restored.about.made_at.astimezone():%H:%M ngày %d/%m/%Y}. "
        "Mọi người đăng nhập lại, mật khẩu như cũ.",
        *(
            f"Xã {e.commune}: bản này cũ hơn mốc nhật ký đã lưu {e.events_missing} dòng."
            for e in restored.older
        ),
    ]
    if restored.damaged:
        lines.append(f"{restored.damaged} tệp đã thiếu hoặc hỏng từ trước khi sao lưu.")
    lines.append("Gõ tiếp: xaso serve")
    return Answer(data, "\n".join(lines))


def _figures(file: Path, rows: int, files: int, about: Any) -> dict[str, Any]:
    from xaso.core.backup.archive import file_sha256
    from xaso.lib.dates import iso_local

    return {
        "path": str(file),
        "bytes": file.stat().st_size,
        "rows": rows,
        "files": files,
        "sha256": file_sha256(file),
        "made_at": iso_local(about.made_at),
        "kind": about.kind,
    }


def _anchors(file: Path, given: Path | None) -> list[Anchor]:
    """Heads saved outside the machine: named, or lying beside the backup."""
    from xaso.core.events.anchors import FILE, anchors_lying_at
    from xaso.lib.chain import anchors_in

    if given is None:
        return anchors_lying_at(file.with_name(FILE))
    try:
        return anchors_in(given.read_text("utf-8", "replace"))
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise BadInput("bad_anchor", f"Không đọc được tệp mốc {given}.") from error
