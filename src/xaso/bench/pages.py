"""The pages measured: who opens them, where they are, and which of them must not grow."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any


@dataclass(frozen=True)
class MeasuredPage:
    name: str
    who: str
    """A key of what fill.py told: leader, officer, head."""
    address: str
    stays_flat: bool = True
    """A list or the board: promised to cost the same however many tasks there are."""

    def path(self, told: Mapping[str, Any], today: date) -> str:
        year, week, _day = today.isocalendar()
        return self.address.format(**told, week=f"{year}-W{week:02}")


PAGES = (
    MeasuredPage("board", "leader", "/toan-canh/"),
    MeasuredPage("board_late_rows", "leader", "/toan-canh/viec-qua-han/"),
    MeasuredPage("board_villages", "leader", "/toan-canh/thon/"),
    MeasuredPage("decisions", "leader", "/toan-canh/cho-toi-quyet/"),
    MeasuredPage("plans", "leader", "/ke-hoach/"),
    MeasuredPage("plan_tasks", "leader", "/ke-hoach/{plan}/"),
    MeasuredPage("all_tasks", "leader", "/ke-hoach/viec/"),
    MeasuredPage("late", "leader", "/ke-hoach/viec/?loc=cham"),
    MeasuredPage("mine", "officer", "/ke-hoach/viec/?loc=cua_toi"),
    MeasuredPage("waiting", "leader", "/ke-hoach/viec/?loc=cho_duyet"),
    MeasuredPage("done", "leader", "/ke-hoach/viec/?loc=xong"),
    MeasuredPage("of_a_village", "leader", "/ke-hoach/viec/?thon={village}"),
    MeasuredPage("villages", "leader", "/ke-hoach/viec-cua-cac-thon/"),
    MeasuredPage("village_view", "head", "/ke-hoach/thon/"),
    MeasuredPage("village_sent", "head", "/ke-hoach/thon/da-gui/"),
    MeasuredPage("home_leader", "leader", "/viec-cua-toi/"),
    MeasuredPage("home_officer", "officer", "/viec-cua-toi/"),
    MeasuredPage("targets", "leader", "/chi-so/"),
    MeasuredPage("log", "leader", "/nhat-ky/"),
    MeasuredPage("task", "officer", "/ke-hoach/viec/{task}/", stays_flat=False),
    MeasuredPage("search", "leader", "/ke-hoach/viec/?tim=camera", stays_flat=False),
    MeasuredPage("week_sheet", "leader", "/van-ban/bang/giao-ban/{week}/docx/", stays_flat=False),
)
AFTER_A_WRITE = ("board", "plan_tasks", "home_officer")
"""Measured a second time with a progress report sent before each request."""
