"""Every write of the survey; one function is one thing a person can do."""

from .places import add_place, close_place, edit_place, reopen_place
from .rulings import override_class
from .surveys import add_survey, correct_survey

__all__ = [
    "add_place",
    "add_survey",
    "close_place",
    "correct_survey",
    "edit_place",
    "override_class",
    "reopen_place",
]
