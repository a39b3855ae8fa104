"""What runs by the clock, and when next: in Vietnamese time, whatever the machine's own."""

from __future__ import annotations

import argparse
from typing import Any

from .answers import Answer
from .prepare import prepare_database


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Nothing to choose."""


def run(options: argparse.Namespace) -> Answer:
    prepare_database()
    rows = _rows()
    return Answer({"schedule": rows}, "\n".join(_line(row) for row in rows))


def _rows() -> list[dict[str, Any]]:
    from django.utils import timezone

    from xaso.core.jobs.queries import schedule_told
    from xaso.core.jobs.schedule import refresh_schedule
    from xaso.core.postgres.context import every_commune

    with every_commune():
        refresh_schedule(timezone.now())
        return [
            {
                "name": line.name,
                "label": str(line.label),
                "commune": line.commune_code,
                "cron": line.cron,
                "words": line.words,
                "next": timezone.localtime(line.next_at).isoformat(timespec="seconds"),
                "last": timezone.localtime(line.last_at).isoformat(timespec="seconds")
                if line.last_at
                else None,
            }
            for line in schedule_told()
        ]


def _line(row: dict[str, Any]) -> str:
    where = f" (xã {row['commune']})" if row["commune"] else ""
    return f"{row['next'][:16].replace('T', ' ')}  {row['label']}{where}: {row['words']}"
