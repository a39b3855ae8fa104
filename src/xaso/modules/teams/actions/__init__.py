"""Every write of the teams; one function is one thing a person can do."""

from .codes import add_code, end_code
from .deciding import approve_reports, lock_month, return_report
from .follow_ups import finish_follow_up
from .members import add_member, edit_member, end_member
from .reminding import remind_villages
from .report_forms import add_form, add_item, decide_report_day, end_item
from .reports import confirm_report, reopen_report, save_report, send_report
from .teams import call_renewal, dissolve_team, found_team, renew_team
from .visits import add_photo, add_visit, correct_visit, withdraw_visit

__all__ = [
    "add_code",
    "add_form",
    "add_item",
    "add_member",
    "add_photo",
    "add_visit",
    "approve_reports",
    "call_renewal",
    "confirm_report",
    "correct_visit",
    "decide_report_day",
    "dissolve_team",
    "edit_member",
    "end_code",
    "end_item",
    "end_member",
    "finish_follow_up",
    "found_team",
    "lock_month",
    "remind_villages",
    "renew_team",
    "reopen_report",
    "return_report",
    "save_report",
    "send_report",
    "withdraw_visit",
]
