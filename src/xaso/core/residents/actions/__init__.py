"""Every write to households; one function is one thing a person can do."""

from .changing import (
    add_household,
    close_household,
    edit_household,
    merge_households,
    reopen_household,
    tell_apart,
)
from .handing_out import hand_out_list
from .importing import drop_import, queue_import, start_import, take_import
from .undoing import undo_import

__all__ = [
    "add_household",
    "close_household",
    "drop_import",
    "edit_household",
    "hand_out_list",
    "merge_households",
    "queue_import",
    "reopen_household",
    "start_import",
    "take_import",
    "tell_apart",
    "undo_import",
]
