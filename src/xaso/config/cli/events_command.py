"""The chains of the diary: checked here, against the own anchors and others; exported to be checked elsewhere."""

from __future__ import annotations

import argparse
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING

from .answers import DONE, FINDING, Answer, BadInput
from .prepare import setup_django

if TYPE_CHECKING:
    from xaso.lib.chain import Anchor, Break


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("what", choices=["verify", "export", "anchor"])
    parser.add_argument("--anchor", type=Path, metavar="FILE", help="mốc đã in hoặc lưu trước đây")
    parser.add_argument("--key", default="", metavar="HEX", help="khóa công khai in trên tờ mốc")
    parser.add_argument("--to", type=Path, metavar="FILE", help="tệp JSONL để xuất ra")


def run(options: argparse.Namespace) -> Answer:
    setup_django()
    from xaso.core.postgres.context import every_commune

    with every_commune():
        if options.what == "export":
            return _export(options.to)
        return _anchor() if options.what == "anchor" else _verify(options)


def _verify(options: argparse.Namespace) -> Answer:
    from xaso.core.events.anchors import own_anchors
    from xaso.core.events.checking import check_all

    given = _anchors(options.anchor)
    checked, broken = check_all(given, options.key)
    data = {
        "ok": broken is None,
        "checked": checked,
        "anchors": len(given) + len(own_anchors()),
        "first_broken": {
            name: asdict(broken)[name] for name in ("commune", "number", "id", "reason")
        }
        if broken
        else None,
    }
    return Answer(data, _said(checked, data["anchors"], broken), FINDING if broken else DONE)


def _said(checked: int, anchors: object, broken: Break | None) -> str:
    from xaso.core.events.chain import REASONS

    if broken is None:
        return f"Nhật ký nguyên vẹn: đã kiểm tra {checked} dòng, đối chiếu {anchors} mốc."
    return f"Nhật ký xã {broken.commune} hỏng ở dòng {broken.number}: {REASONS[broken.reason]}."


def _anchors(path: Path | None) -> list[Anchor]:
    """A saved head, a list of heads, or one head a line."""
    from xaso.lib.chain import anchors_in

    if path is None:
        return []
    try:
        return anchors_in(path.read_text(encoding="utf-8"))
    except (OSError, ValueError, KeyError, TypeError, AttributeError) as error:
        raise BadInput("bad_anchor", "Không đọc được tệp mốc. Tệp phải là JSON đã lưu.") from error


def _export(path: Path | None) -> Answer:
    from xaso.core.events.chain import lines_of
    from xaso.core.units.models import Commune
    from xaso.lib.chain import as_export

    if path is None:
        raise BadInput("usage", "Nêu tệp để xuất ra: --to nhat-ky.jsonl")
    count = 0
    try:
        with path.open("w", encoding="utf-8") as file:
            for commune in Commune.objects.filter(opened_at__isnull=False).order_by("pk"):
                for line in lines_of(commune):
                    file.write(f"{as_export(line)}\n")
                    count += 1
    except OSError as error:
        raise BadInput("not_written", f"Không ghi được {path}: {error.strerror}.") from error
    return Answer({"path": str(path), "events": count}, f"Đã xuất {count} dòng ra {path}.")


def _anchor() -> Answer:
    """Writes the anchors of this moment; the hourly job does the same."""
    from django.utils import timezone

    from xaso.core.events.anchors import public_key, write_anchors

    written, key = write_anchors(timezone.now()), public_key()
    text = f"Đã ghi {written} mốc. Khóa công khai: {key}"
    return Answer({"written": written, "key": key}, text)
