"""Moments of a schedule, in Vietnamese time."""

from __future__ import annotations

from datetime import datetime
from zoneinfo import ZoneInfo

from cronsim import CronSim

VIETNAM = ZoneInfo("Asia/Ho_Chi_Minh")
"""Fixed: the schedule of a commune does not move with the machine or a setting."""


def next_moment(cron: str, after: datetime) -> datetime:
    """The first moment after `after`."""
    return next(CronSim(cron, after.astimezone(VIETNAM)))


def check_cron(cron: str) -> None:
    """CronSimError, a ValueError, at start-up is better than a job that never runs."""
    CronSim(cron, datetime(2026, 1, 1, tzinfo=VIETNAM))
