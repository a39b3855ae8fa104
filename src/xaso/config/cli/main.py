from __future__ import annotations

import argparse
import importlib
import json
import os
import sys
from collections.abc import Sequence
from types import ModuleType
from typing import NoReturn

from .answers import BAD_INPUT, Answer, BadInput

COMMANDS = {
    "start": "mở xã lần đầu: lập dữ liệu, tài khoản quản trị",
    "demo": "dựng các xã mẫu để dùng thử",
    "serve": "chạy máy chủ",
    "import-plan": "đọc phụ lục kế hoạch từ XLSX hoặc DOCX",
    "import-pack": "đọc bộ chỉ số của tỉnh từ XLSX",
    "import-households": "đọc danh sách hộ từ XLSX hoặc CSV vào danh sách của xã",
    "score": "chấm điểm một bộ chỉ số từ tệp số liệu",
    "due": "tính hạn theo lịch làm việc",
    "campaign": "đợt ra quân: báo cáo kết thúc thành DOCX, PDF, XLSX",
    "report": "dựng báo cáo thành DOCX, PDF, XLSX",
    "events": "kiểm tra chuỗi nhật ký",
    "recover": "lấy lại tài khoản khi quên hết, chạy tại máy chủ",
    "worker": "làm việc chạy nền ở một tiến trình riêng",
    "schedule": "in lịch các việc tự chạy",
    "bench": "đo tốc độ, bộ nhớ trên một bản cài bỏ đi",
    "check": "kiểm tra cấu hình trước khi dùng thật",
    "backup": "sao lưu dữ liệu và tệp thành một tệp có khóa; in phiếu khóa",
    "restore": "khôi phục từ bản sao lưu vào thư mục trống, hoặc chỉ kiểm tra bản đó",
    "doctor": "khám máy: từng điều chưa ổn và cách sửa",
    "upgrade": "nâng cấp dữ liệu sau khi cài bản mới; --undo: trở về trước lần nâng cấp",
    "device": "máy của thôn: cấp mã ghi danh, báo mất",
    "message": "nhận một tin nhắn của tổ từ máy nhận tin",
    "outbox": "nhập tệp hộp gửi của một máy khi không có đường truyền",
    "upstream": "nối máy chủ của xã lên tỉnh, gửi, xem, thôi nối; ở tỉnh: cấp mã nối",
    "drill": "tự gây sự cố trên một bản cài dùng một lần, xem có mất gì",
}


def main(argv: Sequence[str] | None = None) -> int:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "xaso.config.settings")
    words = list(sys.argv[1:] if argv is None else argv)
    as_json = "--json" in words
    try:
        answer = _run(words)
    except BadInput as error:
        return _say_error(error, as_json=as_json)
    if answer.data or answer.text:
        _print(json.dumps(answer.data, ensure_ascii=False) if as_json else answer.text)
    return answer.exit_code


def _print(text: str) -> None:
    """Whoever reads may stop early (`xaso … | head`)."""
    try:
        print(text, flush=True)
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


def _run(words: Sequence[str]) -> Answer:
    parser = _Parser(prog="xaso", description="Xã Số: nền tảng chuyển đổi số của xã")
    parser.add_argument("command", choices=COMMANDS, metavar="LỆNH", help=_list_of_commands())
    if not words or words[0] in {"-h", "--help"}:
        parser.print_help()
        return Answer({}, "")
    command = parser.parse_args(words[:1]).command
    return _run_command(command, words[1:])


def _run_command(command: str, words: Sequence[str]) -> Answer:
    module: ModuleType = importlib.import_module(
        f"xaso.config.cli.{command.replace('-', '_')}_command"
    )
    parser = _Parser(prog=f"xaso {command}", description=COMMANDS[command])
    module.add_arguments(parser)
    parser.add_argument("--json", action="store_true", help="in đúng một đối tượng JSON")
    options = parser.parse_args(words)
    if getattr(module, "CHOOSES_DATA_FOLDER", False):
        return _answer(module, options)
    from xaso.core.postgres.context import no_commune  # asks Django for its settings

    with no_commune():
        return _answer(module, options)


def _answer(module: ModuleType, options: argparse.Namespace) -> Answer:
    answer: Answer = module.run(options)
    return answer


def _say_error(error: BadInput, *, as_json: bool) -> int:
    said = {"error": {"code": error.code, "message": error.message}}
    _print(json.dumps(said, ensure_ascii=False) if as_json else f"Lỗi: {error.message}")
    return BAD_INPUT


def _list_of_commands() -> str:
    return "; ".join(f"{name}: {what}" for name, what in COMMANDS.items())


class _Parser(argparse.ArgumentParser):
    """Bad options are bad input like any other: exit 2 with a sentence or a JSON error."""

    def error(self, message: str) -> NoReturn:
        del message  # argparse speaks English
        usage = " ".join(self.format_usage().removeprefix("usage:").split())
        raise BadInput("usage", f"Lệnh hoặc tùy chọn chưa đúng. Cách gọi: {usage}")
