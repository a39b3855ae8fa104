"""Every write of the teams; one function is one thing a person can do."""

from .members import add_member, edit_member, end_member
from .teams import call_renewal, dissolve_team, found_team, renew_team

__all__ = [
    "add_member",
    "call_renewal",
    "dissolve_team",
    "edit_member",
    "end_member",
    "found_team",
    "renew_team",
]
