"""How this machine is: one sentence for each finding and what to do. Every row and file is read."""

from __future__ import annotations

import argparse

from .answers import DONE, FINDING, Answer, BadInput
from .prepare import setup_django

MARKS = {"problem": "!!", "notice": " i", "good": "ok"}


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--quick", action="store_true", help="không đọc từng dòng, từng tệp")


def run(options: argparse.Namespace) -> Answer:
    setup_django()  # and nothing more: the doctor tells of waiting migrations, and runs none
    from django.utils import timezone

    from xaso.core.doctor.examine import examine
    from xaso.core.doctor.finding import Level
    from xaso.core.units.at_work import has_data

    if not has_data():
        raise BadInput("no_data", "Chưa có dữ liệu ở thư mục dữ liệu này. Chạy xaso start trước.")
    found = examine(timezone.now(), thorough=not options.quick)
    ok = not any(each.level is Level.PROBLEM for each in found)
    lines = [
        f"{MARKS[each.level]}  {each.message}"
        + (f"\n      → {each.advice}" if each.advice else "")
        for each in found
    ]
    data = {"ok": ok, "findings": [each.as_data for each in found]}
    return Answer(data, "\n".join(lines), DONE if ok else FINDING)
