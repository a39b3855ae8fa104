"""Every write of the teams; one function is one thing a person can do."""

from .codes import add_code, end_code
from .follow_ups import finish_follow_up
from .members import add_member, edit_member, end_member
from .teams import call_renewal, dissolve_team, found_team, renew_team
from .visits import add_photo, add_visit, correct_visit, withdraw_visit

__all__ = [
    "add_code",
    "add_member",
    "add_photo",
    "add_visit",
    "call_renewal",
    "correct_visit",
    "dissolve_team",
    "edit_member",
    "end_code",
    "end_member",
    "finish_follow_up",
    "found_team",
    "renew_team",
    "withdraw_visit",
]
