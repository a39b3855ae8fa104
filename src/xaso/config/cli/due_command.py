"""The working-time clock on the command line, with its explanation."""

from __future__ import annotations

import argparse
from datetime import datetime

from .answers import Answer, BadInput
from .prepare import prepare_database


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--from", dest="since", required=True, metavar="T")
    parser.add_argument("--limit", type=int, default=None, metavar="N")
    parser.add_argument(
        "--unit", required=True, choices=["working_day", "day", "hour", "same_day_15h"]
    )
    parser.add_argument("--with-unconfirmed", action="store_true")


def run(options: argparse.Namespace) -> Answer:
    from xaso.lib.dates import iso_local
    from xaso.lib.worktime import TimeRule, Unit, due

    received_at = _moment(options.since)
    limit = _limit(options.limit, options.unit)
    prepare_database()
    from xaso.core.worktime.queries import calendar_of

    calendar = calendar_of(None, with_unconfirmed=options.with_unconfirmed)
    found = due(TimeRule(limit, Unit(options.unit)), calendar, received_at)
    moment = iso_local(found.instant) if found.instant else None
    data = {"due": moment, "explanation": list(found.explanation)}
    return Answer(data, "\n".join([f"Hạn: {moment}", *found.explanation]))


def _moment(text: str) -> datetime:
    from xaso.lib.dates import TZ

    try:
        moment = datetime.fromisoformat(text)
    except ValueError as error:
        raise BadInput(
            "bad_moment", "Viết thời điểm dạng 2026-02-12T09:00 (mặc định giờ Việt Nam)."
        ) from error
    return moment if moment.tzinfo else moment.replace(tzinfo=TZ)


def _limit(limit: int | None, unit: str) -> int:
    if unit == "same_day_15h":
        return 1
    if limit is None or not 0 < limit <= 3650:
        raise BadInput("bad_limit", "Nêu số ngày hoặc giờ: --limit từ 1 đến 3650.")
    return limit
