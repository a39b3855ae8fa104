"""Every write of the teams; one function is one thing a person can do."""

from .allowances import decide_allowance
from .codes import add_code, end_code
from .deciding import approve_reports, lock_month, return_report
from .follow_ups import finish_follow_up
from .helping import (
    ask_help,
    begin_help,
    finish_help,
    pass_help,
    pass_on_waiting,
    take_request,
)
from .kit import add_thing, edit_thing, lend_thing, move_due_date, return_thing
from .members import add_member, edit_member, end_member
from .messages import forget_messages, put_message_by, take_message, write_messages
from .needs import add_need, answer_need, hand_need
from .reminding import remind_villages
from .report_forms import add_form, add_item, decide_report_day, end_item
from .reports import (
    confirm_report,
    reopen_report,
    save_report,
    send_report,
    take_back_report,
)
from .sheets import enter_visits
from .teams import call_renewal, dissolve_team, found_team, renew_team
from .visits import add_photo, add_visit, correct_visit, withdraw_visit

__all__ = [
    "add_code",
    "add_form",
    "add_item",
    "add_member",
    "add_need",
    "add_photo",
    "add_thing",
    "add_visit",
    "answer_need",
    "approve_reports",
    "ask_help",
    "begin_help",
    "call_renewal",
    "confirm_report",
    "correct_visit",
    "decide_allowance",
    "decide_report_day",
    "dissolve_team",
    "edit_member",
    "edit_thing",
    "end_code",
    "end_item",
    "end_member",
    "enter_visits",
    "finish_follow_up",
    "finish_help",
    "forget_messages",
    "found_team",
    "hand_need",
    "lend_thing",
    "lock_month",
    "move_due_date",
    "pass_help",
    "pass_on_waiting",
    "put_message_by",
    "remind_villages",
    "renew_team",
    "reopen_report",
    "return_report",
    "return_thing",
    "save_report",
    "send_report",
    "take_back_report",
    "take_message",
    "take_request",
    "withdraw_visit",
    "write_messages",
]
