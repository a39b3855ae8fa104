"""`xaso outbox import FILE`: the outbox of a phone, brought as a file on a day without a line."""

from __future__ import annotations

import argparse
from pathlib import Path

from .answers import Answer, BadInput
from .prepare import actor_named, commune_by_code, prepare_database


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("verb", choices=("import",), metavar="import", help="nhập một tệp .xsout")
    parser.add_argument("file", type=Path, metavar="FILE", help="tệp xuất từ máy của thôn")
    parser.add_argument("--commune", required=True, metavar="MÃ", help="mã xã, ví dụ 02923")
    parser.add_argument("--actor", metavar="TÊN", help="tên đăng nhập của người nhập")


def run(options: argparse.Namespace) -> Answer:
    try:
        content = options.file.read_bytes()
    except OSError as error:
        raise BadInput("no_file", f"Không mở được tệp {options.file}.") from error
    prepare_database()
    from django.core.exceptions import ValidationError
    from django.utils import timezone

    from xaso.core.postgres.context import commune_context
    from xaso.core.sync.outbox_file import take_outbox

    commune = commune_by_code(options.commune)
    with commune_context(commune):
        actor = actor_named(options.actor, commune)
        try:
            taken = take_outbox(actor=actor, content=content, at=timezone.now())
        except ValidationError as error:
            raise BadInput("bad_file", " ".join(error.messages)) from error
    labels = [device.label for device in taken.devices]
    data = {"devices": labels, "new": taken.new, "waiting": taken.waiting}
    text = (
        f"Đã nhập tệp của {', '.join(labels)}: {taken.new} mục mới, "
        f"{taken.waiting} mục cần xem ở trang Máy của thôn."
    )
    return Answer(data, text)
