"""A province's own set of indicators from an Excel sheet: checked cell by cell, then taken whole."""

from __future__ import annotations

import argparse
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

from .answers import DONE, FINDING, Answer, BadInput
from .prepare import actor_named, commune_by_code, prepare_database, setup_django

if TYPE_CHECKING:
    from xaso.modules.indicators.public import PackReading

MOST_TOLD = 200


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("file", type=Path, metavar="FILE", help="bộ chỉ số của tỉnh, .xlsx")
    parser.add_argument("--dry-run", action="store_true", help="chỉ đọc, không ghi gì")
    parser.add_argument(
        "--commune", metavar="MÃ", help="chỉ cho xã này; không nêu thì cho mọi xã trên máy chủ"
    )
    parser.add_argument("--title", default="", metavar="TÊN", help="tên bộ chỉ số")
    parser.add_argument("--code", default="", metavar="MÃ", help="bộ đã có mà tệp này là bản mới")
    parser.add_argument("--from", dest="first", type=_day, metavar="NGÀY", help="áp dụng từ")
    parser.add_argument("--to", dest="last", type=_day, metavar="NGÀY", help="áp dụng đến")
    parser.add_argument("--actor", metavar="TÊN", help="tên đăng nhập của người nhập")


def run(options: argparse.Namespace) -> Answer:
    content = _content(options.file)
    setup_django()
    from xaso.modules.indicators.public import PackUnreadable, read_pack_file

    try:
        reading = read_pack_file(content)
        if options.dry_run or reading.problems:
            return _answer(reading, None, _read_text(reading, dry_run=options.dry_run))
        taken = _take(options, content)
    except PackUnreadable as refusal:
        raise BadInput("bad_pack", refusal.message) from refusal
    code = next(iter(taken.values()))
    return _answer(reading, code, _taken_text(reading, taken))


def _take(options: argparse.Namespace, content: bytes) -> dict[str, str]:
    """By the code of each commune, the code the pack has there. All communes or none."""
    prepare_database()
    from django.db import transaction
    from django.utils import timezone

    from xaso.core.postgres.context import commune_context
    from xaso.modules.indicators.public import take_pack_file

    taken = {}
    with transaction.atomic():
        for commune in _communes(options.commune):
            with commune_context(commune):
                pack = take_pack_file(
                    actor_named(options.actor, commune),
                    name=options.file.name,
                    content=content,
                    at=timezone.now(),
                    title=options.title,
                    code=options.code,
                    effective_from=options.first,
                    effective_to=options.last,
                    shared=options.commune is None,
                )
            taken[commune.pk] = pack.code
    return taken


def _communes(code: str | None) -> list[Any]:
    from xaso.core.units.models import Commune

    if code:
        return [commune_by_code(code)]
    opened = list(Commune.objects.filter(opened_at__isnull=False).order_by("pk"))
    if not opened:
        raise BadInput("no_commune", "Máy chủ này chưa mở xã nào. Chạy xaso start trước.")
    return opened


def _answer(reading: PackReading, code: str | None, text: str) -> Answer:
    data = {
        "pack": code or reading.title,
        "items": reading.items,
        "groups": reading.groups,
        "problems": list(reading.problems),
    }
    return Answer(data, text, FINDING if reading.problems else DONE)


def _read_text(reading: PackReading, *, dry_run: bool) -> str:
    lines = [
        f"{reading.title}: {reading.items} chỉ số, {reading.groups} nhóm.",
        *_seen(reading),
    ]
    if reading.problems and not dry_run:
        lines.append("Chưa ghi gì. Sửa các ô trên trong Excel rồi chạy lại.")
    return "\n".join(lines)


def _taken_text(reading: PackReading, taken: dict[str, str]) -> str:
    where = ", ".join(f"{commune}: {code}" for commune, code in taken.items())
    return f"Đã nhận {reading.items} chỉ số, {reading.groups} nhóm. Mã bộ theo xã: {where}."


def _seen(reading: PackReading) -> list[str]:
    told = [f"{each['sheet']}!{each['cell']}: {each['message']}" for each in reading.problems]
    more = [f"… và {len(told) - MOST_TOLD} điều nữa."] if len(told) > MOST_TOLD else []
    return [*told[:MOST_TOLD], *more]


def _day(text: str) -> date:
    return date.fromisoformat(text)


def _content(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except OSError as error:
        raise BadInput("file_not_found", f"Không đọc được tệp {path}.") from error
