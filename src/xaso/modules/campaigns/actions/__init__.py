"""Every write of a drive; one function is one thing a person can do."""

from .closing import forget_lists, lock_campaign
from .days import report_counts
from .leaving import pass_on_drives
from .listing import refresh_list, switch_to_list
from .preparing import draft_campaign, drop_draft, edit_campaign, open_campaign
from .recordings import add_recording, drop_recording
from .reporting import enter_sheet, tick_item, undo_tick
from .villages import set_responsible, set_villages

__all__ = [
    "add_recording",
    "draft_campaign",
    "drop_draft",
    "drop_recording",
    "edit_campaign",
    "enter_sheet",
    "forget_lists",
    "lock_campaign",
    "open_campaign",
    "pass_on_drives",
    "refresh_list",
    "report_counts",
    "set_responsible",
    "set_villages",
    "switch_to_list",
    "tick_item",
    "undo_tick",
]
