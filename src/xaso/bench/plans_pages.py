"""What `xaso bench plans` opens: plans with many tasks, drives with many households."""

from __future__ import annotations

from .pages import MeasuredPage

PAGES = (
    MeasuredPage("campaign_board", "leader", "/ra-quan/{campaign}/"),
    MeasuredPage("campaign_board_counted", "leader", "/ra-quan/{counted}/"),
    MeasuredPage("campaigns", "leader", "/ra-quan/"),
    MeasuredPage("campaign_village", "officer", "/ra-quan/{campaign}/thon/{village}/"),
    MeasuredPage("campaign_own", "head", "/ra-quan/thon/"),
    MeasuredPage("campaign_tick_list", "head", "/ra-quan/thon/{campaign}/{village}/"),
    MeasuredPage("campaign_tick", "head", "/ra-quan/ho/{item}/"),
    MeasuredPage("households", "officer", "/ho-dan/"),
    MeasuredPage("households_found", "officer", "/ho-dan/?q=giang"),
    MeasuredPage("plan_tasks", "leader", "/ke-hoach/{plan}/"),
    MeasuredPage("all_tasks", "leader", "/ke-hoach/viec/"),
    MeasuredPage("board", "leader", "/toan-canh/"),
)
