from __future__ import annotations

import argparse
import json
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING

from .answers import DONE, FINDING, Answer, BadInput
from .prepare import setup_django

if TYPE_CHECKING:
    from xaso.core.events.chain import Anchor


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("what", choices=["verify"])
    parser.add_argument("--anchor", type=Path, metavar="FILE", help="mốc đã in hoặc lưu trước đây")


def run(options: argparse.Namespace) -> Answer:
    setup_django()
    from xaso.core.events.chain import REASONS, verify_chains
    from xaso.core.postgres.context import every_commune

    with every_commune():
        checked, broken = verify_chains(_anchors(options.anchor))
    data = {
        "ok": broken is None,
        "checked": checked,
        "first_broken": asdict(broken) if broken else None,
    }
    if broken is None:
        return Answer(data, f"Nhật ký nguyên vẹn: đã kiểm tra {checked} dòng.", DONE)
    text = f"Nhật ký xã {broken.commune} hỏng ở dòng {broken.number}: {REASONS[broken.reason]}."
    return Answer(data, text, FINDING)


def _anchors(path: Path | None) -> list[Anchor]:
    """A saved head: {"commune", "number", "hash"}, or a list of such."""
    from xaso.core.events.chain import anchor_from

    if path is None:
        return []
    try:
        found = json.loads(path.read_text(encoding="utf-8"))
        heads = found if isinstance(found, list) else [found]
        return [anchor_from(head) for head in heads]
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise BadInput("bad_anchor", "Không đọc được tệp mốc. Tệp phải là JSON đã lưu.") from error
